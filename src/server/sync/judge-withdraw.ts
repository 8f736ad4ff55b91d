import * as v from 'valibot'
import type { Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import { type Bench, refused } from './bench.ts'
import { takeBack } from './take-back.ts'

const withdrawalSchema = v.strictObject({ reason: v.pipe(v.string(), v.maxLength(400)) })

/** Takes back what was not taken, whatever its tablet may do now: it is the tablet's own. Rules WD-1 and WD-2. */
export function judgeWithdraw(op: Operation, bench: Bench): Outcome {
  // Nobody else may discard a tablet's work, nor can anybody agree to that in its place.
  if (!bench.proven) return { outcome: 'review', code: 'not-proven' }
  if (op.supersedes === null) return refused('nothing-to-settle')
  const withdrawal = v.safeParse(withdrawalSchema, op.set)
  if (!withdrawal.success) return refused('invalid-body', ['reason'])
  takeBack(op, bench, withdrawal.output.reason)
  return { outcome: 'applied', rev: null, seq: null }
}
