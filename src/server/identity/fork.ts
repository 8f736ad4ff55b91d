import type * as v from 'valibot'
import { type forkReplySchema, type forkRequestSchema, PROTOCOL_VERSION } from '#sync/messages.ts'
import type { RecordStore } from '../storage/record-store.ts'
import { secretHash } from './secrets.ts'

type ForkRequest = v.InferOutput<typeof forkRequestSchema>
type ForkReply = v.InferOutput<typeof forkReplySchema>

/**
 * Gives a copied browser profile a lineage and credential of its own. The same request again gets the
 * same reply. Rules FK-2 and FK-3.
 *
 * @returns `null` when the new lineage or credential is another tablet's
 */
export async function forkTablet(
  { store, clock }: { readonly store: RecordStore; readonly clock: () => number },
  { lineage, newLineage, firstN, credential }: ForkRequest,
): Promise<ForkReply | null> {
  const credentialHash = secretHash(credential)
  const known = await store.findTablet(credentialHash)
  const isFree = known === null || known.lineage === newLineage
  if (!isFree || newLineage === lineage) return null
  const fork = { lineage: newLineage, credentialHash, firstN }
  const isForked = await store.forkTablet(lineage, fork, clock())
  const service = await store.readService()
  return isForked && service !== null ? { protocol: PROTOCOL_VERSION, epoch: service.epoch } : null
}
