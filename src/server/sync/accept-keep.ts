import type * as v from 'valibot'
import type { keepReplySchema, keepRequestSchema } from '#sync/messages.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import { textHash } from './arrival.ts'
import type { SyncDeps } from './settle-operations.ts'

type KeepRequest = v.InferOutput<typeof keepRequestSchema>
type KeepReply = v.InferOutput<typeof keepReplySchema>

const UNPROCESSABLE: Outcome = { outcome: 'refused', code: 'unprocessable', fields: [] }
const OP_ID_REUSED: Outcome = { outcome: 'refused', code: 'op-id-reused', fields: [] }
const JUDGING_FAILED: Outcome = { outcome: 'held', code: 'judging-failed' }

/**
 * Keeps the bare text of an operation that no push gets through. It is never applied, and its place in
 * the tablet's count is no hole. One that is known already is answered by what became of it, and stays
 * as it is. Rules KP-1 and KP-2.
 */
export async function acceptKeep(
  { store, clock }: Pick<SyncDeps, 'store' | 'clock'>,
  { lineage, opId, n, text }: KeepRequest,
): Promise<KeepReply> {
  // As JSON, because a database's text cannot hold every character that a broken operation may.
  const payload = JSON.stringify(text)
  const bare = { opId, lineage, n, recordId: null, scope: null, hash: textHash(payload), payload }
  await store.receive([{ ...bare, outcome: UNPROCESSABLE, proven: true }], clock())
  const outcomes = await store.outcomesOf([opId], { lineage })
  const outcome = outcomes.get(opId)
  // Received, and judging it fails each time: it is in the ledger, and may yet be judged.
  const answer = outcome === undefined ? OP_ID_REUSED : (outcome ?? JUDGING_FAILED)
  return { protocol: PROTOCOL_VERSION, receipt: { opId, outcome: answer } }
}
