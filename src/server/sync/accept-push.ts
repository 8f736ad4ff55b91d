import { PROTOCOL_VERSION, type PushReply, type PushRequest } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { ArrivedOperation, Receipt, RecordStore, UnsettledOperation } from '../storage/record-store.ts'
import { readArrival } from './arrival.ts'
import { judgeBatch } from './judge-batch.ts'

/** What the server's half of sync is given rather than finds for itself. */
export interface SyncDeps {
  readonly store: RecordStore
  readonly clock: () => number
  readonly log: SyncLog
}

/** Where things worth an operator's attention go. Never given a body. */
export interface SyncLog {
  /** Something that should not happen between well-behaved tablets. */
  incident(what: 'op-id-reused', about: { readonly opId: string; readonly lineage: string }): void
  failed(what: 'judging-failed', about: { readonly opId: string }, error: unknown): void
}

const OP_ID_REUSED: Outcome = { outcome: 'refused', code: 'op-id-reused', fields: [] }

/**
 * Takes a batch in: first every operation is stored, then each is judged, then there is an answer.
 * Rules PU-1 to PU-5.
 *
 * @returns `null` when an operation does not name itself, so that nothing can be said about it
 */
export async function acceptPush(deps: SyncDeps, request: PushRequest): Promise<PushReply | null> {
  const arrived: ArrivedOperation[] = []
  for (const sent of request.ops) {
    const operation = readArrival(sent, request.lineage)
    if (operation === null) return null
    arrived.push(operation)
  }
  const kept = await deps.store.receive(arrived, deps.clock())
  const isSame = (operation: ArrivedOperation) => kept.get(operation.opId)?.hash === operation.hash
  reportReuse(deps.log, arrived, kept)
  const toJudge = arrived.filter((operation) => isSame(operation) && isUnsettled(kept.get(operation.opId)))
  await settleOperations(deps, request.lineage, toJudge.flatMap(asUnsettled))

  const outcomes = await deps.store.outcomesOf(arrived.map((operation) => operation.opId))
  const service = await deps.store.readService()
  if (service === null) throw new Error('A push came before the service was installed')
  const receipts = arrived.map((operation) => {
    const outcome = isSame(operation) ? (outcomes.get(operation.opId) ?? operation.outcome) : OP_ID_REUSED
    if (outcome === null) throw new Error(`Operation ${operation.opId} was not judged`)
    return { opId: operation.opId, outcome }
  })
  return { protocol: PROTOCOL_VERSION, epoch: service.epoch, serverTime: deps.clock(), receipts }
}

function isUnsettled(receipt: Receipt | undefined): boolean {
  return receipt !== undefined && (receipt.outcome === null || receipt.outcome.outcome === 'held')
}

function asUnsettled(operation: ArrivedOperation): readonly UnsettledOperation[] {
  const { n, recordId, scope } = operation
  return n === null || recordId === null || scope === null ? [] : [{ ...operation, n, recordId, scope }]
}

function reportReuse(
  log: SyncLog,
  arrived: readonly ArrivedOperation[],
  kept: ReadonlyMap<string, Receipt>,
): void {
  for (const { opId, lineage, hash } of arrived) {
    const receipt = kept.get(opId)
    const numberTaken = receipt?.outcome?.outcome === 'refused' && receipt.outcome.code === 'op-id-reused'
    if (receipt?.hash !== hash || numberTaken) log.incident('op-id-reused', { opId, lineage })
  }
}

/** Judges operations of one tablet, and with them what the tablet has on the same records that was held. */
export async function settleOperations(
  deps: SyncDeps,
  lineage: string,
  operations: readonly UnsettledOperation[],
): Promise<void> {
  if (operations.length === 0) return
  const now = deps.clock()
  const request = {
    lineage,
    recordIds: [...new Set(operations.map((operation) => operation.recordId))],
    scopes: [...new Set(operations.map((operation) => operation.scope))],
    judgedAt: now,
  }
  await deps.store.settle(request, (view) => {
    const decision = judgeBatch(view, now)
    for (const { opId, error } of decision.failures) deps.log.failed('judging-failed', { opId }, error)
    return decision
  })
}
