import Dexie from 'dexie'
import { textOf } from '#domain/records/fields/text-of.ts'
import { addDays, daysBetween, type LocalDate, localDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import { entriesOf, type Entry } from './entries.ts'
import type { Label } from './find-keys.ts'

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

/** The different things entries are called here, with what their kinds and presets are called, in lower case. */
export type SearchLabels = readonly (Label & { readonly says: string })[]

/** Before and after every day there is. */
const ANY_DAY = { first: '0000', last: '9999' }

/** Whether entries are looked for by what they are called, so that labels are needed. */
export function isByName({ words, kind, presetId }: EntryFilter): boolean {
  return words.length > 0 || kind !== null || presetId !== null
}

/** With more labels than this to put together, going through all entries by day is quicker. */
const MOST_LABELS = 32

/**
 * Entries that fit by what they are called, newest days first. It costs what it shows, however many are
 * stored: entries are read by their keys, or by spans of days that grow while little is found.
 */
export async function findEntries(
  db: Database,
  filter: EntryFilter,
  labels: SearchLabels,
  limit: number,
): Promise<Found> {
  const rows = await rowsCalled(db, filter, labels, limit + 1)
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
  labels: SearchLabels,
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
  if (called !== null && called.length <= MOST_LABELS && scope === null) {
    return rowsByLabel(db, filter, called, wanted)
  }
  return walk(daysOf(db, filter, scope === null ? '[day+id]' : '[scope+day+id]'), wanted, fits)
}

function labelFits(label: SearchLabels[number], { kind, presetId, words }: EntryFilter): boolean {
  if (kind !== null && label.kind !== kind) return false
  if (presetId !== null && label.presetId !== presetId) return false
  const text = `${label.text.toLowerCase()} ${label.says}`
  return words.every((word) => text.includes(word))
}

function rowFits(row: RecordRow, { scope, kind, presetId, state }: EntryFilter): boolean {
  if (scope !== null && row.scope !== scope) return false
  if (kind !== null && row.kind !== kind) return false
  if (presetId !== null && row.body['presetId'] !== presetId) return false
  if (state === 'void') return row.deleted
  if (state === 'attention') return row.unsettled === 'attention'
  return state === null || row.unsettled === 'on-this-tablet'
}

async function rowsByLabel(
  db: Database,
  { from, until }: EntryFilter,
  labels: SearchLabels,
  wanted: number,
): Promise<readonly RecordRow[]> {
  const keys = await Promise.all(
    labels.map(async ({ label }) => {
      const range = db.records
        .where('[label+day+id]')
        .between([label, from ?? ANY_DAY.first], [label, until ?? ANY_DAY.last, Dexie.maxKey])
      // An index of three parts, all of them text, gives keys of three parts.
      return (await range.reverse().limit(wanted).keys()) as unknown as [string, string, string][]
    }),
  )
  const newest = keys
    .flat()
    .sort(([, day, id], [, otherDay, otherId]) => compare(otherDay, day) || compare(otherId, id))
    .slice(0, wanted)
  const rows = await db.records.bulkGet(newest.map(([, , id]) => id))
  return rows.filter((row) => row !== undefined)
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

const FIRST_SPAN_DAYS = 14

/**
 * Goes back in time until enough entries fit. A span of days is read in one go, which is many times quicker
 * than entry by entry; it doubles as long as too little is found.
 */
async function walk(
  { between, from, until }: Days,
  wanted: number,
  fits: (row: RecordRow) => boolean,
): Promise<readonly RecordRow[]> {
  const first = from ?? ANY_DAY.first
  const last = until ?? ANY_DAY.last
  const [oldest, newest] = [await between(first, last).first(), await between(first, last).last()]
  if (oldest === undefined || newest === undefined) return []
  const start = localDate(oldest.day ?? '')
  let end = localDate(newest.day ?? '')
  let span = FIRST_SPAN_DAYS
  const found: RecordRow[] = []
  while (found.length < wanted && daysBetween(start, end) >= 0) {
    const begin = addDays(end, 1 - span)
    const rows = await between(daysBetween(start, begin) < 0 ? start : begin, end).toArray()
    found.push(...newestFirst(rows.filter(fits)))
    end = addDays(begin, -1)
    span *= 2
  }
  return found.slice(0, wanted)
}
