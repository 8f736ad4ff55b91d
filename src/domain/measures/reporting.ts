import { daysBetween, type LocalDate, localDate } from '../time/local-date.ts'
import type { MonthSums } from './month-sums.ts'
import type { MonthSpan } from './standing.ts'

/** A site that logged nothing in a period, and since when it has been silent. */
interface SilentSite {
  readonly site: string
  /** The last day it has an entry about; null when it never had one. */
  readonly lastDay: LocalDate | null
  /** Days from then until today; null when it never had one. */
  readonly silentDays: number | null
}

/** Which sites a county figure rests on. */
export interface Reporting {
  readonly reported: readonly string[]
  readonly silent: readonly SilentSite[]
}

/** Sites with any entry in the period, and those with none, of all the months that are given. */
export function reportingOf(
  months: readonly MonthSums[],
  sites: readonly string[],
  span: MonthSpan,
  today: LocalDate,
): Reporting {
  const lastDays = new Map<string, LocalDate>()
  const reported = new Set<string>()
  for (const { scope, month, cells } of months) {
    for (const [key, { entries }] of Object.entries(cells)) {
      if (entries <= 0 || !key.startsWith('logged:')) continue
      const day = localDate(`${month}-${key.slice('logged:'.length)}`)
      if (day > (lastDays.get(scope) ?? '')) lastDays.set(scope, day)
      if (month >= span.first && month <= span.last) reported.add(scope)
    }
  }
  return {
    reported: sites.filter((site) => reported.has(site)),
    silent: sites
      .filter((site) => !reported.has(site))
      .map((site) => {
        const lastDay = lastDays.get(site) ?? null
        return { site, lastDay, silentDays: lastDay === null ? null : daysBetween(lastDay, today) }
      }),
  }
}
