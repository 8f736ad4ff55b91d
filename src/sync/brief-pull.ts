import type * as v from 'valibot'
import { textHash } from './digest.ts'
import { sameValue } from './fields.ts'
import {
  type briefPullReplySchema,
  type briefPullRequestSchema,
  type Heartbeat,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  type PullReply,
  type pullRequestSchema,
} from './messages.ts'

type Asked = v.InferInput<typeof pullRequestSchema>
type BriefReply = v.InferInput<typeof briefPullReplySchema>

/** Sixteen hex digits in place of a lineage and an epoch, of which a server knows both. */
export function pulledAs(lineage: string, epoch: string): string {
  return textHash(`${lineage} ${epoch}`)
}

/**
 * A pull without what its server knows: nine in ten find nothing new, and go over a weak link. Rule PL-14.
 *
 * @param heard what the server heard last of the tablet's count in this epoch; null when that is not known
 * @returns null when the request can only be made in full
 */
export function pullInBrief(
  { lineage, epoch, scopes, snapshots = {}, asks = [], full = false, heartbeat, limitBytes }: Asked,
  heard: Heartbeat | null,
): v.InferInput<typeof briefPullRequestSchema> | null {
  if (epoch === null || limitBytes !== PAGE_LIMIT_BYTES) return null
  return {
    protocol: PROTOCOL_VERSION,
    as: pulledAs(lineage, epoch),
    scopes,
    ...(Object.keys(snapshots).length > 0 ? { snapshots } : {}),
    ...(asks.length > 0 ? { asks } : {}),
    ...(full ? { full } : {}),
    ...(heartbeat === undefined || sameValue(heartbeat, heard) ? {} : { heartbeat }),
  }
}

/** What a server says to such a request, whose epoch is its own. */
export function replyInBrief(reply: PullReply): BriefReply {
  const { serverTime, quietDigest, scopes, withdrawn, receipts, durableThrough, syncAfterMs } = reply
  return {
    serverTime,
    quietDigest,
    ...(Object.keys(scopes).length > 0 ? { scopes } : {}),
    ...(withdrawn.length > 0 ? { withdrawn } : {}),
    ...(receipts.length > 0 ? { receipts } : {}),
    ...(durableThrough > 0 ? { durableThrough } : {}),
    ...(syncAfterMs === null ? {} : { syncAfterMs }),
  }
}

/** The reply in full again. @param epoch the one that was asked for */
export function replyInFull(reply: v.InferOutput<typeof briefPullReplySchema>, epoch: string): PullReply {
  return { ...reply, protocol: PROTOCOL_VERSION, epoch, knownThrough: null }
}
