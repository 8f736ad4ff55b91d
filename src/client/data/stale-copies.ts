import Dexie from 'dexie'
import { assertTablet, type CursorRow, type Database, type RecordRow } from './database.ts'
import { noteIn } from './journal.ts'
import { refreshRecords, viewTables } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'

/** Records looked through in one transaction, so that a save never waits long for it. */
const ROWS_AT_A_TIME = 1000

/**
 * Gives up the server's copies of scopes this tablet may no longer read, inside the transaction that
 * heard of it. What the tablet itself did there stays until a person deals with it. Rule PL-9.
 */
export async function purgeScopes(db: Database, scopes: readonly string[], now: number): Promise<void> {
  for (const scope of scopes) {
    if ((await db.cursors.get(scope)) === undefined) continue
    const held = await db.records
      .where('[scope+kind]')
      .between([scope, Dexie.minKey], [scope, Dexie.maxKey])
      .filter((row) => row.server !== null)
      .toArray()
    await giveUp(db, held, now)
    await db.cursors.delete(scope)
    const kept = await db.outbox.filter((row) => row.op.scope === scope).count()
    await noteIn(db, now, [{ event: 'scope-withdrawn', scope, rows: held.length, kept }])
  }
}

async function giveUp(db: Database, rows: readonly RecordRow[], now: number): Promise<void> {
  const ids = rows.map((row) => row.id)
  await refreshRecords(db, ids, new Map(ids.map((id) => [id, null])), now)
}

/**
 * Looks through some of the records for copies that did not come again with a snapshot that is complete,
 * and gives those up: the server does not have them. Goes on where it stopped, whatever happens between.
 *
 * @returns whether there is more to look through
 */
export async function sweepSome(tablet: Tablet): Promise<boolean> {
  const { db } = tablet
  const tables = [db.tablet, ...viewTables(db)]
  return db.transaction('rw', tables, async () => {
    await assertTablet(db, tablet.id)
    const sweeping = (await db.cursors.toArray()).filter((row) => row.phase === 'sweeping')
    const from = sweeping.map((row) => row.sweptTo ?? '').toSorted()[0]
    if (from === undefined) return false
    const rows = await db.records.where(':id').above(from).limit(ROWS_AT_A_TIME).toArray()
    const gens = new Map(sweeping.map((row) => [row.scope, row.gen]))
    const stale = rows.filter(
      (row) => row.server !== null && gens.has(row.scope) && row.server.gen !== gens.get(row.scope),
    )
    await giveUp(db, stale, tablet.clock.now())
    const last = rows.length < ROWS_AT_A_TIME ? undefined : rows.at(-1)?.id
    // Giving a copy up changes its scope's cursor row only in its digest, and stale copies are in none.
    await db.cursors.bulkPut(sweeping.map((row) => sweptUpTo(row, from, last)))
    return true
  })
}

function sweptUpTo(row: CursorRow, from: string, last: string | undefined): CursorRow {
  if ((row.sweptTo ?? '') > from) return row
  if (last !== undefined) return { ...row, sweptTo: last }
  const { earlier: _, ...clean } = row
  return { ...clean, phase: 'following', sweptTo: null }
}
