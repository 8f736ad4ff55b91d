import { addSupport, SUPPORT_VERSION, type Support } from '#domain/measures/plan-support.ts'
import { readBody } from '#domain/records/registry.ts'
import { type Month, monthOf } from '#domain/time/quarter.ts'
import { assertTablet, type Database, type RecordRow, type RollupRow } from './database.ts'

/** One record before and after a change; `undefined` where it did not exist. */
export interface RowChange {
  readonly before: RecordRow | undefined
  readonly after: RecordRow | undefined
}

type Deltas = Map<string, { scope: string; month: Month; figures: Map<string, Support> }>

function addRow(deltas: Deltas, row: RecordRow | undefined, times: 1 | -1): void {
  if (row === undefined || row.kind !== 'event-session' || row.deleted || row.day === null) return
  const session = readBody('event-session', row.body)
  if (session === null) return
  const month = monthOf(row.day)
  const key = `${row.scope} ${month}`
  const delta = deltas.get(key) ?? { scope: row.scope, month, figures: new Map<string, Support>() }
  addSupport(delta.figures, session, times)
  deltas.set(key, delta)
}

function isNothing(support: Support): boolean {
  return support.sessions === 0 && support.attendances === 0 && support.notCounted === 0
}

/** Brings the kept figures along with a change, in the same transaction as the change. */
export async function updateRollups(db: Database, changes: readonly RowChange[]): Promise<void> {
  const deltas: Deltas = new Map()
  for (const { before, after } of changes) {
    addRow(deltas, before, -1)
    addRow(deltas, after, 1)
  }
  const touched = [...deltas.values()]
  if (touched.length === 0) return
  const kept = await db.rollups.bulkGet(touched.map(({ scope, month }): [string, Month] => [scope, month]))
  const next: RollupRow[] = touched.map(({ scope, month, figures }, index) => {
    const sums: Record<string, Support> = { ...kept[index]?.figures }
    for (const [facet, delta] of figures) {
      const before = sums[facet]
      const sum = {
        sessions: (before?.sessions ?? 0) + delta.sessions,
        attendances: (before?.attendances ?? 0) + delta.attendances,
        notCounted: (before?.notCounted ?? 0) + delta.notCounted,
      }
      if (isNothing(sum)) delete sums[facet]
      else sums[facet] = sum
    }
    return { scope, month, figures: sums }
  })
  await db.rollups.bulkPut(next)
}

/** Works all figures out anew from the records, when the rules that made the kept ones have changed since. */
export async function rebuildRollups(db: Database, id: string): Promise<void> {
  await db.transaction('rw', db.tablet, db.records, db.rollups, async () => {
    const tablet = await assertTablet(db, id)
    if (tablet.supportVersion === SUPPORT_VERSION) return
    await db.rollups.clear()
    const deltas: Deltas = new Map()
    await db.records
      .where('[day+id]')
      .above([])
      .each((row) => addRow(deltas, row, 1))
    await db.rollups.bulkPut(
      [...deltas.values()].map(({ scope, month, figures }) => ({
        scope,
        month,
        figures: Object.fromEntries(figures),
      })),
    )
    await db.tablet.put({ ...tablet, supportVersion: SUPPORT_VERSION })
  })
}
