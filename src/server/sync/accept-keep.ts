import type * as v from 'valibot'
import type { keepReplySchema, keepRequestSchema } from '#sync/messages.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import { readBareText } from './arrival.ts'
import type { SyncDeps } from './settle-operations.ts'
import { settleAfterRefused } from './take-in.ts'

type KeepRequest = v.InferOutput<typeof keepRequestSchema>
type KeepReply = v.InferOutput<typeof keepReplySchema>

const OP_ID_REUSED: Outcome = { outcome: 'refused', code: 'op-id-reused', fields: [] }
const JUDGING_FAILED: Outcome = { outcome: 'held', code: 'judging-failed' }

/**
 * Keeps the bare text of an operation that no push gets through. It is never applied, and its place in
 * the tablet's count is no hole; what waits for it is judged without it. One that is known already is answered by what became of it, and stays
 * as it is. Rules KP-1 to KP-3.
 */
export async function acceptKeep(
  deps: SyncDeps,
  { lineage, opId, n, text }: KeepRequest,
): Promise<KeepReply> {
  const { store, clock } = deps
  const bare = readBareText(text, { opId, lineage, n })
  await store.receive([bare], clock())
  await settleAfterRefused(deps, lineage, [bare])
  const outcomes = await store.outcomesOf([opId], { lineage })
  const outcome = outcomes.get(opId)
  // Received, and judging it fails each time: it is in the ledger, and may yet be judged.
  const answer = outcome === undefined ? OP_ID_REUSED : (outcome ?? JUDGING_FAILED)
  return { protocol: PROTOCOL_VERSION, receipt: { opId, outcome: answer } }
}
