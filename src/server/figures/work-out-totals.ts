import { measures } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import { type CountyTotals, figureName, figureTotals } from '#domain/measures/county-totals.ts'
import type { MonthSums } from '#domain/measures/month-sums.ts'
import { shownPlaces, sumsOfPlaces } from '#domain/measures/shown-places.ts'
import { STANDING_KINDS, type Standing, standingFrom } from '#domain/measures/standing.ts'
import { supportTotals } from '#domain/measures/support-totals.ts'
import { targetsIn } from '#domain/measures/targets.ts'
import { thresholdsIn } from '#domain/measures/thresholds.ts'
import { siteCountingIn } from '#domain/place/site-parts.ts'
import { readBody } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { type FinancialYear, lastDayOf, monthsOf, monthsOfQuarter, QUARTERS } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Feed, KeptRecord, LastDays } from '../storage/record-store.ts'

/** A year's figures are compared with the year before, and the use of cards with the year before that. */
const YEARS_BEFORE = 2

/** Everything that the totals of a year are worked out from, read at one moment. */
export interface TotalsSources {
  readonly year: FinancialYear
  readonly sums: readonly MonthSums[]
  /** Reference data and lists, of the authority and of sites. */
  readonly records: readonly KeptRecord[]
  readonly lastDays: readonly LastDays[]
}

/** @returns null while the sums are still being worked out */
export async function readTotalsSources(feed: Feed, year: FinancialYear): Promise<TotalsSources | null> {
  const first = monthsOf(year - YEARS_BEFORE).first
  const sums = await feed.sums({ first, last: monthsOf(year).last })
  if (sums === null) return null
  const scopes = (await feed.scopes()).map(({ id }) => id)
  const kinds = [...STANDING_KINDS.county, 'output-setting']
  return {
    year,
    sums,
    records: [
      ...(await feed.recordsOf([AUTHORITY_SCOPE], kinds)),
      ...(await feed.recordsOf(scopes, [...STANDING_KINDS.site, 'measure-target'])),
    ],
    lastDays: await feed.lastDays(QUARTERS.map((quarter) => lastDayOf(monthsOfQuarter(year, quarter).last))),
  }
}

/**
 * The year's figures of the county, its areas and its sites, with what must not be shown taken out.
 *
 * @param pause lets others have a turn; called after each figure
 */
export async function workOutTotals(
  { year, sums, records, lastDays }: TotalsSources,
  today: LocalDate,
  pause: () => Promise<void>,
): Promise<CountyTotals> {
  const standing = standingFrom(records)
  const thresholds = thresholdsIn(records)
  const months = sumsOfPlaces(afterMerges(sums, records), standing.areas)
  const kept = { sums: sumsByScope(months), standing, thresholds }
  const figures: [string, CountyTotals['figures'][string]][] = []
  for (const measure of measures) {
    for (const figure of measure.figures) {
      const places = shownPlaces(measure, figure, kept, { year, today })
      figures.push([figureName(measure, figure), figureTotals(measure, figure, places)])
      await pause()
    }
  }
  return {
    year,
    figures: Object.fromEntries(figures),
    support: Object.fromEntries([...kept.sums].map(([scope, own]) => [scope, supportTotals(own, year)])),
    lastDays: Object.fromEntries(
      lastDays.filter(({ scope }) => isSite(standing, scope)).map(({ scope, days }) => [scope, [...days]]),
    ),
    targets: targetsOfSites(records, standing, year),
  }
}

/** Sums at the sites at which they count: a merged site's go on, from the month after its last. */
function afterMerges(sums: readonly MonthSums[], records: readonly KeptRecord[]): readonly MonthSums[] {
  const sites = records.flatMap(({ id, kind, body: kept, deleted }) => {
    const body = kind === 'site' && !deleted ? readBody('site', kept) : null
    return body === null ? [] : [{ id, body }]
  })
  return sums.map((one) => ({ ...one, scope: siteCountingIn(sites, one.scope, one.month) }))
}

function isSite({ sites }: Standing, scope: string): boolean {
  return sites.some(({ id }) => id === scope)
}

function targetsOfSites(
  records: readonly KeptRecord[],
  { sites }: Standing,
  year: FinancialYear,
): CountyTotals['targets'] {
  return Object.fromEntries(
    sites.flatMap(({ id }) => {
      const own = targetsIn(
        records.filter(({ scope }) => scope === id),
        { site: id },
        year,
      )
      return own.size === 0 ? [] : [[id, Object.fromEntries(own)]]
    }),
  )
}
