import type { FinancialYear, Month } from '../time/quarter.ts'
import { EMPTY_CELL } from './cell.ts'
import { EVERYWHERE, type MonthSums } from './month-sums.ts'
import { ownShares, type Shares } from './profile-shares.ts'
import type { PublishedYear } from './published-year.ts'

const MONTHS = 12
const QUARTER_MONTHS = 3
const PER_THOUSAND = 1000

type Published = readonly { readonly body: PublishedYear }[]

/** The newest of the years published, which seasons and rates go by; null where there is none. */
export function newestPublished(years: Published): PublishedYear | null {
  return years.map(({ body }) => body).toSorted((a, b) => b.year - a.year)[0] ?? null
}

/** What of a published year fell into each quarter; null where nothing did in one of them. */
export function publishedShares(
  published: PublishedYear | null,
  of: 'sessions' | 'attendances' | 'attendancesUnder12' | 'attendancesAdult',
): Shares | null {
  const months = published?.[of] ?? null
  return months === null ? null : ownShares(quarterSums(months))
}

/** Attendances of a published year for each 1,000 residents; null where residents are not published. */
export function publishedRate({ residents, attendances }: PublishedYear): number | null {
  return residents === null ? null : (PER_THOUSAND * total(attendances)) / residents
}

/**
 * A published year as the sums of its months, in place of entries: as many as there were sessions, which came
 * to the attendances.
 */
export function publishedSums({ year, sessions, attendances }: PublishedYear): readonly MonthSums[] {
  return sessions.map((entries, index) => ({
    scope: EVERYWHERE,
    month: monthAt(year, index),
    cells: { all: { ...EMPTY_CELL, entries, amount: attendances[index] ?? 0 } },
  }))
}

function monthAt(year: FinancialYear, index: number): Month {
  const calendarMonth = ((index + QUARTER_MONTHS) % MONTHS) + 1
  return `${calendarMonth > QUARTER_MONTHS ? year : year + 1}-${String(calendarMonth).padStart(2, '0')}`
}

function quarterSums(months: readonly number[]): readonly number[] {
  const starts = Array.from({ length: MONTHS / QUARTER_MONTHS }, (_, index) => index * QUARTER_MONTHS)
  return starts.map((start) => total(months.slice(start, start + QUARTER_MONTHS)))
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
