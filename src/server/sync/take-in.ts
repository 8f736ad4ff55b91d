import type { OperationReceipt } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { ArrivedOperation, Receipt, UnsettledOperation } from '../storage/record-store.ts'
import { settleOperations, type SyncDeps, type SyncLog } from './settle-operations.ts'

const OP_ID_REUSED: Outcome = { outcome: 'refused', code: 'op-id-reused', fields: [] }

/**
 * Takes operations of one tablet in, whoever brings them: first every one is stored, then each is judged,
 * then there is a receipt for each. Rules PU-1 to PU-5.
 */
export async function takeIn(
  deps: SyncDeps,
  lineage: string,
  arrived: readonly ArrivedOperation[],
): Promise<OperationReceipt[]> {
  const kept = await deps.store.receive(arrived, deps.clock())
  const isSame = (operation: ArrivedOperation) => kept.get(operation.opId)?.hash === operation.hash
  reportIncidents(deps.log, arrived, kept)
  const toJudge = arrived.filter((operation) => isSame(operation) && isUnsettled(kept.get(operation.opId)))
  await settleOperations(deps, lineage, toJudge.flatMap(asUnsettled))
  await settleHeld(deps, toJudge.flatMap(recordIdOf), lineage)
  await settleHeld(deps, arrived.filter(({ outcome }) => outcome !== null).flatMap(recordIdOf))

  const outcomes = await deps.store.outcomesOf(arrived.map((operation) => operation.opId))
  return arrived.map((operation) => {
    const outcome = isSame(operation) ? (outcomes.get(operation.opId) ?? operation.outcome) : OP_ID_REUSED
    if (outcome === null) throw new Error(`Operation ${operation.opId} was not judged`)
    return { opId: operation.opId, outcome }
  })
}

/**
 * What tablets have waiting on these records may have waited for just this: for a record to be there again,
 * or for a predecessor that is refused as it came. Rules HS-4 and OUT-4.
 *
 * @param judged the tablet whose own work on them has been judged with what came
 */
export async function settleHeld(
  deps: SyncDeps,
  recordIds: readonly string[],
  judged: string | null = null,
): Promise<void> {
  if (recordIds.length === 0) return
  const held = await deps.store.heldOn([...new Set(recordIds)])
  for (const lineage of new Set(held.map((operation) => operation.lineage))) {
    if (lineage === judged) continue
    await settleOperations(
      deps,
      lineage,
      held.filter((operation) => operation.lineage === lineage),
    )
  }
}

function recordIdOf({ recordId }: ArrivedOperation): readonly string[] {
  return recordId === null ? [] : [recordId]
}

function isUnsettled(receipt: Receipt | undefined): boolean {
  return receipt !== undefined && (receipt.outcome === null || receipt.outcome.outcome === 'held')
}

function asUnsettled(operation: ArrivedOperation): readonly UnsettledOperation[] {
  const { n, recordId, scope } = operation
  return n === null || recordId === null || scope === null ? [] : [{ ...operation, n, recordId, scope }]
}

function reportIncidents(
  log: SyncLog,
  arrived: readonly ArrivedOperation[],
  kept: ReadonlyMap<string, Receipt>,
): void {
  for (const { opId, lineage, hash } of arrived) {
    const receipt = kept.get(opId)
    const isForked = receipt?.outcome?.outcome === 'refused' && receipt.outcome.code === 'lineage-forked'
    if (receipt?.hash !== hash) log.incident('op-id-reused', { opId, lineage })
    else if (isForked) log.incident('lineage-forked', { opId, lineage })
  }
}
