import * as v from 'valibot'
import { textHash } from './digest.ts'
import type { AppliedRun, OperationReceipt, PushReply } from './messages.ts'
import { uuidSchema } from './operation.ts'

const namedSchema = v.looseObject({ opId: uuidSchema })

/** What one hash stands for: which operations a run is about, and in which order. */
function hashOf(opIds: readonly string[]): string {
  return textHash(opIds.join('\n'))
}

interface Run {
  readonly place: number
  readonly rev: number
  readonly seq: number
  readonly opIds: string[]
}

/**
 * Tells applied operations by their place in the request, a run of them at once: a receipt's id is as long as
 * that of its operation, and compression makes it no shorter. Rule PU-9.
 *
 * @param receipts one for each operation of the request, in its order
 */
export function inBrief(
  receipts: readonly OperationReceipt[],
): Required<Pick<PushReply, 'receipts' | 'applied'>> {
  const runs: Run[] = []
  const others: OperationReceipt[] = []
  for (const [place, receipt] of receipts.entries()) {
    const { opId, outcome } = receipt
    if (outcome.outcome !== 'applied' || outcome.rev === null || outcome.seq === null) {
      others.push(receipt)
      continue
    }
    const { rev, seq } = outcome
    const run = runs.at(-1)
    const length = run?.opIds.length ?? 0
    const goesOn = run?.rev === rev && place === run.place + length && seq === run.seq + length
    if (goesOn) run.opIds.push(opId)
    else runs.push({ place, rev, seq, opIds: [opId] })
  }
  const applied = runs.map(
    ({ place, rev, seq, opIds }): AppliedRun => [place, opIds.length, rev, seq, hashOf(opIds)],
  )
  return { receipts: others, applied }
}

/**
 * The receipts in full again. A run whose hash is not that of the operations sent in its places is about
 * others, and says nothing.
 *
 * @param ops those of the request that was answered
 */
export function inFull(
  { receipts, applied = [] }: Pick<PushReply, 'receipts' | 'applied'>,
  ops: readonly unknown[],
): OperationReceipt[] {
  const told = applied.flatMap(([place, count, rev, seq, hash]) => {
    const opIds = ops.slice(place, place + count).flatMap((op) => {
      const named = v.safeParse(namedSchema, op)
      return named.success ? [named.output.opId] : []
    })
    if (hashOf(opIds) !== hash) return []
    return opIds.map(
      (opId, index): OperationReceipt => ({ opId, outcome: { outcome: 'applied', rev, seq: seq + index } }),
    )
  })
  return [...told, ...receipts]
}
