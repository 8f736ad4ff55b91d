import { useLiveQuery } from 'dexie-react-hooks'
import Dexie from 'dexie'
import { hasCounted, standsBehind } from '#domain/measures/behind-figure.ts'
import { contributionsOf, type LoggedEntry, loggedEntry } from '#domain/measures/contributions.ts'
import type { Figure } from '#domain/measures/define-measure.ts'
import { EVERYWHERE, type MonthSums } from '#domain/measures/month-sums.ts'
import { type AreasOfSites, areasOfSites, isIn, type PlaceAsked } from '#domain/measures/place-asked.ts'
import type { MonthSpan, Standing } from '#domain/measures/standing.ts'
import { facetOf, type SupportAsked } from '#domain/plan/support-link.ts'
import type { SitePart } from '#domain/place/site-parts.ts'
import { firstDayOf, lastDayOf, type Month } from '#domain/time/quarter.ts'
import { authorityRecords } from './authority.ts'
import type { Database, RecordRow } from './database.ts'
import { entriesOf, type Entry } from './entries.ts'
import { monthSums, readParts } from './site-sums.ts'
import { useTablet } from './tablet-context.tsx'
import { newestFirst } from './walk-days.ts'

/** Which entries are looked for behind a figure. */
interface BehindAsked extends PlaceAsked {
  readonly figure: Figure
  readonly span: MonthSpan
  readonly limit: number
}

interface Behind {
  readonly entries: readonly Entry[]
  readonly more: boolean
}

/** What entries are looked for by: the sums of a month that has any, and the entries themselves. */
interface Sought {
  isIn(sums: MonthSums): boolean
  holds(entry: LoggedEntry): boolean
}

/**
 * Entries of a time and place that are sought, newest days first. It costs what it shows: the kept sums tell in
 * which months of which sites there is any, and no other month is read.
 */
async function readSought(
  db: Database,
  { span, limit, ...place }: Omit<BehindAsked, 'figure'>,
  areas: AreasOfSites,
  sought: Sought,
): Promise<Behind> {
  const kept = await db.rollups.where('month').between(span.first, span.last, true, true).toArray()
  const having = kept.filter((row) => row.scope !== EVERYWHERE && sought.isIn(monthSums(row)))
  const parts =
    place.site === null
      ? [...new Set(having.map(({ scope }) => scope))]
          .filter((scope) => isIn(areas, place, scope))
          .map((scope): SitePart => ({ scope, from: null, until: null }))
      : await readParts(db, place.site)
  const found: RecordRow[] = []
  for (const month of [...new Set(having.map((row) => row.month))].toSorted().toReversed()) {
    if (found.length > limit) break
    const scopes = new Set(having.filter((row) => row.month === month).map(({ scope }) => scope))
    const asked = { month, parts: parts.filter(({ scope }) => scopes.has(scope)) }
    found.push(...(await soughtIn(db, asked, sought)))
  }
  return { entries: await entriesOf(db, found.slice(0, limit)), more: found.length > limit }
}

async function soughtIn(
  db: Database,
  { month, parts }: { readonly month: Month; readonly parts: readonly SitePart[] },
  sought: Sought,
): Promise<readonly RecordRow[]> {
  const read = parts.map(({ scope, from, until }) => {
    const first = from === null || from < firstDayOf(month) ? firstDayOf(month) : from
    const last = until === null || until > lastDayOf(month) ? lastDayOf(month) : until
    return db.records
      .where('[scope+day+id]')
      .between([scope, first, Dexie.minKey], [scope, last, Dexie.maxKey])
      .toArray()
  })
  const rows = (await Promise.all(read)).flat()
  return newestFirst(
    rows.filter((row) => {
      const entry = loggedEntry(row)
      return entry !== null && sought.holds(entry)
    }),
  )
}

/** Entries that are counted in a figure, newest days first. */
export async function readBehind(
  db: Database,
  { figure, ...asked }: BehindAsked,
  standing: Standing,
): Promise<Behind> {
  return readSought(db, asked, standing.areas, {
    isIn: (sums) => hasCounted(figure, sums, standing),
    holds: (entry) => standsBehind(figure, entry, standing) === 'counted',
  })
}

/** The sessions that are counted under a part of the plan, newest days first. */
async function readSupporting(
  db: Database,
  { place, span, limit, ...part }: SupportAsked & { readonly limit: number },
  areas: AreasOfSites,
): Promise<Behind> {
  const facet = facetOf(part)
  return readSought(db, { ...place, span, limit }, areas, {
    isIn: ({ cells }) => (cells[facet]?.entries ?? 0) > 0,
    holds: (entry) => contributionsOf(entry).some(({ key }) => key === facet),
  })
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useSupporting(
  { way, partId, place: { site, area }, span: { first, last } }: SupportAsked,
  limit: number,
): Behind | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const areas = areasOfSites(await authorityRecords(db, 'site'))
    const asked = { way, partId, place: { site, area }, span: { first, last }, limit }
    return readSupporting(db, asked, areas)
  }, [db, way, partId, site, area, first, last, limit])
}

/** Entries behind a figure, kept up to date on screen; `undefined` until read. */
export function useBehind(asked: BehindAsked, standing: Standing): Behind | undefined {
  const { db } = useTablet()
  const { figure, site, area, limit } = asked
  const { first, last } = asked.span
  return useLiveQuery(
    () => readBehind(db, { figure, site, area, span: { first, last }, limit }, standing),
    [db, figure, site, area, first, last, limit, standing],
  )
}
