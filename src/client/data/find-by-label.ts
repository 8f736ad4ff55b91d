import Dexie from 'dexie'
import { daysBetween, type LocalDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import {
  type EntryFilter,
  labelFits,
  labelIsThere,
  type SearchLabel,
  type SearchLabels,
} from './find-filter.ts'
import { daysAt, newestFirst, walkDays, walkSome } from './walk-days.ts'

/** What the ways to read cost, as the bench of the entries measured it. */
export interface WaysToRead {
  /** Asking for the entries of one label takes as long as reading so many entries by day. */
  readonly rowsPerLabel: number
  /** So many entries of few labels are read in one go. */
  readonly entries: number
}

export const WAYS: WaysToRead = { rowsPerLabel: 8, entries: 400 }

interface Looked {
  readonly wanted: number
  readonly fits: (row: RecordRow) => boolean
  readonly ways: WaysToRead
}

/**
 * The newest entries that are called what is looked for. How many there are of each label, and between
 * which days, says beforehand which way is the short one: what is common is met among the latest entries,
 * and what is rare is asked for label by label.
 */
export async function rowsByLabel(
  db: Database,
  filter: EntryFilter,
  labels: SearchLabels,
  { wanted, fits, ways }: Looked,
): Promise<readonly RecordRow[]> {
  const there = labels.filter((label) => labelIsThere(label, filter))
  const called = there.filter((label) => labelFits(label, filter))
  const bounds = boundsOf(called, filter)
  if (bounds === null) return []
  const since = dayReached(called, filter, wanted)
  const asked = since === null ? called : called.filter(({ last }) => last >= since)
  const matching = entriesOf(called)
  const from = since ?? bounds.oldest
  const days = daysAt(db, { scope: filter.scope, from, until: bounds.newest })
  const toAsk = asked.length * ways.rowsPerLabel + Math.min(matching, wanted)
  const toWalk = (wanted * entriesOf(there)) / matching
  const met = toWalk <= toAsk ? await walkSome(days, wanted, fits, toAsk + toWalk) : null
  if (met !== null) return met
  const read = (begin: string, end: string): Promise<RecordRow[]> => rowsOf(db, asked, begin, end)
  if (since !== null || matching <= ways.entries) {
    return newestFirst(await read(from, bounds.newest)).slice(0, wanted)
  }
  const span = Math.ceil((2 * wanted * (daysBetween(bounds.oldest, bounds.newest) + 1)) / matching)
  return (await walkDays({ ...bounds, read, span }, wanted)) ?? []
}

function entriesOf(labels: SearchLabels): number {
  return labels.reduce((sum, { count }) => sum + count, 0)
}

/** The days between which entries of these labels are looked for; null where there is no label. */
function boundsOf(
  labels: SearchLabels,
  { from, until }: EntryFilter,
): { readonly oldest: LocalDate; readonly newest: LocalDate } | null {
  const oldest = labels.map(({ first }) => first).toSorted()[0]
  const newest = labels
    .map(({ last }) => last)
    .toSorted()
    .at(-1)
  if (oldest === undefined || newest === undefined) return null
  return {
    oldest: from !== null && from > oldest ? from : oldest,
    newest: until !== null && until < newest ? until : newest,
  }
}

/**
 * A day since which there are as many entries as wanted, because so many labels have their last one then
 * or later; null where there are not so many labels.
 */
function dayReached(labels: SearchLabels, { until }: EntryFilter, wanted: number): LocalDate | null {
  const last = labels.map((label) => label.last).filter((day) => until === null || day <= until)
  return last.toSorted().at(-wanted) ?? null
}

async function rowsOf(
  db: Database,
  labels: readonly SearchLabel[],
  begin: string,
  end: string,
): Promise<RecordRow[]> {
  const each = labels
    .filter(({ first, last }) => first <= end && last >= begin)
    .map(({ scope, label }) =>
      db.records
        .where('[scope+label+day+id]')
        .between([scope, label, begin], [scope, label, end, Dexie.maxKey])
        .toArray(),
    )
  return (await Promise.all(each)).flat()
}
