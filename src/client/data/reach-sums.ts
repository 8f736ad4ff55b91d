import { useLiveQuery } from 'dexie-react-hooks'
import { EVERYWHERE, RunningSums } from '#domain/measures/month-sums.ts'
import { reachContributionsOf } from '#domain/measures/reach-contributions.ts'
import { reachIn, type ReachSums } from '#domain/measures/reach-sums.ts'
import { daysByMonth } from '#domain/time/days-by-month.ts'
import type { Database } from './database.ts'
import { type ReachPeriod, rowsOf } from './reach.ts'
import { monthSums } from './site-sums.ts'
import { useTablet } from './tablet-context.tsx'

/**
 * Whom the entries on this tablet reached in a span of days. It is put together from the sums that are kept by
 * month, so that no more entries are read than those of the month that the days begin in and of days to come.
 */
export async function readReachSums(db: Database, { scope, first, last }: ReachPeriod): Promise<ReachSums> {
  const { months, added, taken } = daysByMonth({ first, last })
  const of = scope ?? EVERYWHERE
  // One reading of both tables: an entry saved in between would be in one of them and not in the other.
  return db.transaction('r', db.records, db.rollups, async () => {
    const kept = db.rollups.where('[scope+month]').between([of, months.first], [of, months.last], true, true)
    const [rows, more, fewer] = await Promise.all([
      kept.toArray(),
      Promise.all(added.map((days) => rowsOf(db, { scope, ...days }).toArray())),
      Promise.all(taken.map((days) => rowsOf(db, { scope, ...days }).toArray())),
    ])
    const single = new RunningSums({ everywhere: false, of: reachContributionsOf })
    for (const row of more.flat()) single.addChange({ before: undefined, after: row })
    for (const row of fewer.flat()) single.addChange({ before: row, after: undefined })
    return reachIn([...rows.map(monthSums), ...single.months()])
  })
}

/** The same, kept up to date on screen; `undefined` until read. @param period null where nothing has to be read */
export function useReachSums(period: ReachPeriod | null): ReachSums | null | undefined {
  const { db } = useTablet()
  const { scope, first, last } = period ?? {}
  return useLiveQuery(async () => {
    if (scope === undefined || first === undefined || last === undefined) return null
    return readReachSums(db, { scope, first, last })
  }, [db, scope, first, last])
}
