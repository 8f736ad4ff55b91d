import { afterEach, describe, expect, test } from 'vitest'
import { readEntry } from '#client/data/entries.ts'
import { createRecord, restoreRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { registry } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function aCountyTablet(server: TestServer): Promise<Tablet> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db)
  return result.tablet
}

const sync = (tablet: Tablet) => runCycle(tablet, httpTransport(tablet))

async function seenOf(tablet: Tablet, id: string) {
  const entry = await readEntry(tablet.db, id)
  if (entry === null) throw new Error('no such record')
  return entry
}

/** Kinds that people make; what only the server makes has journeys of its own. */
const made = registry.filter((definition) => definition.madeBy !== 'server')

describe.each(made.map((definition) => [definition.kind, definition] as const))('%s', (kind, definition) => {
  test('is saved, sent, applied and comes back the same on another tablet, void and restored too', async () => {
    const server = await startServer()
    open.push(server)
    const tablet = await aCountyTablet(server)
    const other = await aCountyTablet(server)
    const scope = definition.home === 'authority' ? AUTHORITY_SCOPE : 'site/wychwood'
    const saved = await createRecord(tablet, { kind, scope, body: definition.example })
    if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)

    await sync(tablet)
    await sync(other)
    expect(await seenOf(tablet, saved.id)).toMatchObject({ state: 'counted', attention: null })
    expect((await seenOf(other, saved.id)).seen.body).toEqual(definition.example)

    await voidRecord(tablet, saved.id, (await seenOf(tablet, saved.id)).seen)
    await sync(tablet)
    await sync(other)
    expect(await seenOf(other, saved.id)).toMatchObject({ deleted: true, state: 'counted' })

    await restoreRecord(other, saved.id, (await seenOf(other, saved.id)).seen)
    await sync(other)
    await sync(tablet)
    const again = await seenOf(tablet, saved.id)
    expect(again).toMatchObject({ deleted: false, state: 'counted' })
    expect(again.seen.body).toEqual(definition.example)
  })
})
