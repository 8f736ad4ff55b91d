import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openMemoryStore } from '#server/storage/memory/memory-store.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import type { Outcome } from '#sync/outcome.ts'
import { anArrival, anInstallation, decideNothing, NOW, take } from '#support/kept-records.ts'
import { type DumpPart, dumpOf, sortedRows } from '#support/store-dumps.ts'
import { onEveryStore } from '#support/stores.ts'

const LINEAGE = randomUUID()
const code = (codeHash: string) => ({ codeHash, siteId: null, expiresAt: null, first: false })
const tablet = { lineage: LINEAGE, credentialHash: 'c', siteId: null, personId: 'p', personName: 'Sam' }

function reading(parts: readonly DumpPart[]): () => AsyncIterable<DumpPart> {
  return async function* () {
    yield* parts
  }
}

onEveryStore(({ open, installed }) => {
  async function filled(serviceId: string): Promise<RecordStore> {
    const store = await open(serviceId)
    await store.install(anInstallation(serviceId))
    await store.addCode(code('used'), NOW)
    await store.addCode({ ...code('unused'), first: true }, NOW)
    await store.enrol('used', tablet, NOW)
    await store.noteHeartbeat(LINEAGE, { maxN: 3, pending: [[3, 3]], oldestAt: null })
    // More than a page of them, so that pages are gone through.
    const batch = Array.from({ length: 700 }, (_, index) =>
      anArrival(LINEAGE, index + 1, { recordId: `session-${index}` }),
    )
    await take(store, batch)
    const outcome: Outcome = { outcome: 'refused', code: 'invalid-body', fields: ['set'] }
    await store.receive([anArrival(LINEAGE, null, { recordId: null, scope: null, outcome })], NOW)
    await store.raiseFloor('site/wychwood')
    return store
  }

  test('a copy put into an empty store holds everything, under a new history and without unused codes', async () => {
    const serviceId = randomUUID()
    const source = await filled(serviceId)
    const parts = await dumpOf(source)
    const epoch = randomUUID()
    const copy = openMemoryStore(serviceId)
    await copy.load(reading(parts), epoch)
    expect(await copy.readService()).toEqual({ id: serviceId, name: 'Testshire libraries', epoch })
    expect(await copy.findCode('unused')).toBeNull()
    expect(await copy.findCode('used')).not.toBeNull()
    const expected = sortedRows(parts)
    const found = sortedRows(await dumpOf(copy))
    for (const table of ['scopes', 'operations', 'tablets']) expect(found[table]).toEqual(expected[table])
    expect(expected['operations']).toHaveLength(701)
    const records = await source.recordsAfter('', 1000)
    expect(records).toHaveLength(703)
    expect(await copy.recordsAfter('', 1000)).toEqual(
      records.map((record) => ({ ...record, sharedRev: record.rev })),
    )
  })

  test('a copy of any store can be put into this one, which then knows what it shares with its past', async () => {
    const source = openMemoryStore('moving')
    await source.install(anInstallation('moving'))
    await take(source, [anArrival(LINEAGE, 1), anArrival(LINEAGE, 2)])
    const past = await source.readService()
    const parts = await dumpOf(source)
    const [store, again] = [await open('moving'), openMemoryStore('moving')]
    const epoch = randomUUID()
    await store.load(reading(parts), epoch)
    await again.load(reading(parts), epoch)
    expect(sortedRows(await dumpOf(store))).toEqual(sortedRows(await dumpOf(again)))
    await expect(store.load(reading(parts), randomUUID())).rejects.toThrow('there already')
    const about = { lineage: LINEAGE, recordIds: ['session-1'], scopes: ['site/abingdon'], judgedAt: NOW }
    await store.settle(about, (view) => {
      expect([view.epoch, view.sharedEpoch]).toEqual([epoch, past?.epoch])
      expect(view.records.get('session-1')).toMatchObject({ rev: 2, sharedRev: 2 })
      return decideNothing()
    })
    await take(store, [anArrival(LINEAGE, 3)])
    expect((await store.readHeads()).get('site/abingdon')).toBe(3)
  })

  test('others write on while a copy is made, and the copy shows one moment', async () => {
    const store = await installed()
    await take(store, [anArrival(LINEAGE, 1)])
    const parts: DumpPart[] = []
    await store.dump(async (table, rows) => {
      parts.push({ table, rows })
      if (table === 'scopes') await take(store, [anArrival(LINEAGE, 2)])
    })
    expect(parts.filter(({ table }) => table === 'operations').flatMap(({ rows }) => rows)).toHaveLength(1)
    expect((await store.readHeads()).get('site/abingdon')).toBe(2)
  })

  test('a copy that is damaged, of another service or of a later build leaves nothing behind', async () => {
    const serviceId = randomUUID()
    const source = openMemoryStore(serviceId)
    await source.install(anInstallation(serviceId))
    const parts = await dumpOf(source)
    const damaged: Record<string, readonly DumpPart[]> = {
      'not what this build keeps': [...parts, { table: 'operations', rows: [{ op_id: 'x' }] }],
      'does not know': [...parts, { table: 'loans', rows: [] }],
      'no service': [],
    }
    const store = await open(serviceId)
    for (const [problem, copy] of Object.entries(damaged)) {
      await expect(store.load(reading(copy), randomUUID())).rejects.toThrow(problem)
    }
    const broken = async function* () {
      yield* parts
      throw new Error('the file ends here')
    }
    await expect(store.load(broken, randomUUID())).rejects.toThrow('the file ends here')
    expect(await store.readService()).toBeNull()
    expect(await store.recordsAfter('', 10)).toEqual([])
    const other = await open(randomUUID())
    await expect(other.load(reading(parts), randomUUID())).rejects.toThrow('This store is for')
  })
})
