import { PROTOCOL_VERSION } from '#sync/messages.ts'
import { forkTablet, prepareFork } from '../data/fork.ts'
import { readIdentity } from '../data/position.ts'
import type { Tablet } from '../data/tablet.ts'
import type { Transport, TransportFailure } from './transport.ts'

/**
 * This browser profile is a copy of another that counts in the same lineage: it goes on under one of its
 * own. Asked again after a lost reply, or a restart, it is the same request.
 *
 * @param forkedAt the first of its numbers that the other has used
 */
export async function goOnAsFork(
  tablet: Tablet,
  transport: Transport,
  forkedAt: number,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: TransportFailure }> {
  const { lineage } = await readIdentity(tablet)
  const to = await prepareFork(tablet, forkedAt)
  const forked = await transport.fork({
    protocol: PROTOCOL_VERSION,
    lineage,
    newLineage: to.lineage,
    firstN: to.firstN,
    credential: to.credential,
  })
  if (!forked.ok) return forked
  await forkTablet(tablet, to, forkedAt)
  return { ok: true }
}
