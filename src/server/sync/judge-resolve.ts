import * as v from 'valibot'
import { definitionOf } from '#domain/records/registry.ts'
import { recordIdSchema } from '#domain/records/vocabulary.ts'
import { type Operation, operationSchema } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { KeptRecord, StandingOperation } from '../storage/record-store.ts'
import { type Bench, isStanding, refused, reviewCodeOf } from './bench.ts'
import { isChange, judgeChange } from './judge-change.ts'
import { madeBody, settleRecord } from './made-record.ts'
import { closeReview, openReviewOf } from './review-record.ts'

const resolutionSchema = v.strictObject({
  state: v.literal('resolved'),
  choice: v.picklist(['theirs', 'mine', 'other']),
})

const decisionSchema = v.strictObject({
  state: v.picklist(['accepted', 'declined']),
  reason: v.nullable(v.pipe(v.string(), v.maxLength(400))),
  /** The record the review is about, so that the server knows beforehand what to read. */
  about: recordIdSchema,
})
type ReviewDecision = v.InferOutput<typeof decisionSchema>

/** Settles a conflict or a review; what is settled already stays as it is. Rules CF-3, CF-4 and RV-2 to RV-4. */
export function judgeResolve(op: Operation, bench: Bench): Outcome {
  if (op.kind !== 'conflict' && op.kind !== 'review') return refused('wrong-action')
  const code = reviewCodeOf(op, bench)
  if (code !== null) return { outcome: 'review', code }
  const record = bench.desk.record(op.recordId)
  if (!bench.desk.hasScope(op.scope)) return refused('wrong-scope')
  if (record === undefined) {
    // Seen in another history: should it come up again in this one, people settle it again.
    const isElsewhere = op.base !== null && op.base.epoch !== bench.epoch
    return isElsewhere ? { outcome: 'applied', rev: null, seq: null } : refused('record-missing')
  }
  if (record.scope !== op.scope) return refused('wrong-scope')
  if (record.kind !== op.kind) return refused('invalid-body', ['kind'])
  return op.kind === 'conflict' ? settleConflict(op, record, bench) : decideReview(op, record, bench)
}

function asItIs({ rev, seq }: KeptRecord): Outcome {
  return { outcome: 'applied', rev, seq }
}

function settleConflict(op: Operation, record: KeptRecord, { desk, now }: Bench): Outcome {
  const resolution = v.safeParse(resolutionSchema, op.set)
  if (!resolution.success) return refused('wrong-action')
  if (madeBody('conflict', record).state === 'resolved') return asItIs(record)
  const set = { ...resolution.output, settledBy: op.actor.name }
  return asItIs(desk.write(settleRecord(record, set, { op, now })))
}

function decideReview(op: Operation, record: KeptRecord, bench: Bench): Outcome {
  const decision = v.safeParse(decisionSchema, op.set)
  if (!decision.success) return refused('wrong-action')
  const { desk } = bench
  const review = madeBody('review', record)
  if (review.recordId !== decision.output.about) return refused('invalid-body', ['about'])
  if (review.state !== 'open') return asItIs(record)
  const standing = desk.standing()
  const last = standing.find((operation) => operation.opId === review.opId)
  if (last === undefined) throw new Error(`${record.id} is open, but its operation waits for nobody`)
  const decided = standing
    .filter((each) => each.lineage === last.lineage && each.recordId === last.recordId && each.n <= last.n)
    .filter((each) => each.scope === op.scope && openReviewOf(each.opId, bench) !== null)
    .toSorted((left, right) => left.n - right.n)
  for (const operation of decided) decide(operation, decision.output, op, bench)
  return asItIs(desk.record(record.id) ?? record)
}

/** Accepted, an operation counts as if whoever accepted it had made it; declined, its author is told. */
function decide(operation: StandingOperation, decision: ReviewDecision, by: Operation, bench: Bench): void {
  const outcome = decision.state === 'declined' ? refused('declined') : judgeAccepted(operation, bench)
  bench.desk.settle(operation.opId, outcome, isStanding(outcome))
  closeReview(operation.opId, { state: decision.state, reason: decision.reason, by }, bench)
}

function judgeAccepted({ payload }: StandingOperation, bench: Bench): Outcome {
  const op = v.parse(operationSchema, JSON.parse(payload))
  const definition = definitionOf(op.kind)
  if (definition === undefined) return refused('unknown-kind')
  return isChange(op) ? judgeChange(op, definition, { ...bench, proven: true }) : refused('wrong-action')
}
