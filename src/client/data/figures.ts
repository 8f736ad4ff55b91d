import { useLiveQuery } from 'dexie-react-hooks'
import Dexie from 'dexie'
import { type SumsByScope, sumsByScope } from '#domain/measures/amount.ts'
import { standsBehind } from '#domain/measures/behind-figure.ts'
import type { Figure } from '#domain/measures/define-measure.ts'
import { EVERYWHERE, type MonthSums } from '#domain/measures/month-sums.ts'
import type { Target } from '#domain/measures/progress.ts'
import { type MonthSpan, type Standing, standingFrom } from '#domain/measures/standing.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from '#domain/measures/suppression.ts'
import { type Reporting, reportingOf, type SiteActivity } from '#domain/measures/reporting.ts'
import { partsOf, sitesInMerges } from '#domain/place/site-parts.ts'
import { readBody } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { type FinancialYear, firstDayOf, lastDayOf, monthsOf } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { authorityRecords } from './authority.ts'
import type { Database, RecordRow } from './database.ts'
import { entriesOf, type Entry } from './entries.ts'
import type { EntryFilter } from './find-filter.ts'
import { rowsOfKinds } from './rows-of-kinds.ts'
import { monthSums, readParts, sumsAtSite } from './site-sums.ts'
import { useTablet } from './tablet-context.tsx'
import { daysAt, newestFirst, walk } from './walk-days.ts'

/** Everything on this tablet that figures of a year are worked out from. */
export interface FigureSources {
  readonly sums: SumsByScope
  readonly standing: Standing
  /** The year's targets of the site or the county, by measure. */
  readonly targets: ReadonlyMap<string, Target>
  /** Below which numbers of people nothing is shown. */
  readonly thresholds: Thresholds
}

/** A year's figures are compared with the year before, and the use of cards with the year before that. */
const YEARS_BEFORE = 2

/** Targets are kept in tenths. */
const TENTHS = 10

/** Kinds that the authority keeps, and those that sites keep too. */
const COUNTY_KINDS = [
  'site',
  'community-profile',
  'profile-figure',
  'school',
  'climate-service',
  'plan',
  'plan-action',
  'published-year',
] as const
const SITE_KINDS = ['access-profile', 'agreement'] as const

export async function readFigureSources(
  db: Database,
  year: FinancialYear,
  site: string | null,
): Promise<FigureSources> {
  const first = monthsOf(year - YEARS_BEFORE).first
  const { last } = monthsOf(year)
  return {
    sums: sumsByScope(await sumsAsked(db, site, { first, last })),
    standing: await readStanding(db),
    targets: targetsIn(await rowsOfKinds(db, [site ?? AUTHORITY_SCOPE], ['measure-target']), year),
    thresholds: thresholdsIn(await rowsOfKinds(db, [AUTHORITY_SCOPE], ['output-setting'])),
  }
}

async function sumsAsked(db: Database, site: string | null, span: MonthSpan): Promise<readonly MonthSums[]> {
  if (site !== null) return sumsAtSite(db, site, await readParts(db, site), span)
  const { first, last } = span
  const rows = db.rollups.where('[scope+month]').between([EVERYWHERE, first], [EVERYWHERE, last], true, true)
  return (await rows.toArray()).map(monthSums)
}

async function readStanding(db: Database): Promise<Standing> {
  const ofCounty = await rowsOfKinds(db, [AUTHORITY_SCOPE], COUNTY_KINDS)
  const scopes = [AUTHORITY_SCOPE, ...ofCounty.filter(({ kind }) => kind === 'site').map(({ id }) => id)]
  const ofSites = await rowsOfKinds(db, scopes, SITE_KINDS)
  return standingFrom([...ofCounty, ...ofSites])
}

/** Lists and reference data as they stand, kept up to date on screen; `undefined` until read. */
export function useStanding(): Standing | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readStanding(db), [db])
}

function targetsIn(rows: readonly RecordRow[], year: FinancialYear): ReadonlyMap<string, Target> {
  return new Map(
    rows.flatMap((row): readonly [string, Target][] => {
      const body = row.deleted ? null : readBody('measure-target', row.body)
      if (body === null || body.year !== year) return []
      return [[body.measure, { value: body.value / TENTHS, due: body.due }]]
    }),
  )
}

/** The county's own rule, the newest where there are several; the usual one until it has said. */
function thresholdsIn(rows: readonly RecordRow[]): Thresholds {
  const said = rows.flatMap((row) => (row.deleted ? [] : (readBody('output-setting', row.body) ?? [])))
  return said.at(-1) ?? DEFAULT_THRESHOLDS
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useFigureSources(year: FinancialYear, site: string | null): FigureSources | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readFigureSources(db, year, site), [db, year, site])
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

/** The kept sums of every site over some months; `undefined` until read. */
export function useSumsOfSites({ first, last }: MonthSpan): SumsByScope | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    return sumsByScope(await readSumsOfSites(db, { first, last }))
  }, [db, first, last])
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

/** Which entries are looked for behind a figure. */
export interface BehindAsked {
  readonly figure: Figure
  readonly site: string | null
  readonly span: MonthSpan
  readonly limit: number
}

export interface Behind {
  readonly entries: readonly Entry[]
  readonly more: boolean
}

/** Entries that are counted in a figure, newest days first. */
export async function readBehind(
  db: Database,
  { figure, site, span, limit }: BehindAsked,
  standing: Standing,
): Promise<Behind> {
  const from = firstDayOf(span.first)
  const until = lastDayOf(span.last)
  const parts: readonly Pick<EntryFilter, 'scope' | 'from' | 'until'>[] =
    site === null ? [{ scope: null, from, until }] : await readParts(db, site)
  const isCounted = ({ kind, scope, day, body, deleted }: RecordRow): boolean => {
    if (deleted || day === null) return false
    return standsBehind(figure, { kind, scope, day, body }, standing) === 'counted'
  }
  const each = await Promise.all(
    parts.map(async (part) => {
      const days = daysAt(db, {
        scope: part.scope,
        from: part.from === null || part.from < from ? from : part.from,
        until: part.until === null || part.until > until ? until : part.until,
      })
      return walk(days, limit + 1, isCounted)
    }),
  )
  const rows = newestFirst(each.flat()).slice(0, limit + 1)
  return { entries: await entriesOf(db, rows.slice(0, limit)), more: rows.length > limit }
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useBehind(asked: BehindAsked, standing: Standing): Behind | undefined {
  const { db } = useTablet()
  const { figure, site, limit } = asked
  const { first, last } = asked.span
  return useLiveQuery(
    () => readBehind(db, { figure, site, span: { first, last }, limit }, standing),
    [db, figure, site, first, last, limit, standing],
  )
}
