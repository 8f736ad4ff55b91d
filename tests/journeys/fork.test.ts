// @vitest-environment node
import { expect, onTestFinished, test } from 'vitest'
import { Database } from '#client/data/database.ts'
import { readEntries } from '#client/data/entries.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { readPosition } from '#client/data/position.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWaiting } from '#client/data/waiting.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, type TestServer } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, logSession, syncOnce, tabletAt } from '#support/tablets.ts'

/** Copies a whole browser profile: every table, as a disk image or a profile folder would. */
async function copyOf(tablet: Tablet, server: TestServer): Promise<Tablet> {
  const device = aDevice({ fetch: serverFetch(server) })
  const copy = new Database(device)
  await copy.open()
  for (const table of tablet.db.tables) await copy.table(table.name).bulkAdd(await table.toArray())
  copy.close()
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  onTestFinished(() => opened.tablet.db.close())
  return opened.tablet
}

async function totalsAt(server: TestServer): Promise<readonly number[]> {
  const county = await tabletAt(server, 'county')
  const { entries } = await readEntries(county.db, { scope: null, limit: 1000 })
  const totals = entries.map(({ session }) => session?.counts['door-1'])
  return totals.map((one) => (one?.split === 'none' ? one.total : -1)).toSorted((a, b) => a - b)
}

test('[FK-10] a copied browser profile goes on under a lineage of its own, and nothing either of the two logged is lost or doubled', async () => {
  const server = await openServer()
  const tablet = await tabletAt(server, 'site/wychwood')
  await logSession(tablet, aSession({ counts: counted(1) }))
  await syncOnce(tablet)
  const copy = await copyOf(tablet, server)
  const { lineage } = await readPosition(tablet)

  await logSession(tablet, aSession({ counts: counted(2) }))
  await logSession(tablet, aSession({ counts: counted(3) }))
  await logSession(copy, aSession({ counts: counted(4) }))
  const id = await logSession(copy, aSession({ counts: counted(5) }))
  await correctSession(copy, id, { counts: counted(6) })
  await syncOnce(tablet)
  expect((await syncOnce(copy)).ok).toBe(true)

  expect((await readPosition(tablet)).lineage).toBe(lineage)
  expect((await readPosition(copy)).lineage).not.toBe(lineage)
  for (const one of [tablet, copy])
    expect(await readWaiting(one.db)).toMatchObject({ waiting: 0, attention: 0 })
  expect(await totalsAt(server)).toEqual([1, 2, 3, 4, 6])
  expect((await copy.db.journal.toArray()).map((row) => row.what)).toContainEqual({
    event: 'forked',
    operations: 3,
  })

  await logSession(copy, aSession({ counts: counted(7) }))
  await syncOnce(copy)
  await syncOnce(tablet)
  expect(await readWaiting(copy.db)).toMatchObject({ waiting: 0, attention: 0 })
  expect(await totalsAt(server)).toEqual([1, 2, 3, 4, 6, 7])
})

test('[FK-11] the fork whose reply was lost is asked for again and is the same fork', async () => {
  const server = await openServer()
  const tablet = await tabletAt(server, 'site/wychwood')
  const copy = await copyOf(tablet, server)
  await logSession(tablet)
  await logSession(copy)
  await syncOnce(tablet)
  server.losesRepliesTo = '/api/sync/fork'
  expect((await syncOnce(copy)).ok).toBe(false)
  expect((await readWaiting(copy.db)).waiting).toBe(1)
  server.losesRepliesTo = null
  expect((await syncOnce(copy)).ok).toBe(true)
  expect(await readWaiting(copy.db)).toMatchObject({ waiting: 0, attention: 0 })
  expect(await server.store.listTablets()).toHaveLength(2)
})

test('[FK-10] a correction made on a copy of an entry that both had keeps both people’s values', async () => {
  const server = await openServer()
  const tablet = await tabletAt(server, 'site/wychwood')
  const id = await logSession(tablet, aSession({ counts: counted(1) }))
  await syncOnce(tablet)
  const copy = await copyOf(tablet, server)
  await correctSession(tablet, id, { counts: counted(2) })
  await correctSession(copy, id, { counts: counted(3) })
  await syncOnce(tablet)
  await syncOnce(copy)
  const conflicts = await copy.db.records
    .where('[scope+kind]')
    .equals(['site/wychwood', 'conflict'])
    .toArray()
  expect(conflicts.map((row) => row.body['fields'])).toMatchObject([
    { 'counts/door-1': { kept: { total: 2 }, lost: { total: 3 } } },
  ])
})
