import { entitySet } from '#domain/records/registry.ts'
import { changeDigest, EMPTY_DIGEST } from '#sync/digest.ts'
import type { PullReply, ScopePage } from '#sync/messages.ts'
import { assertTablet, type CursorRow, type Database, type JournalEvent, type TabletRow } from './database.ts'
import { noteIn } from './journal.ts'
import { beginHistory } from './new-history.ts'
import {
  type CursorsByScope,
  cursorsByScope,
  firstCursor,
  inSnapshot,
  type Position,
  positionIn,
} from './position.ts'
import { putBackUnknown, settleReceipts } from './receipts.ts'
import { refreshRecords, viewTables } from './refresh-records.ts'
import { purgeScopes } from './stale-copies.ts'
import type { Tablet } from './tablet.ts'

/** What one page came to. */
export interface PageApplied {
  /** Whether there is more to ask the server for at once. */
  readonly more: boolean
  readonly rows: number
  /** True when what is held differs from the server's in a scope nobody spoke of: the next request must ask for all. */
  readonly differs: boolean
  /** Operations that a restored server turned out not to have, and that wait again. */
  readonly putBack: number
  readonly forkedAt: number | null
  /** Where the tablet stands now, when there is more; null when that has to be read. */
  readonly position: Position | null
}

const NOTHING_APPLIED: PageApplied = {
  more: true,
  rows: 0,
  differs: false,
  putBack: 0,
  forkedAt: null,
  position: null,
}

const KEEP_SENT_MS = 30 * 24 * 60 * 60 * 1000
/** Looked at with each page, so that old ones go little by little. */
const SENT_AT_A_TIME = 50

/**
 * Applies one page of the feed: rows, the cursors and digests that follow from them, receipts and the
 * moment of contact in one transaction, so that a crash leaves all or nothing of it. Rule PL-3.
 *
 * @param asked the position the page answers; a scope that another tab has moved on since is left alone
 */
export async function applyPage(tablet: Tablet, asked: Position, reply: PullReply): Promise<PageApplied> {
  const { db } = tablet
  const now = tablet.clock.now()
  const tables = [db.tablet, ...viewTables(db), db.journal]
  return db.transaction('rw', tables, async () => {
    const [row, cursors] = await Promise.all([assertTablet(db, tablet.id), cursorsByScope(db)])
    if (row.epoch !== asked.epoch) return NOTHING_APPLIED
    if (row.epoch !== reply.epoch) {
      await beginHistory(db, row, reply, now)
      return NOTHING_APPLIED
    }
    await purgeScopes(db, reply.withdrawn, now)
    const pages = await pagesToApply(db, cursors, asked, reply)
    // The rows are looked at after this, since what is asked of a transaction is done in the order it was asked.
    const [, rows] = await Promise.all([
      db.cursors.bulkPut(pages.map(({ from }) => from)),
      applyRows(db, pages, now),
    ])
    const found = await moveCursors(db, pages)
    await finishQuiet(db, asked, reply)
    const settled = await settleReceipts(
      db,
      reply.receipts,
      asked.asks.map((ask) => ask.n),
      now,
    )
    const { putBack, isAsking } = await putBackUnknown(
      tablet,
      row,
      { asks: asked.asks, receipts: reply.receipts },
      now,
    )
    const events: JournalEvent[] = [...found.events]
    if (rows > 0) events.push({ event: 'fetched', rows })
    // What another tab has moved on meanwhile is asked for again from where it is now.
    const isLeftAlone = pages.length < Object.keys(reply.scopes).length
    const more = found.more || isAsking || isLeftAlone
    const [position, differs] = await Promise.all([
      more ? positionIn(db, row) : null,
      quietDiffers(db, asked, reply),
      noteContact(db, row, reply, now),
      noteIn(db, now, events),
    ])
    return { more, rows, differs, putBack, forkedAt: settled.forkedAt, position }
  })
}

interface PageToApply {
  readonly page: ScopePage
  /** Where the tablet stands as the page's first row is applied. */
  readonly from: CursorRow
}

async function pagesToApply(
  db: Database,
  cursors: CursorsByScope,
  asked: Position,
  reply: PullReply,
): Promise<readonly PageToApply[]> {
  const askedFor = new Map(asked.cursors.map((row) => [row.scope, row]))
  // Side by side: a county's page speaks of every scope, and each would wait for the disk by itself.
  const each = await Promise.all(
    Object.entries(reply.scopes).map(async ([scope, page]): Promise<readonly PageToApply[]> => {
      const before = cursors.get(scope)
      const known = askedFor.get(scope)
      // Another tab may have gone on, or begun again, between the question and the answer.
      if (before?.gen !== known?.gen || before?.cursor !== known?.cursor) return []
      const standing = before ?? (await firstCursor(db, scope))
      const begun = page.restart ? inSnapshot(standing) : standing
      const from = begun.phase === 'snapshot' ? { ...begun, beganAt: begun.beganAt ?? page.head } : begun
      return [{ page, from }]
    }),
  )
  return each.flat()
}

async function applyRows(db: Database, pages: readonly PageToApply[], now: number): Promise<number> {
  const rows = pages.flatMap(({ page, from }) => page.rows.filter((row) => row.scope === from.scope))
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.id)
  await refreshRecords(db, ids, new Map(rows.map((row) => [row.id, row])), now)
  return rows.length
}

/** Moves each cursor to where its page ends, and compares what is held there with the server's digest. */
async function moveCursors(
  db: Database,
  pages: readonly PageToApply[],
): Promise<{ readonly more: boolean; readonly events: readonly JournalEvent[] }> {
  const events: JournalEvent[] = []
  const moved: CursorRow[] = []
  const held = await cursorsByScope(db)
  for (const { page, from } of pages) {
    const standing = held.get(from.scope) ?? from
    const isComplete = page.cursor >= page.head
    const phase = !isComplete
      ? standing.phase
      : standing.phase === 'following' || standing.sweptTo === null
        ? 'following'
        : 'sweeping'
    const beganAt = isComplete ? null : standing.beganAt
    let next: CursorRow = { ...standing, cursor: page.cursor, head: page.head, phase, beganAt }
    if (page.digest !== null && isComplete && page.digest !== next.digest) {
      events.push({ event: 'digest-differs', scope: from.scope })
      // One difference is repaired once; should it come back at the same place, it is only told.
      if (next.doubtedAt !== page.head) next = { ...inSnapshot(next), doubtedAt: page.head }
    }
    moved.push(next)
  }
  await db.cursors.bulkPut(moved)
  return { more: moved.some(({ cursor, head }) => cursor < head), events }
}

/** A snapshot of a scope that turns out to hold nothing is complete at once, and the server says nothing of it. */
async function finishQuiet(db: Database, asked: Position, reply: PullReply): Promise<void> {
  const begun = quietScopes(asked, reply).filter((row) => row.phase === 'snapshot')
  if (begun.length === 0) return
  const held = await cursorsByScope(db)
  const done = begun.flatMap(({ scope, gen, cursor }): CursorRow[] => {
    const row = held.get(scope)
    return row === undefined || row.gen !== gen || row.cursor !== cursor
      ? []
      : [{ ...row, head: row.cursor, phase: row.sweptTo === null ? 'following' : 'sweeping' }]
  })
  await db.cursors.bulkPut(done)
}

/** The scopes asked for that the reply leaves out, because nothing changed there. */
function quietScopes(asked: Position, reply: PullReply): readonly CursorRow[] {
  return asked.cursors.filter(
    ({ scope }) => !Object.hasOwn(reply.scopes, scope) && !reply.withdrawn.includes(scope),
  )
}

async function noteContact(db: Database, row: TabletRow, reply: PullReply, now: number): Promise<void> {
  await db.tablet.put({
    ...row,
    entitySet: entitySet(),
    lastContactAt: now,
    clockOffset: reply.serverTime - now,
    durableThrough: reply.durableThrough,
  })
  await forgetDurable(db, reply.durableThrough, now)
}

/** Operations that are in a backup of the server, and old enough, need not be kept for healing it any more. */
async function forgetDurable(db: Database, durableThrough: number, now: number): Promise<void> {
  if (durableThrough === 0) return
  const oldest = await db.sent.orderBy('n').limit(SENT_AT_A_TIME).toArray()
  const done = oldest.filter(
    (row) => row.n <= durableThrough && row.settledAt !== undefined && row.settledAt < now - KEEP_SENT_MS,
  )
  await db.sent.bulkDelete(done.map((row) => row.n))
}

/** Whether the scopes the server left out, because nothing changed there, are held as the server holds them. */
async function quietDiffers(db: Database, asked: Position, reply: PullReply): Promise<boolean> {
  const held = await cursorsByScope(db)
  const digests: string[] = []
  for (const { scope, gen, cursor } of quietScopes(asked, reply)) {
    const row = held.get(scope)
    if (row?.gen !== gen || row.cursor !== cursor) return false
    digests.push(row.digest)
  }
  return changeDigest(EMPTY_DIGEST, [], digests) !== reply.quietDigest
}
