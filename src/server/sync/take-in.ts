import * as v from 'valibot'
import type { OperationReceipt } from '#sync/messages.ts'
import { operationSchema } from '#sync/operation.ts'
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
  const read = new Map(toJudge.flatMap(({ opId, op }) => (op === undefined ? [] : [[opId, op] as const])))
  await settleOperations(deps, lineage, toJudge.flatMap(asUnsettled), read)
  await settleHeld(deps, lineage, toJudge)
  await settleAfterRefused(
    deps,
    lineage,
    arrived.filter((operation) => operation.outcome !== null && isSame(operation)),
  )

  const outcomes = await deps.store.outcomesOf(arrived.map((operation) => operation.opId))
  return arrived.map((operation) => {
    const outcome = isSame(operation) ? (outcomes.get(operation.opId) ?? operation.outcome) : OP_ID_REUSED
    if (outcome === null) throw new Error(`Operation ${operation.opId} was not judged`)
    return { opId: operation.opId, outcome }
  })
}

/** What other tablets have waiting on these records may have waited for just this. Rule HS-4. */
async function settleHeld(
  deps: SyncDeps,
  lineage: string,
  judged: readonly ArrivedOperation[],
): Promise<void> {
  const held = await heldOn(deps, judged)
  for (const other of new Set(held.map((operation) => operation.lineage))) {
    if (other === lineage) continue
    await settleOperations(
      deps,
      other,
      held.filter((operation) => operation.lineage === other),
    )
  }
}

/** What a tablet has waiting for work of its own that was refused as it came is judged without it. Rule KP-3. */
export async function settleAfterRefused(
  deps: SyncDeps,
  lineage: string,
  refused: readonly ArrivedOperation[],
): Promise<void> {
  const numbers = new Set(refused.flatMap(({ n }) => n ?? []))
  const waiting = (await heldOn(deps, refused)).filter(({ lineage: other, payload }) => {
    const parentN = other === lineage ? parentNOf(payload) : null
    return parentN !== null && numbers.has(parentN)
  })
  await settleOperations(deps, lineage, waiting)
}

async function heldOn(
  { store }: Pick<SyncDeps, 'store'>,
  operations: readonly ArrivedOperation[],
): Promise<readonly UnsettledOperation[]> {
  const recordIds = [...new Set(operations.flatMap(({ recordId }) => recordId ?? []))]
  return recordIds.length === 0 ? [] : store.heldOn(recordIds)
}

const heldSchema = v.pipe(v.string(), v.parseJson(), operationSchema)

function parentNOf(payload: string): number | null {
  const read = v.safeParse(heldSchema, payload)
  return read.success ? read.output.parentN : null
}

function isUnsettled(receipt: Receipt | undefined): boolean {
  return receipt !== undefined && (receipt.outcome === null || receipt.outcome.outcome === 'held')
}

function asUnsettled(operation: ArrivedOperation): readonly UnsettledOperation[] {
  const { opId, lineage, n, recordId, scope, payload, proven } = operation
  if (n === null || recordId === null || scope === null) return []
  return [{ opId, lineage, n, recordId, scope, payload, proven }]
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
