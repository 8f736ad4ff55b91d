import { type Review, reviewIdOf } from '#domain/records/review.ts'
import type { Operation } from '#sync/operation.ts'
import type { Outcome, ReviewCode } from '#sync/outcome.ts'
import type { KeptRecord } from '../storage/record-store.ts'
import type { Bench } from './bench.ts'
import { makeRecord, settleRecord } from './made-record.ts'

type ReviewedOperation = Operation & { readonly action: Review['action'] }

/** Puts a change before those who may record in its scope. Judged again, it keeps the review it has. Rule RV-1. */
export function putToReview(op: ReviewedOperation, code: ReviewCode, { desk, now }: Bench): Outcome {
  const id = reviewIdOf(op.opId)
  if (desk.hasScope(op.scope) && desk.record(id) === undefined) {
    const body: Review = {
      recordId: op.recordId,
      recordKind: op.kind,
      opId: op.opId,
      lineage: op.lineage,
      by: op.actor.name,
      at: op.at,
      action: op.action,
      set: { ...op.set },
      state: 'open',
      reason: null,
      settledBy: null,
    }
    desk.write(makeRecord('review', id, body, { op, now }))
  }
  return { outcome: 'review', code }
}

/** The review that an operation waits in; null when it waits in none. */
export function openReviewOf(opId: string, { desk }: Pick<Bench, 'desk'>): KeptRecord | null {
  const record = desk.record(reviewIdOf(opId))
  return record !== undefined && record.body['state'] === 'open' ? record : null
}

/** Closes the review an operation waits in, if it waits in one, in the name of whoever's operation settled it. */
export function closeReview(
  opId: string,
  how: {
    readonly state: 'accepted' | 'declined' | 'withdrawn'
    readonly reason?: string | null
    readonly by: Operation
  },
  { desk, now }: Pick<Bench, 'desk' | 'now'>,
): void {
  const review = openReviewOf(opId, { desk })
  if (review === null) return
  const set = { state: how.state, reason: how.reason ?? null, settledBy: how.by.actor.name }
  desk.write(settleRecord(review, set, { op: how.by, now }))
}
