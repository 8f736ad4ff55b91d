import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reviewIdOf } from '#domain/records/review.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import type { Outcome } from '#sync/outcome.ts'
import { aKept, anArrival, decideNothing, NOW, take } from '#support/kept-records.ts'
import { onEveryStore } from '#support/stores.ts'

const LINEAGE = randomUUID()
const about = { lineage: LINEAGE, recordIds: ['session-1'], scopes: ['site/abingdon'], judgedAt: NOW }
const FORKED = { outcome: 'refused', code: 'lineage-forked', fields: [] }
const NOT_PROVEN: Outcome = { outcome: 'review', code: 'not-proven' }

async function decideOn(store: RecordStore, opId: string, outcome: Outcome, standing = true): Promise<void> {
  await store.settle(about, () => ({ ...decideNothing(), outcomes: [{ opId, outcome, standing }] }))
}

onEveryStore(({ installed }) => {
  test('[PU-2] an operation is received once, and what is held under its id is what came first', async () => {
    const store = await installed()
    const first = anArrival(LINEAGE, 1)
    const receipt = { hash: 'hash 1', outcome: null, standing: false, proven: true }
    expect(await store.receive([first], NOW)).toEqual(new Map([[first.opId, receipt]]))
    const forged = { ...first, hash: 'other', payload: '{}' }
    expect((await store.receive([forged], NOW)).get(first.opId)).toEqual(receipt)
    expect(await store.unsettledAfter(null, 10)).toMatchObject([{ opId: first.opId, payload: '{"n":1}' }])
  })

  test('an operation that claims another’s place shows a copied profile: it and what follows it are kept and refused', async () => {
    const store = await installed()
    const [known, other] = [anArrival(LINEAGE, 1), anArrival(randomUUID(), 9)]
    await store.receive([known], NOW)
    const [before, forked, after] = [anArrival(LINEAGE, 2), anArrival(LINEAGE, 1), anArrival(LINEAGE, 3)]
    const kept = await store.receive([before, forked, known, after, other], NOW)
    const outcomes = [before, forked, known, after, other].map(({ opId }) => kept.get(opId)?.outcome)
    expect(outcomes).toEqual([null, FORKED, null, FORKED, null])
    expect(kept.get(forked.opId)?.standing).toBe(false)
    expect((await store.arrivalsOf(LINEAGE)).highest).toBe(2)
    // The same once more changes nothing, and the number of the last one is free for its owner.
    expect(await store.receive([before, forked, known, after, other], NOW)).toEqual(kept)
    const owner = anArrival(LINEAGE, 3)
    expect((await store.receive([owner], NOW)).get(owner.opId)?.outcome).toBeNull()
  })

  test('of two operations of one call that claim one place the second is the copy’s', async () => {
    const store = await installed()
    const [first, second] = [anArrival(LINEAGE, 1), anArrival(LINEAGE, 1)]
    const kept = await store.receive([first, second], NOW)
    expect([first, second].map(({ opId }) => kept.get(opId)?.outcome)).toEqual([null, FORKED])
  })

  test('what nothing shows to be a tablet’s own does not count as arrived, until the tablet brings it', async () => {
    const store = await installed()
    const [first, second, third] = [1, 2, 3].map((n) => anArrival(LINEAGE, n, { proven: n !== 2 }))
    await store.receive(
      [first, second, third].flatMap((each) => each ?? []),
      NOW,
    )
    expect(await store.arrivalsOf(LINEAGE)).toEqual({ through: 1, highest: 3, holes: [] })
    if (second !== undefined) await store.receive([{ ...second, proven: true }], NOW)
    expect(await store.arrivalsOf(LINEAGE)).toEqual({ through: 3, highest: 3, holes: [] })
  })

  test('what cannot be read is kept with its outcome, and takes its number only where that is free', async () => {
    const store = await installed()
    const outcome: Outcome = { outcome: 'refused', code: 'unprocessable', fields: [] }
    const none = { recordId: null, scope: null, outcome }
    const [first, poison] = [anArrival(LINEAGE, 1), anArrival(LINEAGE, 2, none)]
    const [clashing, next] = [anArrival(LINEAGE, 1, none), anArrival(LINEAGE, 3)]
    const kept = await store.receive([first, poison, clashing, next], NOW)
    expect(kept.get(poison.opId)).toEqual({ hash: 'hash 2', outcome, standing: true, proven: true })
    expect(kept.get(clashing.opId)?.outcome).toEqual(outcome)
    expect(kept.get(next.opId)?.outcome).toBeNull()
    expect(await store.arrivalsOf(LINEAGE)).toEqual({ through: 3, highest: 3, holes: [] })
    expect((await store.unsettledAfter(null, 9)).map(({ n }) => n)).toEqual([1, 3])
  })

  test('an operation nobody could prove is judged again, with its review, once its own tablet brings it', async () => {
    const store = await installed()
    const unproven = anArrival(LINEAGE, 1, { proven: false })
    await store.receive([unproven], NOW)
    const review = aKept('review', { id: reviewIdOf(unproven.opId) })
    await store.settle(about, ({ operations }) => {
      expect(operations[0]?.proven).toBe(false)
      return {
        outcomes: [{ opId: unproven.opId, outcome: NOT_PROVEN, standing: true }],
        records: [review],
        scopes: new Map(),
      }
    })
    const waits = { hash: 'hash 1', outcome: NOT_PROVEN, standing: true, proven: false }
    expect((await store.receive([unproven], NOW)).get(unproven.opId)).toEqual(waits)
    const forged = { ...unproven, hash: 'other', proven: true }
    expect((await store.receive([forged], NOW)).get(unproven.opId)).toEqual(waits)
    const proven = await store.receive([{ ...unproven, proven: true }], NOW)
    expect(proven.get(unproven.opId)).toEqual({ ...waits, outcome: null, standing: false, proven: true })
    expect(await store.unsettledAfter(null, 9)).toMatchObject([{ opId: unproven.opId, proven: true }])
    await store.settle(about, ({ operations, records, standing }) => {
      expect(operations).toMatchObject([{ opId: unproven.opId, proven: true }])
      expect(standing).toEqual([])
      expect(records.get(review.id)).toEqual(review)
      return decideNothing()
    })
  })

  test('an operation somebody decided about stays decided when its own tablet brings it', async () => {
    const store = await installed()
    const [waiting, declined] = [1, 2].map((n) => anArrival(LINEAGE, n, { proven: false }))
    if (waiting === undefined || declined === undefined) throw new Error('two operations')
    await store.receive([waiting, declined], NOW)
    const outcome: Outcome = { outcome: 'refused', code: 'declined', fields: [] }
    await decideOn(store, declined.opId, outcome)
    const kept = await store.receive(
      [
        { ...waiting, proven: true },
        { ...declined, proven: true },
      ],
      NOW,
    )
    expect(kept.get(waiting.opId)).toMatchObject({ outcome: null, proven: true })
    expect(kept.get(declined.opId)).toMatchObject({ outcome, standing: true })
    expect(await store.unsettledAfter(null, 9)).toMatchObject([{ opId: waiting.opId, proven: true }])
  })

  test('held operations of any tablet are found by their records, and outcomes by the tablet that asks', async () => {
    const store = await installed()
    const [mine, other] = [anArrival(LINEAGE, 1), anArrival(randomUUID(), 1)]
    await store.receive([mine, other, anArrival(LINEAGE, 2)], NOW)
    const held: Outcome = { outcome: 'held', code: 'predecessor-missing' }
    await decideOn(store, mine.opId, held, false)
    await decideOn(store, other.opId, held, false)
    const found = await store.heldOn(['session-1', 'session-2'])
    expect(found.map(({ opId }) => opId).toSorted()).toEqual([mine.opId, other.opId].toSorted())
    expect(await store.heldOn(['session-2'])).toEqual([])
    expect(await store.heldOn([])).toEqual([])
    expect((await store.outcomesOf([mine.opId, other.opId])).size).toBe(2)
    expect(await store.outcomesOf([mine.opId, other.opId], { lineage: LINEAGE })).toEqual(
      new Map([[mine.opId, held]]),
    )
  })

  test('unsettled operations are handed over page by page, by tablet and count', async () => {
    const store = await installed()
    const others = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
    await store.receive(
      others.flatMap((lineage) => [2, 1, 3].map((n) => anArrival(lineage, n))),
      NOW,
    )
    const seen: (readonly [string, number])[] = []
    let place: { lineage: string; n: number } | null = null
    for (;;) {
      const page = await store.unsettledAfter(place, 4)
      const last = page.at(-1)
      if (last === undefined) break
      seen.push(...page.map(({ lineage, n }): readonly [string, number] => [lineage, n]))
      place = last
    }
    expect(seen).toEqual(others.flatMap((lineage) => [1, 2, 3].map((n) => [lineage, n])))
  })

  test('what has not arrived of a tablet’s count is told as ranges', async () => {
    const store = await installed()
    expect(await store.arrivalsOf(LINEAGE)).toEqual({ through: 0, highest: 0, holes: [] })
    await store.receive(
      [12, 2, 3, 7, 11].map((n) => anArrival(LINEAGE, n)),
      NOW,
    )
    await store.receive([anArrival(randomUUID(), 1), anArrival(LINEAGE, null)], NOW)
    const holes = [
      [1, 1],
      [4, 6],
      [8, 10],
    ]
    expect(await store.arrivalsOf(LINEAGE)).toEqual({ through: 0, highest: 12, holes })
    await store.receive([anArrival(LINEAGE, 1)], NOW)
    expect(await store.arrivalsOf(LINEAGE)).toEqual({ through: 3, highest: 12, holes: holes.slice(1) })
  })

  test('operations can be paged through by id, with what became of them', async () => {
    const store = await installed()
    const arrived = [anArrival(LINEAGE, 1), anArrival(LINEAGE, 2), anArrival(LINEAGE, 3)]
    await take(store, arrived.slice(0, 2))
    await store.receive(arrived.slice(2), NOW)
    const first = await store.operationsAfter('', 2)
    const all = [...first, ...(await store.operationsAfter(first.at(-1)?.opId ?? '', 2))]
    const { proven: _, ...last } = arrived[2] ?? anArrival(LINEAGE, 3)
    expect(all.map(({ opId }) => opId)).toEqual(arrived.map(({ opId }) => opId).toSorted())
    expect(all).toContainEqual({ ...last, receivedAt: NOW, standing: false })
    expect(all.filter(({ outcome }) => outcome?.outcome === 'applied')).toHaveLength(2)
  })
})
