import { afterEach, beforeEach } from 'vitest'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from './device.ts'
import { serverFetch, startServer, type TestServer } from './server.ts'

export const sync = (tablet: Tablet) => runCycle(tablet, httpTransport(tablet))

/** For each test of a file a server with the service's own data, and tablets that have it too; all closed afterwards. */
export function serviceJourney() {
  let server: TestServer
  const tablets: Tablet[] = []
  beforeEach(async () => {
    server = await startServer({ reference: await readReference() })
    // jsdom has no layout to scroll.
    window.scrollTo = () => undefined
  })
  afterEach(async () => {
    for (const tablet of tablets.splice(0)) tablet.db.close()
    await server.close()
  })
  return {
    /** The server of the test that runs. */
    server: () => server,
    aTabletOf: async (site: string): Promise<Tablet> => {
      const device = aDevice({ fetch: serverFetch(server) })
      const result = await enrol(device, { code: await server.mintCode(), site, name: 'Asha' })
      if (!result.ok) throw new Error(result.code)
      tablets.push(result.tablet)
      await sync(result.tablet)
      return result.tablet
    },
  }
}
