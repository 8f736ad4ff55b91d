import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reviewIdOf } from '#domain/records/review.ts'
import type { SettleView } from '#server/storage/record-store.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import { aKept, anArrival, decideNothing, NOW, take } from '#support/kept-records.ts'
import { onEveryStore } from '#support/stores.ts'

const LINEAGE = randomUUID()
const about = { lineage: LINEAGE, recordIds: ['session-1'], scopes: ['site/abingdon'], judgedAt: NOW }
const DIGEST = '0123456789abcdef'

onEveryStore(({ installed }) => {
  test('judging sees the tablet’s unsettled operations in order, and what it decides is kept', async () => {
    const store = await installed()
    const [first, second] = [anArrival(LINEAGE, 1), anArrival(LINEAGE, 2)]
    await store.receive([second, first, anArrival(randomUUID(), 7)], NOW)
    await store.settle(about, (view) => {
      expect(view.operations.map(({ n }) => n)).toEqual([1, 2])
      expect(view.scopes).toEqual(new Map([['site/abingdon', { head: 0, digest: EMPTY_DIGEST }]]))
      expect([...view.settledNumbers]).toEqual([])
      return {
        outcomes: [
          {
            opId: first.opId,
            outcome: { outcome: 'refused', code: 'unknown-kind', fields: [] },
            standing: true,
          },
          { opId: second.opId, outcome: { outcome: 'held', code: 'judging-failed' }, standing: false },
        ],
        records: [],
        scopes: new Map([['site/abingdon', { head: 7, digest: DIGEST }]]),
      }
    })
    await store.settle(about, (view) => {
      expect(view.operations.map(({ n }) => n)).toEqual([2])
      expect([...view.settledNumbers]).toEqual([1])
      expect(view.standing).toMatchObject([{ opId: first.opId, n: 1, outcome: { code: 'unknown-kind' } }])
      expect(view.scopes.get('site/abingdon')).toEqual({ head: 7, digest: DIGEST })
      return decideNothing()
    })
    expect(await store.outcomesOf([first.opId, second.opId, randomUUID()])).toEqual(
      new Map([
        [first.opId, { outcome: 'refused', code: 'unknown-kind', fields: [] }],
        [second.opId, { outcome: 'held', code: 'judging-failed' }],
      ]),
    )
    expect(await store.outcomesOf([])).toEqual(new Map())
  })

  test('judging sees what stands on the records of any tablet, the reviews it waits in and the closed quarters', async () => {
    const store = await installed()
    const other = randomUUID()
    const [waiting, mine] = [anArrival(other, 1), anArrival(LINEAGE, 1)]
    await store.receive([waiting, mine], NOW)
    const review = aKept('review', { id: reviewIdOf(waiting.opId) })
    const close = aKept('quarter-close', { id: 'close-1', scope: 'authority', seq: 4 })
    const opened = { ...close, id: 'close-2', seq: 5, deleted: true }
    const scopes = ['authority', 'site/abingdon']
    await store.settle({ ...about, lineage: other, scopes }, () => ({
      outcomes: [
        { opId: waiting.opId, outcome: { outcome: 'review', code: 'not-allowed-here' }, standing: true },
      ],
      records: [review, close, opened],
      scopes: new Map(),
    }))
    const views: SettleView[] = []
    await store.settle(about, (view) => {
      views.push(view)
      const outcome = { outcome: 'applied', rev: 1, seq: 2 } as const
      return { ...decideNothing(), outcomes: [{ opId: waiting.opId, outcome, standing: false }] }
    })
    expect(views[0]?.standing).toMatchObject([{ opId: waiting.opId, lineage: other, proven: true }])
    expect(views[0]?.records).toEqual(new Map([[review.id, review]]))
    expect(views[0]?.closedQuarters).toMatchObject([{ year: 2022, quarter: 'Q1' }])
    expect(views[0]?.rights).toBeNull()
    await store.settle(about, (view) => {
      expect(view.standing).toEqual([])
      return decideNothing()
    })
  })

  test('[PU-1] when judging fails nothing it would have written is there, and what was received still is', async () => {
    const store = await installed()
    await store.receive([anArrival(LINEAGE, 1)], NOW)
    const failing = store.settle(about, () => {
      throw new Error('judging failed')
    })
    await expect(failing).rejects.toThrow('judging failed')
    expect(await store.unsettledAfter(null, 10)).toHaveLength(1)
    expect((await store.readHeads()).get('site/abingdon')).toBe(0)
  })

  test('a record of one scope is never overwritten from another, nor a place in an order given twice', async () => {
    const store = await installed()
    const first = anArrival(LINEAGE, 1)
    await take(store, [first])
    const before = await store.recordsOf('site/abingdon', 'event-session')
    const stolen = aKept('event-session', { id: 'session-1', scope: 'site/wychwood', rev: 2, seq: 1 })
    const second = aKept('event-session', { id: 'session-2', seq: 1 })
    for (const record of [stolen, second, { ...second, scope: 'site/nowhere' }]) {
      const writing = store.settle(about, () => ({
        outcomes: [
          { opId: first.opId, outcome: { outcome: 'held', code: 'judging-failed' }, standing: true },
        ],
        records: [aKept('event-session', { id: 'session-3', seq: 2 }), record],
        scopes: new Map([['site/abingdon', { head: 9, digest: DIGEST }]]),
      }))
      await expect(writing).rejects.toThrow()
    }
    expect(await store.recordsOf('site/abingdon', 'event-session')).toEqual(before)
    expect((await store.readHeads()).get('site/abingdon')).toBe(1)
    expect((await store.outcomesOf([first.opId])).get(first.opId)?.outcome).toBe('applied')
  })

  test('a batch of two hundred takes as many statements as a batch of one', async () => {
    let statements = 0
    const store = await installed(() => {
      statements += 1
    })
    const statementsFor = async (from: number, count: number): Promise<number> => {
      const batch = Array.from({ length: count }, (_, index) =>
        anArrival(LINEAGE, from + index, { recordId: `session-${from + index}` }),
      )
      statements = 0
      await take(store, batch)
      return statements
    }
    const forOne = await statementsFor(1, 1)
    expect(await statementsFor(2, 200)).toBe(forOne)
    expect(await statementsFor(2, 200)).toBeLessThanOrEqual(forOne)
    expect((await store.readHeads()).get('site/abingdon')).toBe(201)
  })
})
