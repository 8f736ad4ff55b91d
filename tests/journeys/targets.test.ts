// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { authorityRecords } from '#client/data/authority.ts'
import { readEntry } from '#client/data/entries.ts'
import { saveTarget } from '#client/data/targets.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { targetOf } from '#domain/place/target-proposal.ts'
import { target } from '#domain/records/kinds/target.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function aTabletOf(server: TestServer, site: string): Promise<Tablet> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site, name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db)
  return result.tablet
}
const sync = (tablet: Tablet) => runCycle(tablet, httpTransport(tablet))
const standing = async (tablet: Tablet) =>
  targetOf(await authorityRecords(tablet.db, 'target'), 'site/wychwood', 2026)

test('a proposal is accepted without signal, changed later, and the site sees it', async () => {
  const server = await startServer()
  open.push(server)
  const county = await aTabletOf(server, 'county')
  const branch = await aTabletOf(server, 'site/wychwood')
  server.down = true
  const { note: _, ...example } = target.example
  const body = { ...example, siteId: 'site/wychwood' }
  const accepted = await saveTarget(county, null, { ...body, proposed: 1200 })
  expect(accepted.ok).toBe(true)
  const held = await standing(county)
  await saveTarget(county, held?.id ?? null, { ...body, value: 1300 })
  server.down = false
  await sync(county)
  await sync(branch)
  expect((await standing(branch))?.body).toMatchObject({ value: 1300, siteId: 'site/wychwood' })
  const history = (await readEntry(branch.db, held?.id ?? ''))?.history ?? []
  expect(history.map(({ action }) => action)).toEqual(['patch', 'create'])
})

test('a target that is no longer there is not changed, and that is told', async () => {
  const server = await startServer()
  open.push(server)
  const county = await aTabletOf(server, 'county')
  const { note: _, ...body } = target.example
  expect(await saveTarget(county, 'gone', body)).toMatchObject({ ok: false, code: 'not-found' })
})
