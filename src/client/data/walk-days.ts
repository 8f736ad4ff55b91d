import Dexie from 'dexie'
import { addDays, daysBetween, type LocalDate, localDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import type { EntryFilter } from './find-filter.ts'

/** Before and after every day there is. */
const ANY_DAY = { first: '0000', last: '9999' }

/** A county fills a page of entries in a day, a site in some weeks. */
const DAYS_OF_A_SITE = 7

/** Entries by the days they are about, from an index that begins with the day, or with the site and the day. */
interface Days {
  readonly between: (from: string, until: string) => Dexie.Collection<RecordRow, string>
  readonly from: LocalDate | null
  readonly until: LocalDate | null
  /** So many days are read first. */
  readonly span: number
}

export function daysOf(
  db: Database,
  { scope, from, until }: Pick<EntryFilter, 'scope' | 'from' | 'until'>,
  index: '[day+id]' | '[scope+day+id]' | '[noted+id]' | '[voided+id]',
): Days {
  const head = index === '[scope+day+id]' ? [scope] : []
  const between = (first: string, last: string) =>
    db.records.where(index).between([...head, first], [...head, last, Dexie.maxKey])
  return { between, from, until, span: scope === null ? 1 : DAYS_OF_A_SITE }
}

/** All entries of the site, or of every site, by the days they are about. */
export function daysAt(db: Database, filter: Pick<EntryFilter, 'scope' | 'from' | 'until'>): Days {
  return daysOf(db, filter, filter.scope === null ? '[day+id]' : '[scope+day+id]')
}

/** Those of an index that fit, by the days they are about. */
export async function walk(
  days: Days,
  wanted: number,
  fits: (row: RecordRow) => boolean,
): Promise<readonly RecordRow[]> {
  return (await walkSome(days, wanted, fits, Infinity)) ?? []
}

/** The same, given up with null once `most` entries were read and too few of them fit. */
export async function walkSome(
  { between, from, until, span }: Days,
  wanted: number,
  fits: (row: RecordRow) => boolean,
  most: number,
): Promise<readonly RecordRow[] | null> {
  const all = (): Dexie.Collection<RecordRow, string> => between(from ?? ANY_DAY.first, until ?? ANY_DAY.last)
  const [oldest, newest] = await Promise.all([all().first(), all().last()])
  let looked = 0
  const read = async (begin: string, end: string): Promise<RecordRow[] | null> => {
    if (looked >= most) return null
    const rows = await between(begin, end).toArray()
    looked += rows.length
    return rows.filter(fits)
  }
  return walkDays({ oldest: oldest?.day, newest: newest?.day, read, span }, wanted)
}

interface Span {
  /** The first and the last day there is anything of. */
  readonly oldest: string | null | undefined
  readonly newest: string | null | undefined
  /** Those that fit, of a span of days; null where that is not worth its while. */
  readonly read: (from: LocalDate, until: LocalDate) => Promise<RecordRow[] | null>
  /** Days to read first. */
  readonly span: number
}

/**
 * Goes back in time until enough entries fit. A span of days is read in one go, which is many times quicker
 * than entry by entry; it grows as long as too little is found.
 */
export async function walkDays(
  { oldest, newest, read, span: firstSpan }: Span,
  wanted: number,
): Promise<readonly RecordRow[] | null> {
  if (!oldest || !newest) return []
  const start = localDate(oldest)
  let end = localDate(newest)
  let span = firstSpan
  const found: RecordRow[] = []
  while (found.length < wanted && daysBetween(start, end) >= 0) {
    const begin = addDays(end, 1 - span)
    const rows = await read(daysBetween(start, begin) < 0 ? start : begin, end)
    if (rows === null) return null
    found.push(...newestFirst(rows))
    end = addDays(begin, -1)
    span *= 3
  }
  return found.slice(0, wanted)
}

export function newestFirst(rows: RecordRow[]): RecordRow[] {
  return rows.sort((a, b) => compare(b.day ?? '', a.day ?? '') || compare(b.id, a.id))
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
