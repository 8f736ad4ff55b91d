import { PAGE_LIMIT_BYTES, PROTOCOL_VERSION } from '#sync/messages.ts'
import { entitySet } from '#domain/records/registry.ts'
import { applyPage } from '../data/apply-page.ts'
import { type Position, readPosition } from '../data/position.ts'
import { sweepSome } from '../data/stale-copies.ts'
import type { Tablet } from '../data/tablet.ts'
import type { CycleProgress } from './progress.ts'
import { goOnAsFork } from './fork.ts'
import type { Transport, TransportFailure } from './transport.ts'

export type PullResult =
  /** `again` when something waits to be sent that did not before. */
  | { readonly ok: true; readonly again: boolean; readonly syncAfterMs: number | null }
  | { readonly ok: false; readonly failure: TransportFailure }

/** Fetches pages until there is nothing more, then looks through what did not come again with a snapshot. */
export async function pullAll(
  tablet: Tablet,
  transport: Transport,
  onProgress: (progress: CycleProgress) => void,
): Promise<PullResult> {
  let full = false
  let done = 0
  let again = false
  for (;;) {
    const position = await readPosition(tablet)
    const result = await transport.pull(requestAt(position, full))
    if (!result.ok) return result
    const { reply } = result
    again ||= reply.epoch !== position.epoch
    const applied = await applyPage(tablet, position, reply)
    again ||= applied.putBack > 0
    if (applied.forkedAt !== null) {
      const forked = await goOnAsFork(tablet, transport, applied.forkedAt)
      return forked.ok ? { ok: true, again: true, syncAfterMs: null } : forked
    }
    done += applied.rows
    if (applied.rows > 0) onProgress({ phase: 'fetching', done, total: totalOf(reply, done) })
    const looksCloser = applied.differs && !full
    full = applied.differs
    if (!applied.more && !looksCloser) {
      while (await sweepSome(tablet));
      return { ok: true, again, syncAfterMs: reply.syncAfterMs }
    }
  }
}

function requestAt({ lineage, epoch, cursors, heartbeat, asks }: Position, full: boolean) {
  return {
    protocol: PROTOCOL_VERSION,
    lineage,
    epoch,
    entitySet: entitySet(),
    scopes: Object.fromEntries(cursors.map((row) => [row.scope, row.cursor])),
    snapshots: Object.fromEntries(
      cursors.flatMap((row) => (row.beganAt === null ? [] : [[row.scope, row.beganAt]])),
    ),
    limitBytes: PAGE_LIMIT_BYTES,
    heartbeat,
    asks: asks.map((ask) => ask.opId),
    full,
  } as const
}

/** Rows fetched and about as many as are left: a scope's numbers count changes, of which only the newest come. */
function totalOf(reply: { scopes: Record<string, { cursor: number; head: number }> }, done: number): number {
  const left = Object.values(reply.scopes).map(({ cursor, head }) => head - cursor)
  return left.reduce((sum, one) => sum + one, done)
}
