import { PAGE_LIMIT_BYTES, PROTOCOL_VERSION, type PullReply } from '#sync/messages.ts'
import { textHash } from '#sync/digest.ts'
import { sameValue } from '#sync/fields.ts'
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
  let ahead: Ahead | null = null
  let position = await readPosition(tablet)
  for (;;) {
    const request = requestAt(position, full)
    // What was asked ahead counts only when it is just what would be asked now.
    const pulling =
      ahead !== null && asksTheSame(ahead.request, request) ? ahead.pulling : transport.pull(request)
    const result = await pulling
    if (!result.ok) return result
    const { reply } = result
    again ||= reply.epoch !== position.epoch
    // The next page is on its way while this one is written down.
    const next = requestAfter(request, position, reply)
    ahead = next === null ? null : { request: next, pulling: transport.pull(next) }
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
    position = applied.position ?? (await readPosition(tablet))
  }
}

type Request = ReturnType<typeof requestAt>

/** A page that was asked for before the one in front of it was written down. */
interface Ahead {
  readonly request: Request
  readonly pulling: ReturnType<Transport['pull']>
}

/** The request that follows once a reply has been applied, where nothing else happens; null when there is no more to fetch. */
function requestAfter(
  request: Request,
  { cursors }: Position,
  { epoch, scopes: pages, withdrawn }: PullReply,
): Request | null {
  const isMore = Object.values(pages).some(({ cursor, head }) => cursor < head)
  if (!isMore || epoch !== request.epoch || withdrawn.length > 0) return null
  const scopes = { ...request.scopes }
  const snapshots = { ...request.snapshots }
  const following = new Set(cursors.flatMap((row) => (row.phase === 'snapshot' ? [] : [row.scope])))
  for (const [scope, { cursor, head, restart }] of Object.entries(pages)) {
    if (cursor >= head) delete snapshots[scope]
    else if (restart || !following.has(scope)) snapshots[scope] ??= head
    scopes[scope] = cursor
  }
  return { ...request, scopes, snapshots, full: false }
}

/** Whether two requests get the same answer. What each tells of this tablet's own count plays no part in that. */
function asksTheSame(one: Request, other: Request): boolean {
  return sameValue({ ...one, heartbeat: null }, { ...other, heartbeat: null })
}

function requestAt({ lineage, epoch, cursors, heartbeat, asks }: Position, full: boolean) {
  return {
    protocol: PROTOCOL_VERSION,
    lineage,
    epoch,
    // Told apart is all they have to be, and in full they would be most of a quiet request.
    entitySet: textHash(entitySet()),
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
