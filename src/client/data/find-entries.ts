import Dexie from 'dexie'
import { textOf } from '#domain/records/fields/text-of.ts'
import { addDays, daysBetween, type LocalDate, localDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import { entriesOf, type Entry } from './entries.ts'
import type { Label, LabelRow } from './find-keys.ts'

/** Which entries are looked for; what is null lets all pass. */
export interface EntryFilter {
  /** Null for every site on this tablet. */
  readonly scope: string | null
  /** Words that must all occur in what an entry is called or in its note; lower case. */
  readonly words: readonly string[]
  readonly kind: string | null
  readonly presetId: string | null
  readonly state: 'waiting' | 'attention' | 'void' | null
  /** From and up to a day, both included. */
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}

export interface Found {
  readonly entries: readonly Entry[]
  readonly more: boolean
}

/** A label of a site's entries, with everything it is called by in lower case: its text, its kind and its preset. */
type SearchLabel = Label & LabelRow & { readonly says: string }

export type SearchLabels = readonly SearchLabel[]

/** Before and after every day there is. */
const ANY_DAY = { first: '0000', last: '9999' }

/** Whether entries are looked for by what they are called, so that labels are needed. */
export function isByName({ words, kind, presetId }: EntryFilter): boolean {
  return words.length > 0 || kind !== null || presetId !== null
}

/** Up to where which way is the quickest, as the bench of the entries measured it. */
export interface WaysToRead {
  /** So many of the latest entries are looked through first: most of what is looked for is common. */
  readonly latest: number
  /** With more labels than this, entries are not looked for by label at all. */
  readonly labels: number
  /** So many entries of the labels are read in one go. */
  readonly entries: number
  /** With more entries than that, of so many labels, spans of days are read label by label. */
  readonly labelsBySpan: number
}

const WAYS: WaysToRead = { latest: 600, labels: 400, entries: 500, labelsBySpan: 64 }

/**
 * Entries that fit by what they are called, newest days first. It costs what it shows, however many are
 * stored: entries are read by their keys, or by spans of days that grow while little is found.
 */
export async function findEntries(
  db: Database,
  filter: EntryFilter,
  labels: SearchLabels,
  limit: number,
  ways = WAYS,
): Promise<Found> {
  const rows = await rowsCalled(db, filter, { labels, ways }, limit + 1)
  return { entries: await entriesOf(db, rows.slice(0, limit)), more: rows.length > limit }
}

/** Entries whose notes hold all the words, newest days first; none while no word is given. */
export async function findInNotes(db: Database, filter: EntryFilter, limit: number): Promise<Found> {
  const { words } = filter
  if (words.length === 0) return { entries: [], more: false }
  const fits = (row: RecordRow): boolean => {
    const note = textOf(row.body['note']).toLowerCase()
    return rowFits(row, filter) && words.every((word) => note.includes(word))
  }
  const rows = await walk(daysOf(db, filter, '[noted+id]'), limit + 1, fits)
  return { entries: await entriesOf(db, rows.slice(0, limit)), more: rows.length > limit }
}

async function rowsCalled(
  db: Database,
  filter: EntryFilter,
  { labels, ways }: { readonly labels: SearchLabels; readonly ways: WaysToRead },
  wanted: number,
): Promise<readonly RecordRow[]> {
  const { scope, state } = filter
  const called = isByName(filter) ? labels.filter((label) => labelFits(label, filter)) : null
  if (called?.length === 0) return []
  const names = called === null ? null : new Set(called.map(({ label }) => label))
  const fits = (row: RecordRow): boolean =>
    rowFits(row, filter) && (names === null || names.has(row.label ?? ''))
  if (state === 'void') return walk(daysOf(db, filter, '[voided+id]'), wanted, fits)
  if (state !== null) return rowsUnsettled(db, state, wanted, fits)
  const days = daysOf(db, filter, scope === null ? '[day+id]' : '[scope+day+id]')
  if (called === null) return walk(days, wanted, fits)
  return (
    (await walkSome(days, wanted, fits, ways.latest)) ??
    (await rowsByLabel(db, filter, { labels: called, ways }, wanted)) ??
    walk(days, wanted, fits)
  )
}

function labelFits(label: SearchLabel, { scope, kind, presetId, words }: EntryFilter): boolean {
  if (scope !== null && label.scope !== scope) return false
  if (kind !== null && label.kind !== kind) return false
  if (presetId !== null && label.presetId !== presetId) return false
  return words.every((word) => label.says.includes(word))
}

function rowFits(row: RecordRow, { scope, kind, presetId, state }: EntryFilter): boolean {
  if (scope !== null && row.scope !== scope) return false
  if (kind !== null && row.kind !== kind) return false
  if (presetId !== null && row.body['presetId'] !== presetId) return false
  if (state === 'void') return row.deleted
  if (state === 'attention') return row.unsettled === 'attention'
  return state === null || row.unsettled === 'on-this-tablet'
}

/** The newest entries of some labels; null where there is too much of them to be put together. */
async function rowsByLabel(
  db: Database,
  { from, until }: EntryFilter,
  { labels, ways }: { readonly labels: SearchLabels; readonly ways: WaysToRead },
  wanted: number,
): Promise<readonly RecordRow[] | null> {
  if (labels.length > ways.labels) return null
  const ofLabel = ({ scope, label }: LabelRow, first: string, last: string) =>
    db.records
      .where('[scope+label+day+id]')
      .between([scope, label, first], [scope, label, last, Dexie.maxKey])
  const [first, last] = [from ?? ANY_DAY.first, until ?? ANY_DAY.last]
  const counts = await Promise.all(labels.map((label) => ofLabel(label, first, last).count()))
  const having = labels.filter((_, index) => counts[index] !== 0)
  const read = async (begin: string, end: string): Promise<RecordRow[]> =>
    (await Promise.all(having.map((label) => ofLabel(label, begin, end).toArray()))).flat()
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= ways.entries) return newestFirst(await read(first, last)).slice(0, wanted)
  if (having.length > ways.labelsBySpan) return null
  const ends = async (end: 'first' | 'last'): Promise<readonly string[]> => {
    const rows = await Promise.all(having.map((label) => ofLabel(label, first, last)[end]()))
    return rows.flatMap((row) => (row?.day ? [row.day] : [])).toSorted()
  }
  const [oldest, newest] = [(await ends('first'))[0], (await ends('last')).at(-1)]
  return walkDays({ oldest, newest, read, span: DAYS_OF_LABELS }, wanted)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** The few that wait or need somebody, in the order of their days. */
async function rowsUnsettled(
  db: Database,
  state: 'waiting' | 'attention',
  wanted: number,
  fits: (row: RecordRow) => boolean,
): Promise<readonly RecordRow[]> {
  const rows = await db.records
    .where('unsettled')
    .equals(state === 'attention' ? 'attention' : 'on-this-tablet')
    .filter((row) => row.day !== null && fits(row))
    .toArray()
  return newestFirst(rows).slice(0, wanted)
}

function newestFirst(rows: RecordRow[]): RecordRow[] {
  return rows.sort((a, b) => compare(b.day ?? '', a.day ?? '') || compare(b.id, a.id))
}

/** Entries by the days they are about, from an index that begins with the day, or with the site and the day. */
interface Days {
  readonly between: (from: string, until: string) => Dexie.Collection<RecordRow, string>
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}

function daysOf(
  db: Database,
  { scope, from, until }: EntryFilter,
  index: '[day+id]' | '[scope+day+id]' | '[noted+id]' | '[voided+id]',
): Days {
  const head = index === '[scope+day+id]' ? [scope] : []
  const between = (first: string, last: string) =>
    db.records.where(index).between([...head, first], [...head, last, Dexie.maxKey])
  return { between, from, until }
}

/** Entries of an index by the days they are about. */
async function walk(
  days: Days,
  wanted: number,
  fits: (row: RecordRow) => boolean,
): Promise<readonly RecordRow[]> {
  return (await walkSome(days, wanted, fits, Infinity)) ?? []
}

/** The same, given up with null once `most` entries were read and too few of them fit. */
async function walkSome(
  { between, from, until }: Days,
  wanted: number,
  fits: (row: RecordRow) => boolean,
  most: number,
): Promise<readonly RecordRow[] | null> {
  const all = (): Dexie.Collection<RecordRow, string> => between(from ?? ANY_DAY.first, until ?? ANY_DAY.last)
  const [oldest, newest] = [await all().first(), await all().last()]
  let looked = 0
  const read = async (begin: string, end: string): Promise<RecordRow[] | null> => {
    if (looked >= most) return null
    const rows = await between(begin, end).toArray()
    looked += rows.length
    return rows.filter(fits)
  }
  return walkDays({ oldest: oldest?.day, newest: newest?.day, read, span: 1 }, wanted)
}

/** A span read label by label costs a request for each, and is longer from the start. */
const DAYS_OF_LABELS = 14

interface Span {
  /** The first and the last day there is anything of. */
  readonly oldest: string | null | undefined
  readonly newest: string | null | undefined
  /** Those that fit, of a span of days; null where that is not worth its while. */
  readonly read: (from: string, until: string) => Promise<RecordRow[] | null>
  /** Days to read first. */
  readonly span: number
}

/**
 * Goes back in time until enough entries fit. A span of days is read in one go, which is many times quicker
 * than entry by entry; it grows as long as too little is found.
 */
async function walkDays(
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
