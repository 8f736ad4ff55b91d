import { CONTRIBUTIONS_VERSION, type LoggedEntry, loggedEntry } from '#domain/measures/contributions.ts'
import { EVERYWHERE, RunningSums } from '#domain/measures/month-sums.ts'
import { packCells, packedWithChanges } from '#domain/measures/packed-cells.ts'
import { type Month, monthOf } from '#domain/time/quarter.ts'
import { sameValue } from '#sync/fields.ts'
import { assertTablet, type Database, type RecordRow } from './database.ts'

/** One record before and after a change; `undefined` where it did not exist. */
export interface RowChange {
  readonly before: RecordRow | undefined
  readonly after: RecordRow | undefined
}

/** Whether a record counts for the same as before: a receipt says nothing new about an entry, nor does its own copy. */
function countsTheSame(was: LoggedEntry | null, is: LoggedEntry | null): boolean {
  if (was === null || is === null) return was === is
  return was.kind === is.kind && was.scope === is.scope && was.day === is.day && sameValue(was.body, is.body)
}

/** Brings the kept figures along with a change, in the same transaction as the change and at any time in it. */
export async function updateRollups(db: Database, changes: readonly RowChange[]): Promise<void> {
  const counting = changes.filter(
    ({ before, after }) => !countsTheSame(loggedEntry(before), loggedEntry(after)),
  )
  if (counting.length === 0) return
  const keys = monthsOf(counting)
  // Asked before anything else: an answer waits for whatever was asked of the disk before it.
  const rows = await db.rollups.bulkGet([...keys.values()])
  const kept = new Map([...keys.keys()].map((key, index) => [key, rows[index]?.figures]))
  const sums = new RunningSums()
  for (const change of counting) sums.addChange(change)
  await db.rollups.bulkPut(
    sums.months().map(({ scope, month, cells }) => ({
      scope,
      month,
      figures: packedWithChanges(kept.get(keyOf(scope, month)) ?? {}, cells),
    })),
  )
}

function keyOf(scope: string, month: Month): string {
  return `${scope} ${month}`
}

/** The months in which any of the entries counts, each of its site and of all sites, by {@link keyOf}. */
function monthsOf(changes: readonly RowChange[]): ReadonlyMap<string, [string, Month]> {
  const keys = new Map<string, [string, Month]>()
  for (const row of changes.flatMap(({ before, after }) => [before, after])) {
    const entry = loggedEntry(row)
    if (entry === null) continue
    const month = monthOf(entry.day)
    for (const scope of [entry.scope, EVERYWHERE]) keys.set(keyOf(scope, month), [scope, month])
  }
  return keys
}

/** Works all figures out anew from the records, when the rules that made the kept ones have changed since. */
export async function rebuildRollups(db: Database, id: string): Promise<void> {
  await db.transaction('rw', db.tablet, db.records, db.rollups, async () => {
    const tablet = await assertTablet(db, id)
    if (tablet.supportVersion === CONTRIBUTIONS_VERSION) return
    await db.rollups.clear()
    const sums = new RunningSums()
    await db.records
      .where('[day+id]')
      .above([])
      .each((row) => sums.addChange({ before: undefined, after: row }))
    await db.rollups.bulkPut(
      sums.months().map(({ scope, month, cells }) => ({ scope, month, figures: packCells(cells) })),
    )
    await db.tablet.put({ ...tablet, supportVersion: CONTRIBUTIONS_VERSION })
  })
}
