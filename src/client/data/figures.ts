import { useLiveQuery } from 'dexie-react-hooks'
import Dexie from 'dexie'
import { useMemo } from 'react'
import { type SumsByScope, sumsByScope } from '#domain/measures/amount.ts'
import { type CountyTotals, figureName, viewFromTotals } from '#domain/measures/county-totals.ts'
import { type ViewFigure, viewFromSums } from '#domain/measures/figure-view.ts'
import { addedUp, EVERYWHERE, type MonthSums } from '#domain/measures/month-sums.ts'
import { placeKey, type PlaceAsked } from '#domain/measures/place-asked.ts'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import type { ProgressAsked, Target } from '#domain/measures/progress.ts'
import { type Reporting, reportingOf, type SiteActivity } from '#domain/measures/reporting.ts'
import { sumsOfPlaces } from '#domain/measures/shown-places.ts'
import { type MonthSpan, type Standing, STANDING_KINDS, standingFrom } from '#domain/measures/standing.ts'
import { supportFromSums, supportTo } from '#domain/measures/support-totals.ts'
import type { Thresholds } from '#domain/measures/suppression.ts'
import { targetsIn } from '#domain/measures/targets.ts'
import { thresholdsIn } from '#domain/measures/thresholds.ts'
import { partsOf, sitesInMerges } from '#domain/place/site-parts.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import {
  type FinancialYear,
  firstDayOf,
  lastDayOf,
  monthsOf,
  type Quarter,
  QUARTERS,
} from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { type HeldTotals, useTotals } from './county-totals.ts'
import { authorityRecords } from './authority.ts'
import type { Database } from './database.ts'
import { rowsOfKinds } from './rows-of-kinds.ts'
import { monthSums, readParts, sumsAtSite } from './site-sums.ts'
import { useTablet } from './tablet-context.tsx'
import type { Tablet } from './tablet.ts'

/** Everything on this tablet that figures of a year are worked out from. */
interface OwnSources {
  readonly sums: SumsByScope
  readonly standing: Standing
  /** The year's targets of the place, by measure. */
  readonly targets: ReadonlyMap<string, Target>
  /** Below which numbers of people nothing is shown. */
  readonly thresholds: Thresholds
}

/** A year's figures of one place, wherever they were worked out. */
export interface FigureSources {
  readonly view: ViewFigure
  /** What sessions brought to the plan, from April to the end of the quarter asked for. */
  readonly support: (asked: ProgressAsked) => SupportFigures
  readonly standing: Standing
  readonly targets: ReadonlyMap<string, Target>
  readonly thresholds: Thresholds
  /** What the server told, which stands in place of entries that this tablet does not hold; null where it holds them. */
  readonly told: HeldTotals | null
}

/** A year's figures are compared with the year before, and the use of cards with the year before that. */
const YEARS_BEFORE = 2

/** @param area only the sites of this area, of those on this tablet; left out for all */
export async function readFigureSources(
  db: Database,
  year: FinancialYear,
  site: string | null,
  area?: string,
): Promise<OwnSources> {
  // Side by side: one after the other, each waits for the disk anew.
  const reading = readStanding(db)
  const [standing, sums, targets, settings] = await Promise.all([
    reading,
    readSums(db, reading, year, { site, area }),
    rowsOfKinds(db, [site ?? AUTHORITY_SCOPE], ['measure-target']),
    rowsOfKinds(db, [AUTHORITY_SCOPE], ['output-setting']),
  ])
  return {
    sums: sumsByScope(sums),
    standing,
    targets: targetsIn(targets, { site, area }, year),
    thresholds: thresholdsIn(settings),
  }
}

async function readSums(
  db: Database,
  standing: Promise<Standing>,
  year: FinancialYear,
  { site, area }: PlaceAsked,
): Promise<readonly MonthSums[]> {
  const first = monthsOf(year - YEARS_BEFORE).first
  const { last } = monthsOf(year)
  const span = { first, last }
  if (site !== null) return sumsAtSite(db, site, await readParts(db, site), span)
  if (area === undefined) return keptSums(db, EVERYWHERE, span)
  const { areas } = await standing
  const within = [...areas].filter(([, name]) => name === area).map(([id]) => keptSums(db, id, span))
  return addedUp((await Promise.all(within)).flat(), placeKey({ site, area }))
}

async function keptSums(
  db: Database,
  scope: string,
  { first, last }: MonthSpan,
): Promise<readonly MonthSums[]> {
  const rows = db.rollups.where('[scope+month]').between([scope, first], [scope, last], true, true)
  return (await rows.toArray()).map(monthSums)
}

async function readStanding(db: Database): Promise<Standing> {
  const ofCounty = await rowsOfKinds(db, [AUTHORITY_SCOPE], STANDING_KINDS.county)
  const scopes = [AUTHORITY_SCOPE, ...ofCounty.filter(({ kind }) => kind === 'site').map(({ id }) => id)]
  const ofSites = await rowsOfKinds(db, scopes, STANDING_KINDS.site)
  return standingFrom([...ofCounty, ...ofSites])
}

/** Lists and reference data as they stand, kept up to date on screen; `undefined` until read. */
export function useStanding(): Standing | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readStanding(db), [db])
}

/** Whether a place's entries are on a site's tablet: only its own are. A county tablet holds all. */
export function holdsEntriesOf({ siteId }: Pick<Tablet, 'siteId'>, { site }: PlaceAsked): boolean {
  return siteId === null || siteId === site
}

/**
 * A year's figures of a place, kept up to date on screen: from the entries on this tablet where it holds
 * them, and else as the server told them. `undefined` until read; null where the server has not told them yet.
 */
export function useFigureSources(year: FinancialYear, place: PlaceAsked): FigureSources | null | undefined {
  const tablet = useTablet()
  const { db } = tablet
  const { site, area } = place
  const own = useLiveQuery(() => readFigureSources(db, year, site, area), [db, year, site, area])
  const told = useTotals(year)
  return useMemo(() => {
    if (own === undefined || told === undefined) return undefined
    if (holdsEntriesOf(tablet, { site, area })) {
      const support = (asked: ProgressAsked) => supportFromSums(own.sums, asked)
      return { ...own, view: viewFromSums(own), support, told: null }
    }
    if (told === null) return null
    const { figures, targets, support } = told.totals
    return {
      ...own,
      view: (measure, figure, asked) => viewFromTotals(figure, figures[figureName(measure, figure)], asked),
      support: (asked) => supportTo(support[placeKey(asked)], asked.quarter),
      targets: site === null ? own.targets : new Map(Object.entries(targets[site] ?? {})),
      told,
    }
  }, [tablet, own, told, site, area])
}

/** The sums of every site over some months, each with those of the sites merged into it. */
export async function readSumsOfSites(db: Database, span: MonthSpan): Promise<readonly MonthSums[]> {
  const rows = await db.rollups.where('month').between(span.first, span.last, true, true).toArray()
  const sites = await authorityRecords(db, 'site')
  const inMerges = sitesInMerges(sites)
  const merged = await Promise.all(
    [...inMerges].map((site) => sumsAtSite(db, site, partsOf(sites, site), span)),
  )
  const others = rows.filter(({ scope }) => scope !== EVERYWHERE && !inMerges.has(scope))
  return [...others.map(monthSums), ...merged.flat()]
}

/** Sums of every site, of each area and of the county over some months; `undefined` until read. */
export function useSumsOfPlaces({ first, last }: MonthSpan, { areas }: Standing): SumsByScope | undefined {
  const { db } = useTablet()
  return useLiveQuery(
    async () => sumsByScope(sumsOfPlaces(await readSumsOfSites(db, { first, last }), areas)),
    [db, first, last, areas],
  )
}

/** Whether a site logged anything about some months, and when it last did at all. */
async function activityOf(
  db: Database,
  site: string,
  { first, last }: MonthSpan,
  today: LocalDate,
): Promise<SiteActivity> {
  const lastUntil = (from: string, until: string) =>
    db.records
      .where('[scope+day+id]')
      .between([site, from, Dexie.minKey], [site, until, Dexie.maxKey])
      .reverse()
      .filter(({ deleted }) => !deleted)
      .first()
  const inSpan = await lastUntil(firstDayOf(first), lastDayOf(last))
  const newest = await lastUntil('', today)
  return { site, hasReported: inSpan !== undefined, lastDay: newest?.day ?? null }
}

/** Which sites have reported over some months and which are silent; `undefined` until read. */
export function useReporting(sites: readonly string[], span: MonthSpan): Reporting | undefined {
  const { db, clock } = useTablet()
  const today = clock.today()
  const { first, last } = span
  const key = sites.join()
  return useLiveQuery(async () => {
    const each = sites.map((site) => activityOf(db, site, { first, last }, today))
    return reportingOf(await Promise.all(each), today)
  }, [db, key, first, last, today])
}

/** The reporting of a quarter as the server told it, for tablets that do not hold the entries. */
export function reportingTold(
  { lastDays }: CountyTotals,
  sites: readonly string[],
  {
    quarter,
    span,
    today,
  }: { readonly quarter: Quarter; readonly span: MonthSpan; readonly today: LocalDate },
): Reporting {
  const activity = sites.map((site): SiteActivity => {
    const days = lastDays[site] ?? []
    const inQuarter = days[QUARTERS.indexOf(quarter)] ?? null
    const lastDay = days.findLast((day) => day !== null && day <= today) ?? null
    return { site, hasReported: inQuarter !== null && inQuarter >= firstDayOf(span.first), lastDay }
  })
  return reportingOf(activity, today)
}
