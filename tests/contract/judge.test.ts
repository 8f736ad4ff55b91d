import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Review, reviewIdOf } from '#domain/records/review.ts'
import type { KeptRecord } from '#server/storage/record-store.ts'
import { judgeBatch } from '#server/sync/judge-batch.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import { testId } from '#support/device.ts'
import { anOperation, TABLET_A, TABLET_B } from '#support/operations.ts'
import { aView, inReview, waiting } from '#support/settle-views.ts'

const NOW = 1_000

function outcomesOf(decision: ReturnType<typeof judgeBatch>) {
  return new Map(decision.outcomes.map(({ opId, outcome }) => [opId, outcome.outcome]))
}

/** A session of its own, made by tablet A under a number. */
function session(n: number) {
  return anOperation({ n, recordId: testId(0xc, n) })
}

/** The review that an operation waits in, as the server made it. */
function reviewOf(op: ReturnType<typeof session>): KeptRecord {
  const decision = judgeBatch(aView({ rights: null, operations: [waiting(op)] }), NOW)
  const [record] = decision.records
  if (record === undefined) throw new Error('No review was made')
  return record
}

test('[PU-4] a poison entry between good ones is held alone, and what does not depend on it takes effect', () => {
  const [good, poison, after, last] = [1, 2, 3, 4].map(session)
  if (!good || !poison || !after || !last) throw new Error('Four were made')
  const dependent = anOperation({ ...after, recordId: poison.recordId, action: 'patch', parentN: 2, set: {} })
  const operations = [good, poison, dependent, last].map((op) =>
    waiting(op, op === poison ? { payload: 'not JSON' } : {}),
  )

  const decision = judgeBatch(aView({ operations }), NOW)

  expect([...outcomesOf(decision).values()]).toEqual(['applied', 'held', 'held', 'applied'])
  expect(decision.failures.map(({ opId }) => opId)).toEqual([poison.opId])
  expect(decision.records.map(({ seq }) => seq)).toEqual([11, 12])
})

test('[PU-4] what an operation did before judging it failed is undone', () => {
  const [made, broken] = [session(1), session(2)].map((op) => ({
    ...op,
    recordId: testId(0xc, 9),
    lineage: TABLET_B,
  }))
  if (!made || !broken) throw new Error('Two were made')
  const accepting = anOperation({
    n: 7,
    kind: 'review',
    recordId: reviewIdOf(broken.opId),
    action: 'resolve',
    set: { state: 'accepted', reason: null, about: made.recordId } satisfies Partial<Review> & {
      about: string
    },
  })
  const good = session(8)
  const view = aView({
    operations: [waiting(accepting), waiting(good)],
    standing: [inReview(made), inReview(broken, { payload: 'not JSON' })],
    records: [reviewOf(made), reviewOf(broken)],
  })

  const decision = judgeBatch(view, NOW)

  expect(outcomesOf(decision)).toEqual(
    new Map([
      [accepting.opId, 'held'],
      [good.opId, 'applied'],
    ]),
  )
  expect(decision.records.map(({ id, seq }) => [id, seq])).toEqual([[good.recordId, 11]])
})

test('[PU-5] judging is pure: the same view always gives the same decision, and stays as it was', () => {
  const view = aView({ operations: [waiting(session(1)), waiting(session(2))] })
  const before = structuredClone(view)
  expect(judgeBatch(view, NOW)).toEqual(judgeBatch(view, NOW))
  expect(view).toEqual(before)
})

test('[DG-1] a batch moves its scope’s digest by exactly what it changed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), (count) => {
      const made = Array.from({ length: count }, (_, index) => session(index + 1))
      const decision = judgeBatch(aView({ operations: made.map((op) => waiting(op)) }), NOW)
      expect(decision.scopes.get('site/wychwood')).toEqual({
        head: 10 + count,
        digest: changeDigest(EMPTY_DIGEST, [], decision.records.map(copyHash)),
      })
    }),
  )
})

test('[OUT-4] a predecessor that was refused, or waits for review, counts as settled', () => {
  const refused = anOperation({ n: 1, set: { title: '' } })
  const next = anOperation({ n: 2, action: 'patch', parentN: 1, set: { title: 'Songs' }, was: {} })
  const decision = judgeBatch(aView({ operations: [waiting(next), waiting(refused)] }), NOW)
  expect([...outcomesOf(decision)]).toEqual([
    [refused.opId, 'refused'],
    [next.opId, 'refused'],
  ])
})

test('[WD-2] an operation that repairs what is held need not wait for the predecessor of that', () => {
  const held = anOperation({ n: 2, action: 'patch', parentN: 1, set: { title: 'Songs' }, was: {} })
  const repair = anOperation({ n: 3, parentN: 2, supersedes: held.opId })
  const decision = judgeBatch(aView({ operations: [waiting(held), waiting(repair)] }), NOW)
  expect(decision.outcomes).toEqual([
    { opId: held.opId, outcome: { outcome: 'refused', code: 'withdrawn', fields: [] }, standing: false },
    { opId: repair.opId, outcome: { outcome: 'applied', rev: 1, seq: 11 }, standing: false },
  ])
})

test('[RV-2] of several tablets’ work on one entry only the one’s that was accepted is taken', () => {
  const byA = anOperation({ n: 1, recordId: testId(0xc, 9), lineage: TABLET_A })
  const byB = { ...byA, opId: testId(0xf, 77), lineage: TABLET_B }
  const accepting = anOperation({
    n: 7,
    kind: 'review',
    recordId: reviewIdOf(byB.opId),
    action: 'resolve',
    set: { state: 'accepted', reason: null, about: byA.recordId },
  })
  const view = aView({
    operations: [waiting(accepting)],
    standing: [inReview(byA), inReview(byB)],
    records: [reviewOf(byA), reviewOf(byB)],
  })
  expect(outcomesOf(judgeBatch(view, NOW))).toEqual(
    new Map([
      [byB.opId, 'applied'],
      [accepting.opId, 'applied'],
    ]),
  )
})
