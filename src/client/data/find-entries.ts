import type { Database, RecordRow } from './database.ts'
import { entriesOf, type Entry } from './entries.ts'
import { rowsByLabel, WAYS } from './find-by-label.ts'
import {
  type EntryFilter,
  isBetween,
  isByName,
  labelFits,
  rowFits,
  type SearchLabels,
} from './find-filter.ts'
import { rowsNoted } from './find-noted.ts'
import { daysAt, daysOf, newestFirst, walk } from './walk-days.ts'

export interface Found {
  readonly entries: readonly Entry[]
  readonly more: boolean
}

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
  return foundIn(db, await rowsCalled(db, filter, { labels, ways }, limit + 1), limit)
}

/** Entries in whose notes every word begins one, newest days first; none while no word is given. */
export async function findInNotes(db: Database, filter: EntryFilter, limit: number): Promise<Found> {
  return foundIn(db, await rowsNoted(db, filter, limit + 1), limit)
}

async function foundIn(db: Database, rows: readonly RecordRow[], limit: number): Promise<Found> {
  return { entries: await entriesOf(db, rows.slice(0, limit)), more: rows.length > limit }
}

async function rowsCalled(
  db: Database,
  filter: EntryFilter,
  { labels, ways }: { readonly labels: SearchLabels; readonly ways: typeof WAYS },
  wanted: number,
): Promise<readonly RecordRow[]> {
  const { state } = filter
  const isNamed = isByName(filter)
  const called = isNamed ? labels.filter((label) => labelFits(label, filter)) : []
  const names = new Set(called.map(({ label }) => label))
  const fits = (row: RecordRow): boolean => rowFits(row, filter) && (!isNamed || names.has(row.label ?? ''))
  if (state === 'void') return walk(daysOf(db, filter, '[voided+id]'), wanted, fits)
  if (state !== null) return rowsUnsettled(db, filter, wanted, fits)
  if (isNamed) return rowsByLabel(db, filter, labels, { wanted, fits, ways })
  return walk(daysAt(db, filter), wanted, fits)
}

/** The few that wait or need somebody, in the order of their days. */
async function rowsUnsettled(
  db: Database,
  filter: EntryFilter,
  wanted: number,
  fits: (row: RecordRow) => boolean,
): Promise<readonly RecordRow[]> {
  const rows = await db.records
    .where('unsettled')
    .equals(filter.state === 'attention' ? 'attention' : 'on-this-tablet')
    .filter((row) => isBetween(row, filter) && fits(row))
    .toArray()
  return newestFirst(rows).slice(0, wanted)
}
