import { PROTOCOL_VERSION, type PullReply, type PullRequest, type ScopePage } from '#sync/messages.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { mayRead } from '../identity/rights.ts'
import type { Feed, RecordStore, ScopeHead, TabletRights } from '../storage/record-store.ts'

/** Rows read at a time: enough for most pages, few enough that a small page wastes little. */
const ROWS_AT_A_TIME = 200

export interface PullDeps {
  readonly store: RecordStore
  readonly clock: () => number
}

/** Bytes a reply may still grow by, shared by all its scopes. */
interface Budget {
  left: number
  /** One row always goes, however large: otherwise a tablet could never get past it. */
  isEmpty: boolean
}

/**
 * Answers with what changed since the tablet's cursors in every scope it may read, all read at one
 * moment; the authority's first, because entries make sense only beside it. Rules PL-1 and PL-2.
 */
export async function answerPull(
  deps: PullDeps,
  rights: TabletRights,
  request: PullRequest,
): Promise<PullReply> {
  return deps.store.readFeed(async (feed) => {
    const readable = (await feed.scopes()).filter((scope) => mayRead(rights, scope.id))
    const isAuthority = (scope: ScopeHead) => scope.id === AUTHORITY_SCOPE
    const budget: Budget = { left: request.limitBytes, isEmpty: true }
    const scopes: Record<string, ScopePage> = {}
    for (const scope of [...readable.filter(isAuthority), ...readable.filter((each) => !isAuthority(each))]) {
      scopes[scope.id] = await readPage(feed, scope, cursorIn(scope, request, feed.epoch), budget)
    }
    return { protocol: PROTOCOL_VERSION, epoch: feed.epoch, serverTime: deps.clock(), scopes }
  })
}

/** A cursor of another history, or one ahead of this history, says nothing about what the tablet holds. */
function cursorIn(scope: ScopeHead, request: PullRequest, epoch: string): number {
  if (request.epoch !== null && request.epoch !== epoch) return 0
  const asked = Object.hasOwn(request.scopes, scope.id) ? (request.scopes[scope.id] ?? 0) : 0
  return asked > scope.head ? 0 : asked
}

async function readPage(feed: Feed, scope: ScopeHead, from: number, budget: Budget): Promise<ScopePage> {
  const rows: StoredRecord[] = []
  let cursor = from
  while (cursor < scope.head && (budget.left > 0 || budget.isEmpty)) {
    const found = await feed.rowsAfter(scope.id, cursor, ROWS_AT_A_TIME)
    for (const { record, bytes } of found) {
      if (bytes > budget.left && !budget.isEmpty) {
        budget.left = 0
        return { rows, cursor, head: scope.head }
      }
      rows.push(record)
      cursor = record.seq
      budget.left -= bytes
      budget.isEmpty = false
    }
    if (found.length < ROWS_AT_A_TIME) return { rows, cursor: scope.head, head: scope.head }
  }
  return { rows, cursor, head: scope.head }
}
