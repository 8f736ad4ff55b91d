import type * as v from 'valibot'
import { pulledAs, replyInBrief } from '#sync/brief-pull.ts'
import { changeDigest, EMPTY_DIGEST } from '#sync/digest.ts'
import {
  type briefPullReplySchema,
  type BriefPullRequest,
  type OperationReceipt,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  type PullReply,
  type PullRequest,
  type ScopePage,
} from '#sync/messages.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { mayRead } from '../identity/rights.ts'
import type { Feed, RecordStore, ScopeHead, Tablet } from '../storage/record-store.ts'
import { type Budget, readPage } from './feed-page.ts'

export interface PullDeps {
  readonly store: RecordStore
  readonly clock: () => number
}

/**
 * Answers with what changed since the tablet's cursors in every scope it may read, all read at one
 * moment; the authority's first, because entries make sense only beside it. Rules PL-1, PL-2 and PL-7 on.
 */
export async function answerPull(deps: PullDeps, tablet: Tablet, request: PullRequest): Promise<PullReply> {
  const { store } = deps
  if (request.heartbeat !== undefined) await store.noteHeartbeat(tablet.lineage, request.heartbeat)
  // Before the feed, so that it holds whatever these say was applied.
  const receipts = await receiptsFor(store, tablet, request.asks)
  const feed = await store.readFeed((view) => readScopes(view, tablet, request))
  const isOurs = request.epoch === null || request.epoch === feed.epoch
  return {
    protocol: PROTOCOL_VERSION,
    ...feed,
    serverTime: deps.clock(),
    receipts,
    durableThrough: tablet.durableThrough,
    knownThrough: isOurs ? null : (await store.arrivalsOf(tablet.lineage)).through,
    syncAfterMs: null,
  }
}

/**
 * The same for a tablet that leaves out what is known here. Rule PL-14.
 *
 * @returns null when it takes something else for known; it asks again, in full
 */
export async function answerBriefPull(
  deps: PullDeps,
  tablet: Tablet,
  { as, ...request }: BriefPullRequest,
): Promise<v.InferInput<typeof briefPullReplySchema> | null> {
  const { lineage } = tablet
  const epoch = (await deps.store.readService())?.epoch
  if (epoch === undefined || as !== pulledAs(lineage, epoch)) return null
  const inFull = { ...request, lineage, epoch, entitySet: '', limitBytes: PAGE_LIMIT_BYTES }
  return replyInBrief(await answerPull(deps, tablet, inFull))
}

/**
 * What became of a tablet's own operations, and of those that a copied one has under the lineage it had
 * before, where it may read; those not known, or not judged yet, are left out.
 */
async function receiptsFor(
  store: RecordStore,
  tablet: Tablet,
  asks: readonly string[],
): Promise<OperationReceipt[]> {
  if (asks.length === 0) return []
  const mayHear = (scope: string): boolean => mayRead(tablet, scope)
  const outcomes = await store.outcomesOf(asks, { lineage: tablet.lineage, mayHear })
  return asks.flatMap((opId) => {
    const outcome = outcomes.get(opId) ?? null
    return outcome === null ? [] : [{ opId, outcome }]
  })
}

type FeedPart = Pick<PullReply, 'epoch' | 'scopes' | 'withdrawn' | 'quietDigest'>

async function readScopes(feed: Feed, tablet: Tablet, request: PullRequest): Promise<FeedPart> {
  const readable = (await feed.scopes()).filter((scope) => mayRead(tablet, scope.id))
  const isAuthority = (scope: ScopeHead) => scope.id === AUTHORITY_SCOPE
  const budget: Budget = { left: request.limitBytes, isEmpty: true }
  const scopes: Record<string, ScopePage> = {}
  const quiet: string[] = []
  for (const scope of [...readable.filter(isAuthority), ...readable.filter((each) => !isAuthority(each))]) {
    const asked = Object.hasOwn(request.scopes, scope.id) ? request.scopes[scope.id] : undefined
    const restart = asked !== undefined && isLost(asked, scope, request, feed.epoch)
    if (asked === scope.head && !restart && !request.full) quiet.push(scope.digest)
    else scopes[scope.id] = await readPage(feed, scope, { from: restart ? 0 : (asked ?? 0), restart }, budget)
  }
  const known = new Set(readable.map((scope) => scope.id))
  const withdrawn = Object.keys(request.scopes).filter((id) => !known.has(id))
  return { epoch: feed.epoch, scopes, withdrawn, quietDigest: changeDigest(EMPTY_DIGEST, [], quiet) }
}

/** Whether a cursor says nothing of what its tablet holds: of another history, ahead of this one, or under the floor. */
function isLost(cursor: number, scope: ScopeHead, request: PullRequest, epoch: string): boolean {
  if (cursor === 0) return false
  if (request.epoch !== null && request.epoch !== epoch) return true
  if (cursor > scope.head) return true
  const began = Object.hasOwn(request.snapshots, scope.id) ? (request.snapshots[scope.id] ?? 0) : 0
  // The first protocol's tablets know nothing of floors, and would begin again with every page.
  return request.protocol === PROTOCOL_VERSION && cursor < scope.floor && began < scope.floor
}
