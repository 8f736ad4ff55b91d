import { definitionOf } from '#domain/records/registry.ts'
import type { Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import { type Bench, refused } from './bench.ts'
import { isChange, judgeChange } from './judge-change.ts'
import { judgeResolve } from './judge-resolve.ts'
import { judgeWithdraw } from './judge-withdraw.ts'

/**
 * Judges one operation: what becomes of it is the answer, and what it changes is put on the desk. Pure:
 * what is not in the bench plays no part. Rules PU-5 and OUT-1 to OUT-8.
 */
export function judge(op: Operation, bench: Bench): Outcome {
  if (op.parentN !== null && op.parentN >= op.n) return refused('invalid-body', ['parentN'])
  if (!isReady(op, bench)) return { outcome: 'held', code: 'predecessor-missing' }
  if (op.action === 'withdraw') return judgeWithdraw(op, bench)
  const definition = definitionOf(op.kind)
  if (definition === undefined) return refused('unknown-kind')
  return isChange(op) ? judgeChange(op, definition, bench) : judgeResolve(op, bench)
}

/**
 * Whether the operation this one names as its predecessor has been settled. For one that withdraws or
 * repairs what came before, it is enough that that has arrived.
 */
function isReady({ parentN, supersedes }: Operation, { desk }: Bench): boolean {
  if (parentN === null) return true
  return supersedes === null ? desk.isSettled(parentN) : desk.hasArrived(parentN)
}
