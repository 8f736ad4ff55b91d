import * as v from 'valibot'
import type { ClosedQuarter } from '#domain/plan/quarter-close.ts'
import { readBody } from '#domain/records/registry.ts'
import { type Operation, operationSchema } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Decision, SettleView, UnsettledOperation } from '../storage/record-store.ts'
import { type Bench, isStanding } from './bench.ts'
import { type Desk, openDesk } from './desk.ts'
import { judge } from './judge.ts'
import { closeReview } from './review-record.ts'

export interface BatchDecision extends Decision {
  /** What went wrong inside the server while it judged, for its log. */
  readonly failures: readonly { readonly opId: string; readonly error: unknown }[]
}

/** Operations by id that need not be read from their payloads once more. */
export type ReadOperations = ReadonlyMap<string, Operation>

const JUDGING_FAILED: Outcome = { outcome: 'held', code: 'judging-failed' }

/**
 * Judges a tablet's unsettled operations one after the other, each seeing what those before it did.
 * One that cannot be judged is held and keeps back only those that name it as their predecessor.
 *
 * @param read what some of them say, where that has just been read from the same payload
 */
export function judgeBatch(view: SettleView, now: number, read: ReadOperations = new Map()): BatchDecision {
  const desk = openDesk(view)
  const failures: { opId: string; error: unknown }[] = []
  for (const waiting of view.operations.toSorted((left, right) => left.n - right.n)) {
    const { opId } = waiting
    try {
      desk.attempt(() => judgeWaiting(waiting, view, { desk, now, read }))
    } catch (error) {
      failures.push({ opId, error })
      desk.attempt(() => desk.settle(opId, JUDGING_FAILED, false))
    }
  }
  return { ...desk.decision(), failures }
}

function judgeWaiting(
  { opId, payload, proven }: UnsettledOperation,
  view: SettleView,
  { desk, now, read }: Pick<Bench, 'desk' | 'now'> & { readonly read: ReadOperations },
): void {
  const op = read.get(opId) ?? v.parse(operationSchema, JSON.parse(payload))
  const { epoch, sharedEpoch, rights } = view
  const bench = { desk, epoch, sharedEpoch, now, rights, proven, closedQuarters: closedQuarters(view, desk) }
  const outcome = judge(op, bench)
  desk.settle(opId, outcome, isStanding(outcome))
  // It waited for somebody to agree while nothing showed whose it was; now its own tablet has brought it.
  const waitsOn = outcome.outcome === 'review' || outcome.outcome === 'held'
  if (!waitsOn) closeReview(opId, { state: 'accepted', by: op }, bench)
}

/** The quarters closed by now: those that were when the batch began, but for what the batch itself did. */
function closedQuarters(view: SettleView, desk: Desk): readonly ClosedQuarter[] {
  // They are closed in the authority scope alone, and a scope that is not locked does not change.
  if (!view.scopes.has(AUTHORITY_SCOPE)) return view.closedQuarters
  const touched = [...view.operations].map((operation) => operation.recordId)
  const closes = [...new Set(touched)].map((id) => ({ before: view.records.get(id), after: desk.record(id) }))
  const changed = closes.filter(({ before, after }) => after?.kind === 'quarter-close' && after !== before)
  if (changed.length === 0) return view.closedQuarters
  const closed = [...view.closedQuarters]
  for (const { before, after } of changed) {
    const was = before === undefined || before.deleted ? null : readBody('quarter-close', before.body)
    const index = closed.findIndex((one) => one.year === was?.year && one.quarter === was.quarter)
    if (index !== -1) closed.splice(index, 1)
    const now = after === undefined || after.deleted ? null : readBody('quarter-close', after.body)
    if (now !== null) closed.push(now)
  }
  return closed
}
