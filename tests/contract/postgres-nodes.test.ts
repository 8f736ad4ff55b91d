import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { KeptRecord, RecordStore } from '#server/storage/record-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { anArrival, anInstallation, digestOf, NOW, take } from '#support/kept-records.ts'
import { postgresDatabase } from '#support/postgres.ts'

const SERVICE = 'testshire'

/** Stores with pools of their own on one database, as several app processes have. */
async function twoNodes(): Promise<readonly [RecordStore, RecordStore]> {
  const url = await postgresDatabase(onTestFinished)
  const open = async (): Promise<RecordStore> => {
    const store = await openSqlStore({ engine: postgresEngine(url), serviceId: SERVICE })
    onTestFinished(() => store.close())
    return store
  }
  const nodes = [await open(), await open()] as const
  await nodes[0].install(anInstallation(SERVICE))
  return nodes
}

async function allRecords(store: RecordStore): Promise<readonly KeptRecord[]> {
  const records: KeptRecord[] = []
  for (;;) {
    const page = await store.recordsAfter(records.at(-1)?.id ?? '', 100)
    records.push(...page)
    if (page.length === 0) return records
  }
}

async function expectSound(store: RecordStore): Promise<void> {
  const records = await allRecords(store)
  for (const { id, head, digest } of await store.readFeed((feed) => feed.scopes())) {
    const ofScope = records.filter(({ scope }) => scope === id)
    expect(digest).toBe(digestOf(ofScope))
    expect(head).toBe(Math.max(0, ...ofScope.map(({ seq }) => seq)))
  }
}

test('two nodes that settle at once lose no change, and every digest is that of the rows', async () => {
  const nodes = await twoNodes()
  const rounds = 12
  const tablets = 6
  // Everybody changes the same few records in both scopes, naming the scopes in either order.
  const work = async (tablet: number): Promise<void> => {
    const store = nodes[tablet % 2 === 0 ? 0 : 1]
    const lineage = randomUUID()
    for (let round = 0; round < rounds; round += 1) {
      const both = [
        anArrival(lineage, round * 2 + 1, { recordId: `abingdon-${round % 3}` }),
        anArrival(lineage, round * 2 + 2, { recordId: `wychwood-${round % 3}`, scope: 'site/wychwood' }),
      ]
      await take(store, tablet % 3 === 0 ? both : both.toReversed())
    }
  }
  await Promise.all(Array.from({ length: tablets }, (_, tablet) => work(tablet)))
  const heads = await nodes[0].readHeads()
  expect(heads.get('site/abingdon')).toBe(tablets * rounds)
  expect(heads.get('site/wychwood')).toBe(tablets * rounds)
  const revs = (await allRecords(nodes[1])).filter(({ kind }) => kind === 'event-session')
  expect(revs.reduce((sum, { rev }) => sum + rev, 0)).toBe(2 * tablets * rounds)
  await expectSound(nodes[0])
})

test('[PU-2] one batch brought to two nodes at once, in either order, takes effect once', async () => {
  const nodes = await twoNodes()
  const lineage = randomUUID()
  for (let round = 0; round < 10; round += 1) {
    const batch = Array.from({ length: 20 }, (_, index) => anArrival(lineage, round * 20 + index + 1))
    await Promise.all([take(nodes[0], batch), take(nodes[1], batch.toReversed()), take(nodes[0], batch)])
  }
  const [record] = await nodes[1].recordsOf('site/abingdon', 'event-session')
  expect(record).toMatchObject({ rev: 200, seq: 200 })
  expect(await nodes[0].unsettledAfter(null, 10)).toEqual([])
  expect(await nodes[0].arrivalsOf(lineage)).toEqual({ through: 200, highest: 200, holes: [] })
  await expectSound(nodes[0])
})

test('of two nodes that install one service at once only one does, and one code enrols one tablet', async () => {
  const url = await postgresDatabase(onTestFinished)
  const stores = await Promise.all(
    [0, 1, 2, 3].map(() => openSqlStore({ engine: postgresEngine(url), serviceId: SERVICE })),
  )
  for (const store of stores) onTestFinished(() => store.close())
  const installed = await Promise.all(stores.map((store) => store.install(anInstallation(SERVICE))))
  expect(installed.filter(Boolean)).toEqual([true])
  await stores[0]?.addCode({ codeHash: 'one', siteId: null, expiresAt: null, first: false }, NOW)
  const enrolled = await Promise.all(
    stores.map((store, index) => {
      const tablet = { lineage: randomUUID(), credentialHash: `c${index}`, siteId: null }
      return store.enrol('one', { ...tablet, personId: 'p', personName: 'Sam' }, NOW)
    }),
  )
  expect(enrolled.toSorted()).toEqual(['code-used', 'code-used', 'code-used', 'enrolled'])
})
