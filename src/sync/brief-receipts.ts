import * as v from 'valibot'
import type { AppliedRun, OperationReceipt, PushReply } from './messages.ts'
import { uuidSchema } from './operation.ts'

const namedSchema = v.looseObject({ opId: uuidSchema })

/**
 * Tells applied operations by their place in the request, a run of them at once: a receipt's id is as long as
 * that of its operation, and compression makes it no shorter.
 *
 * @param receipts one for each operation of the request, in its order
 */
export function inBrief(
  receipts: readonly OperationReceipt[],
): Required<Pick<PushReply, 'receipts' | 'applied'>> {
  const applied: AppliedRun[] = []
  const others: OperationReceipt[] = []
  for (const [place, receipt] of receipts.entries()) {
    const { outcome } = receipt
    if (outcome.outcome !== 'applied' || outcome.rev === null || outcome.seq === null) {
      others.push(receipt)
      continue
    }
    const run = applied.at(-1)
    const [first, count, rev, seq] = run ?? [-1, 0, 0, 0]
    const goesOn = place === first + count && outcome.rev === rev && outcome.seq === seq + count
    if (run !== undefined && goesOn) run[1] += 1
    else applied.push([place, 1, outcome.rev, outcome.seq])
  }
  return { receipts: others, applied }
}

/**
 * The receipts in full again. A place that is not in the request says nothing.
 *
 * @param ops those of the request that was answered
 */
export function inFull(
  { receipts, applied = [] }: Pick<PushReply, 'receipts' | 'applied'>,
  ops: readonly unknown[],
): OperationReceipt[] {
  const told = applied.flatMap(([place, count, rev, seq]) =>
    ops.slice(place, place + count).flatMap((op, index): OperationReceipt[] => {
      const named = v.safeParse(namedSchema, op)
      const outcome = { outcome: 'applied' as const, rev, seq: seq + index }
      return named.success ? [{ opId: named.output.opId, outcome }] : []
    }),
  )
  return [...told, ...receipts]
}
