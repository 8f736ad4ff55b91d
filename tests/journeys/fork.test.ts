// @vitest-environment node
import { expect, onTestFinished, test } from 'vitest'
import { Database } from '#client/data/database.ts'
import { readEntries } from '#client/data/entries.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { readPosition } from '#client/data/position.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { applyReceipts } from '#client/data/receipts.ts'
import { readWaiting } from '#client/data/waiting.ts'
import { enrol } from '#client/sync/enrol.ts'
import { tabletAccounts } from '#server/operator/tablet-accounts.ts'
import { readArrival } from '#server/sync/arrival.ts'
import type { Operation } from '#sync/operation.ts'
import { aDevice } from '#support/device.ts'
import { dumpOf, serverFetch, type TestServer } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, logSession, syncOnce, tabletAt } from '#support/tablets.ts'

function arrivalOf(op: Operation) {
  const arrived = readArrival(op, op.lineage, true)
  if (arrived === null) throw new Error('it names itself')
  return arrived
}

/** What is neither here nor said to be on its tablet, of any count. */
async function lostAt(server: TestServer) {
  return (await tabletAccounts(server.store)).flatMap(({ lost }) => lost)
}

/** Copies a whole browser profile: every table, as a disk image or a profile folder would. */
async function copyOf(
  tablet: Tablet,
  server: TestServer,
  device = aDevice({ fetch: serverFetch(server) }),
): Promise<Tablet> {
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

test('[FK-12] a fork that finds later numbers of its own under the old lineage counts on after them', async () => {
  const server = await openServer()
  const tablet = await tabletAt(server, 'site/wychwood')
  const copy = await copyOf(tablet, server)
  await logSession(tablet, aSession({ counts: counted(1) }))
  await logSession(tablet, aSession({ counts: counted(5) }))
  const id = await logSession(copy, aSession({ counts: counted(2) }))
  await correctSession(copy, id, { counts: counted(3) })
  await logSession(copy, aSession({ counts: counted(4) }))
  await syncOnce(tablet)
  // Somebody brought the third in a file, and its receipt came back.
  const third = await copy.db.outbox.get(3)
  if (third === undefined) throw new Error('there is no third')
  await server.store.receive([arrivalOf(third.op)], 0)
  await applyReceipts(
    copy,
    [{ opId: third.op.opId, outcome: { outcome: 'applied', rev: 1, seq: 2 } }],
    [3],
    (await readPosition(copy)).epoch,
  )
  expect((await syncOnce(copy)).ok).toBe(true)

  const { lineage } = await readPosition(copy)
  const [create, patch] = await copy.db.sent.where('recordId').equals(id).sortBy('n')
  expect([create?.op, patch?.op]).toMatchObject([
    { lineage, n: 4, parentN: null },
    { lineage, n: 5, parentN: 4 },
  ])
  expect(await readWaiting(copy.db)).toMatchObject({ waiting: 0, attention: 0 })
  expect(await server.store.arrivalsOf(lineage)).toEqual({ through: 5, highest: 5, holes: [] })
  expect(await lostAt(server)).toEqual([])
})

test('[FK-12] what a fork has from before it was one comes to a restored server that lacks it, though the other never does', async () => {
  const before = await openServer()
  let server: TestServer = before
  const device = () => aDevice({ fetch: (input, init) => serverFetch(server)(input, init) })
  const tablet = await tabletAt(before, 'site/wychwood', 'Asha', device())
  const yesterday = await dumpOf(before)
  const id = await logSession(tablet, aSession({ counts: counted(1) }))
  await syncOnce(tablet)
  await correctSession(tablet, id, { counts: counted(2) })
  await syncOnce(tablet)
  const copy = await copyOf(tablet, before, device())
  await logSession(tablet, aSession({ counts: counted(3) }))
  await logSession(copy, aSession({ counts: counted(4) }))
  await syncOnce(tablet)
  await syncOnce(copy)
  const { lineage } = await readPosition(copy)

  server = await openServer({ restoredFrom: yesterday })
  const code = await server.mintCode()
  expect((await enrol(copy.device, { code, site: 'site/wychwood', name: 'Ben' })).ok).toBe(true)
  await syncOnce(copy)
  expect((await readPosition(copy)).lineage).toBe(lineage)
  expect(await readWaiting(copy.db)).toMatchObject({ waiting: 0, received: 0, attention: 0 })
  expect(await totalsAt(server)).toEqual([2, 4])
  expect(await lostAt(server)).toEqual([])

  // It does come after all: what both had is there once.
  await syncOnce(tablet)
  expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 0, received: 0, attention: 0 })
  expect(await totalsAt(server)).toEqual([2, 3, 4])
})
