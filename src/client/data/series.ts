import { useLiveQuery } from 'dexie-react-hooks'
import type { Series } from '#domain/records/kinds/series.ts'
import { readBody } from '#domain/records/registry.ts'
import { splitSeries } from '#domain/records/timetable.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Database } from './database.ts'
import { readEntry } from './entries.ts'
import { correctRecord, type SaveResult, saveTogether, type Seen } from './save.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

/** A series with what a change of it has to be judged against. */
export interface HeldSeries {
  readonly id: string
  readonly scope: string
  readonly series: Series
  readonly seen: Seen
}

/** @returns null when this tablet has no such series, or cannot read it */
async function readOneSeries(db: Database, id: string): Promise<HeldSeries | null> {
  const entry = await readEntry(db, id)
  if (entry === null || entry.kind !== 'series' || entry.deleted) return null
  const series = readBody('series', entry.body)
  return series === null ? null : { id, scope: entry.scope, series, seen: entry.seen }
}

/** One series, kept up to date on screen; null when it is not here, `undefined` until read. */
export function useSeries(id: string): HeldSeries | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readOneSeries(db, id), [db, id])
}

type Exception = NonNullable<Series['exceptions'][LocalDate]>

/** Leaves one time of a series out, moves it, or with null puts it back as planned. */
export async function setException(
  tablet: Tablet,
  { seriesId, plannedDay }: { readonly seriesId: string; readonly plannedDay: LocalDate },
  exception: Exception | null,
): Promise<SaveResult> {
  const held = await readOneSeries(tablet.db, seriesId)
  if (held === null) return { ok: false, code: 'not-found', fields: [] }
  const { [plannedDay]: _, ...others } = held.series.exceptions
  const exceptions = exception === null ? others : { ...others, [plannedDay]: exception }
  return correctRecord(tablet, seriesId, held.seen, { ...held.series, exceptions })
}

/** Changes a series from a day on; what was until then stays as it was. */
export async function changeFrom(
  tablet: Tablet,
  { id, scope, series, seen }: HeldSeries,
  from: LocalDate,
  changes: Partial<Series>,
): Promise<SaveResult> {
  const { before, after } = splitSeries(series, from, changes)
  return saveTogether(tablet, [
    { kind: 'series', scope, body: after },
    { id, seen, body: before },
  ])
}

/** Ends a series with a day, its last. */
export async function endSeries(
  tablet: Tablet,
  { id, series, seen }: HeldSeries,
  untilDay: LocalDate,
): Promise<SaveResult> {
  return correctRecord(tablet, id, seen, { ...series, untilDay })
}
