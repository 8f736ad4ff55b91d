import type { Operation } from '#sync/operation.ts'
import { type Bench, refused } from './bench.ts'
import { closeReview, openReviewOf } from './review-record.ts'

/**
 * Settles what the server did not take of a tablet's earlier work on a record, because the tablet now
 * withdraws it or has put it right: it stands before nobody any more, and what was held is not taken
 * when its predecessor comes. Rules WD-1 to WD-3.
 */
export function takeBack(op: Operation, bench: Bench, reason: string | null): void {
  const { desk } = bench
  const isEarlier = (other: { readonly lineage: string; readonly recordId: string; readonly n: number }) =>
    other.lineage === op.lineage && other.recordId === op.recordId && other.n < op.n
  for (const standing of desk.standing().filter(isEarlier)) {
    // A review of another scope than the operation's is not locked, and stays.
    if (openReviewOf(standing.opId, bench) !== null && !desk.hasScope(standing.scope)) continue
    desk.settle(standing.opId, standing.outcome, false)
    closeReview(standing.opId, { state: 'withdrawn', reason, by: op }, bench)
  }
  for (const held of desk.held().filter(isEarlier)) desk.settle(held.opId, refused('withdrawn'), false)
}
