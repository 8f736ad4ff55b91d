import { useLiveQuery } from 'dexie-react-hooks'
import Dexie from 'dexie'
import { hasCounted, standsBehind } from '#domain/measures/behind-figure.ts'
import { loggedEntry } from '#domain/measures/contributions.ts'
import type { Figure } from '#domain/measures/define-measure.ts'
import { EVERYWHERE } from '#domain/measures/month-sums.ts'
import { isIn, type PlaceAsked } from '#domain/measures/place-asked.ts'
import type { MonthSpan, Standing } from '#domain/measures/standing.ts'
import type { SitePart } from '#domain/place/site-parts.ts'
import { firstDayOf, lastDayOf, type Month } from '#domain/time/quarter.ts'
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

/**
 * Entries that are counted in a figure, newest days first. It costs what it shows: the kept sums tell in which
 * months of which sites there is any, and no other month is read.
 */
export async function readBehind(
  db: Database,
  { figure, span, limit, ...place }: BehindAsked,
  standing: Standing,
): Promise<Behind> {
  const kept = await db.rollups.where('month').between(span.first, span.last, true, true).toArray()
  const having = kept.filter(
    (row) => row.scope !== EVERYWHERE && hasCounted(figure, monthSums(row), standing),
  )
  const parts =
    place.site === null
      ? [...new Set(having.map(({ scope }) => scope))]
          .filter((scope) => isIn(standing.areas, place, scope))
          .map((scope): SitePart => ({ scope, from: null, until: null }))
      : await readParts(db, place.site)
  const found: RecordRow[] = []
  for (const month of [...new Set(having.map((row) => row.month))].toSorted().toReversed()) {
    if (found.length > limit) break
    const scopes = new Set(having.filter((row) => row.month === month).map(({ scope }) => scope))
    const asked = { month, parts: parts.filter(({ scope }) => scopes.has(scope)) }
    found.push(...(await countedIn(db, figure, asked, standing)))
  }
  return { entries: await entriesOf(db, found.slice(0, limit)), more: found.length > limit }
}

async function countedIn(
  db: Database,
  figure: Figure,
  { month, parts }: { readonly month: Month; readonly parts: readonly SitePart[] },
  standing: Standing,
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
      return entry !== null && standsBehind(figure, entry, standing) === 'counted'
    }),
  )
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useBehind(asked: BehindAsked, standing: Standing): Behind | undefined {
  const { db } = useTablet()
  const { figure, site, area, limit } = asked
  const { first, last } = asked.span
  return useLiveQuery(
    () => readBehind(db, { figure, site, area, span: { first, last }, limit }, standing),
    [db, figure, site, area, first, last, limit, standing],
  )
}
