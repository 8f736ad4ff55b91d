import { daysBetween, type LocalDate } from '../time/local-date.ts'

/** What is known of a site's entries of any kind, void ones left out. */
export interface SiteActivity {
  readonly site: string
  /** Whether it has an entry about the period. */
  readonly hasReported: boolean
  /** The last day it has an entry about, up to today; null when it never had one. */
  readonly lastDay: LocalDate | null
}

/** A site that logged nothing in a period, and how long it has been silent. */
interface SilentSite {
  readonly site: string
  /** Days from its last entry until today; null when it never had one. */
  readonly silentDays: number | null
}

/** Which sites a county figure rests on. */
export interface Reporting {
  readonly reported: readonly string[]
  readonly silent: readonly SilentSite[]
}

export function reportingOf(activity: readonly SiteActivity[], today: LocalDate): Reporting {
  return {
    reported: activity.flatMap(({ site, hasReported }) => (hasReported ? [site] : [])),
    silent: activity.flatMap(({ site, hasReported, lastDay }) =>
      hasReported ? [] : [{ site, silentDays: lastDay === null ? null : daysBetween(lastDay, today) }],
    ),
  }
}
