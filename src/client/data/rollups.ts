import { CONTRIBUTIONS_VERSION, type LoggedEntry, loggedEntry } from '#domain/measures/contributions.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { packCells, packedWithChanges } from '#domain/measures/packed-cells.ts'
import type { Month } from '#domain/time/quarter.ts'
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

/** Brings the kept figures along with a change, in the same transaction as the change. */
export async function updateRollups(db: Database, changes: readonly RowChange[]): Promise<void> {
  const sums = new RunningSums()
  for (const change of changes) {
    if (!countsTheSame(loggedEntry(change.before), loggedEntry(change.after))) sums.addChange(change)
  }
  const touched = sums.months()
  if (touched.length === 0) return
  const kept = await db.rollups.bulkGet(touched.map(({ scope, month }): [string, Month] => [scope, month]))
  await db.rollups.bulkPut(
    touched.map(({ scope, month, cells }, index) => ({
      scope,
      month,
      figures: packedWithChanges(kept[index]?.figures ?? {}, cells),
    })),
  )
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
