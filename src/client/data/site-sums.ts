import Dexie from 'dexie'
import { type MonthSums, RunningSums, withChanges } from '#domain/measures/month-sums.ts'
import { unpackCells } from '#domain/measures/packed-cells.ts'
import type { MonthSpan } from '#domain/measures/standing.ts'
import { partsOf, type SitePart } from '#domain/place/site-parts.ts'
import { firstDayOf, lastDayOf, monthOf, type Month } from '#domain/time/quarter.ts'
import { authorityRecords } from './authority.ts'
import type { Database, RollupRow } from './database.ts'

/** The entries that count at a site, those of sites merged into it among them. */
export async function readParts(db: Database, site: string): Promise<readonly SitePart[]> {
  return partsOf(await authorityRecords(db, 'site'), site)
}

/** What the entries that count at a site add up to, month by month. */
export async function sumsAtSite(
  db: Database,
  site: string,
  parts: readonly SitePart[],
  span: MonthSpan,
): Promise<readonly MonthSums[]> {
  const each = await Promise.all(parts.map((part) => sumsOfPart(db, part, span)))
  const months = new Map<Month, MonthSums['cells']>()
  for (const { month, cells } of each.flat()) months.set(month, withChanges(months.get(month) ?? {}, cells))
  return [...months].map(([month, cells]) => ({ scope: site, month, cells }))
}

async function sumsOfPart(
  db: Database,
  part: SitePart,
  { first, last }: MonthSpan,
): Promise<readonly MonthSums[]> {
  const { scope, from, until } = part
  const kept = await db.rollups
    .where('[scope+month]')
    .between([scope, first], [scope, last], true, true)
    .toArray()
  const cut = new Set([from, until].flatMap((day) => (day === null ? [] : [monthOf(day)])))
  const whole = kept.filter(
    ({ month }) =>
      !cut.has(month) &&
      (from === null || month > monthOf(from)) &&
      (until === null || month < monthOf(until)),
  )
  // Figures are kept by month: of one in which a site was merged, the days are added up themselves.
  const cutMonths = [...cut].filter((month) => month >= first && month <= last)
  const counted = await Promise.all(cutMonths.map((month) => sumsOfDays(db, part, month)))
  return [...whole.map(monthSums), ...counted.flat()]
}

async function sumsOfDays(
  db: Database,
  { scope, from, until }: SitePart,
  month: Month,
): Promise<readonly MonthSums[]> {
  const begin = from === null || from < firstDayOf(month) ? firstDayOf(month) : from
  const end = until === null || until > lastDayOf(month) ? lastDayOf(month) : until
  const rows = await db.records
    .where('[scope+day+id]')
    .between([scope, begin, Dexie.minKey], [scope, end, Dexie.maxKey])
    .toArray()
  const sums = new RunningSums()
  for (const row of rows) sums.addChange({ before: undefined, after: row })
  return sums.months().filter((one) => one.scope === scope)
}

export function monthSums({ scope, month, figures }: RollupRow): MonthSums {
  return { scope, month, cells: unpackCells(figures) }
}
