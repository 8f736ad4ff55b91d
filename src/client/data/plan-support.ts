import { useLiveQuery } from 'dexie-react-hooks'
import { EVERYWHERE } from '#domain/measures/month-sums.ts'
import { sumSupport, type SupportFigures, withContinued } from '#domain/measures/plan-support.ts'
import type { Month } from '#domain/time/quarter.ts'
import type { Database } from './database.ts'
import { readHeldPlans } from './plan-tree.ts'
import { monthSums } from './site-sums.ts'
import { useTablet } from './tablet-context.tsx'

/** Months from first to last, both included; scope null means every site on this tablet. */
export interface SupportPeriod {
  readonly scope: string | null
  readonly first: Month
  readonly last: Month
}

/** What the entries on this tablet bring to the plan, from figures kept by site and month. */
export async function readSupport(
  db: Database,
  { scope, first, last }: SupportPeriod,
): Promise<SupportFigures> {
  const of = scope ?? EVERYWHERE
  const [rows, { parts }] = await Promise.all([
    db.rollups.where('[scope+month]').between([of, first], [of, last], true, true).toArray(),
    readHeldPlans(db),
  ])
  return withContinued(sumSupport(rows.map((row) => Object.entries(monthSums(row).cells))), parts)
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useSupport(period: SupportPeriod): SupportFigures | undefined {
  const { db } = useTablet()
  const { scope, first, last } = period
  return useLiveQuery(() => readSupport(db, { scope, first, last }), [db, scope, first, last])
}
