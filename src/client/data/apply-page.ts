import { entitySet } from '#domain/records/registry.ts'
import type { PullReply } from '#sync/messages.ts'
import { assertTablet, type CursorRow, type TabletRow } from './database.ts'
import { refreshRecords } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'

/** What to ask the server for next. */
export interface Position {
  readonly epoch: string
  /** Cursor by scope. */
  readonly scopes: Record<string, number>
}

/**
 * Where the tablet stands. A build that knows other kinds than the one before asks from the start
 * again, so that it also gets the records its predecessor passed by; nothing is wiped for that. Rule PL-6.
 */
export async function readPosition(tablet: Tablet): Promise<Position> {
  const { db } = tablet
  return db.transaction('r', db.tablet, db.cursors, async () => {
    const row = await assertTablet(db, tablet.lineage)
    const cursors = row.entitySet === entitySet() ? await db.cursors.toArray() : []
    return { epoch: row.epoch, scopes: Object.fromEntries(cursors.map((one) => [one.scope, one.cursor])) }
  })
}

/**
 * Applies one page of the feed: rows, the cursors that follow from them and the moment of contact in
 * one transaction, so that a crash leaves all or nothing of it. Rule PL-3.
 *
 * @returns `more` when the server has further rows, `rows` applied
 */
export async function applyPage(tablet: Tablet, reply: PullReply): Promise<{ more: boolean; rows: number }> {
  const { db } = tablet
  const pages = Object.entries(reply.scopes)
  const rows = pages.flatMap(([scope, page]) => page.rows.filter((row) => row.scope === scope))
  const cursors: CursorRow[] = pages.map(([scope, { cursor, head }]) => ({ scope, cursor, head }))
  const tables = [db.tablet, db.records, db.outbox, db.sent, db.rollups, db.cursors]
  let isNewEpoch = false
  await db.transaction('rw', tables, async () => {
    const row = await assertTablet(db, tablet.lineage)
    isNewEpoch = row.epoch !== reply.epoch
    if (isNewEpoch) {
      // Another history counts anew: everything is asked for again from its start, and nothing is wiped for it.
      await db.cursors.clear()
    } else {
      if (rows.length > 0) {
        await refreshRecords(
          db,
          rows.map((one) => one.id),
          new Map(rows.map((one) => [one.id, one])),
        )
      }
      await db.cursors.bulkPut(cursors)
    }
    const next: TabletRow = {
      ...row,
      epoch: reply.epoch,
      entitySet: entitySet(),
      lastContactAt: tablet.clock.now(),
    }
    await db.tablet.put(next)
  })
  return {
    more: isNewEpoch || cursors.some(({ cursor, head }) => cursor < head),
    rows: isNewEpoch ? 0 : rows.length,
  }
}
