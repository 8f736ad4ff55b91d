import * as v from 'valibot'
import { type Operation, operationSchema } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { Decision, KeptRecord, SettleView, UnsettledOperation } from '../storage/record-store.ts'
import { judge, type Verdict } from './judge.ts'

export interface BatchDecision extends Decision {
  /** What went wrong inside the server while it judged, for its log. */
  readonly failures: readonly { readonly opId: string; readonly error: unknown }[]
}

/**
 * Judges a tablet's unsettled operations one after the other, each seeing what those before it did.
 * One that cannot be judged is held and keeps back only those that name it as their predecessor.
 */
export function judgeBatch(view: SettleView, now: number): BatchDecision {
  const records = new Map(view.records)
  const heads = new Map(view.heads)
  const settled = new Set(view.settledNumbers)
  const changed = new Map<string, KeptRecord>()
  const outcomes: { opId: string; outcome: Outcome }[] = []
  const failures: { opId: string; error: unknown }[] = []

  for (const waiting of view.operations.toSorted((left, right) => left.n - right.n)) {
    const { outcome, record } = verdictOn(waiting, failures, (op) =>
      judge(op, {
        epoch: view.epoch,
        now,
        rights: view.rights,
        scopeExists: heads.has(op.scope),
        head: heads.get(op.scope) ?? 0,
        record: records.get(op.recordId),
        predecessorSettled: op.parentN === null || settled.has(op.parentN),
      }),
    )
    outcomes.push({ opId: waiting.opId, outcome })
    if (outcome.outcome !== 'held') settled.add(waiting.n)
    if (record !== null) {
      records.set(record.id, record)
      changed.set(record.id, record)
      heads.set(record.scope, record.seq)
    }
  }
  const moved = [...heads].filter(([scope, head]) => head !== view.heads.get(scope))
  return { outcomes, records: [...changed.values()], heads: new Map(moved), failures }
}

function verdictOn(
  { opId, payload }: UnsettledOperation,
  failures: { opId: string; error: unknown }[],
  judgeOne: (op: Operation) => Verdict,
): Verdict {
  try {
    return judgeOne(v.parse(operationSchema, JSON.parse(payload)))
  } catch (error) {
    failures.push({ opId, error })
    return { outcome: { outcome: 'held', code: 'judging-failed' }, record: null }
  }
}
