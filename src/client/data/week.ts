import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import type { EventSession, WrittenSession } from '#domain/records/event-session.ts'
import { FIRST_COUNT_KEY, type Headcount, type Headcounts } from '#domain/records/headcount.ts'
import { readBody } from '#domain/records/registry.ts'
import { type Happened, sessionInSlot } from '#domain/records/session-again.ts'
import { type Slot, slotsBetween } from '#domain/records/timetable.ts'
import { addDays, type LocalDate, weekStart } from '#domain/time/local-date.ts'
import { authorityRecords, type Held } from './authority.ts'
import type { Database } from './database.ts'
import { entriesOf, type Entry, readEntry } from './entries.ts'
import { correctRecord, createRecord, type SaveResult } from './save.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

/** A time in the timetable with what was logged for it: usually nothing yet, or one session. */
export interface PlannedSlot extends Slot {
  readonly key: string
  readonly entries: readonly Entry[]
}

export interface Week {
  readonly monday: LocalDate
  readonly slots: readonly PlannedSlot[]
  /** Sessions logged in that week that belong to no series. */
  readonly others: number
  /** Whether the site has any series at all, in this week or not. */
  readonly hasSeries: boolean
}

const SUNDAY = 6

function slotKey({ seriesId, plannedDay }: Slot): string {
  return `${seriesId} ${plannedDay}`
}

async function readSeries(db: Database, scope: string): Promise<readonly Held<'series'>[]> {
  const rows = await db.records.where('[scope+kind]').equals([scope, 'series']).toArray()
  return rows.flatMap((row) => {
    const body = row.deleted ? null : readBody('series', row.body)
    return body === null ? [] : [{ id: row.id, body }]
  })
}

interface DaySpan {
  readonly from: LocalDate
  readonly until: LocalDate
}

export async function readWeek(db: Database, scope: string, monday: LocalDate): Promise<Week> {
  return { monday, ...(await readTimes(db, scope, { from: monday, until: addDays(monday, SUNDAY) })) }
}

/** The times planned at a site from one day to another, both included, with what was logged for them. */
async function readTimes(db: Database, scope: string, span: DaySpan): Promise<Omit<Week, 'monday'>> {
  const [series, periods, rows] = await Promise.all([
    readSeries(db, scope),
    authorityRecords(db, 'calendar-period'),
    db.records
      .where('[scope+day+id]')
      .between([scope, span.from], [scope, span.until, Dexie.maxKey])
      .filter((row) => row.kind === 'event-session' && !row.deleted)
      .toArray(),
  ])
  const sessions = await entriesOf(db, rows)
  const bodies = periods.map(({ body }) => body)
  const slots = slotsBetween(series, span, scope, bodies).map(
    (slot): PlannedSlot => ({
      ...slot,
      key: slotKey(slot),
      entries: sessions.filter(({ session }) => isFor(slot, session)),
    }),
  )
  const planned = new Set(slots.flatMap(({ entries }) => entries.map(({ id }) => id)))
  return {
    slots,
    others: sessions.filter(({ id }) => !planned.has(id)).length,
    hasSeries: series.length > 0,
  }
}

function isFor(slot: Slot, session: EventSession | null): boolean {
  return session !== null && session.seriesId === slot.seriesId && session.day === slot.day
}

/** A site's week, kept up to date on screen; `undefined` until read. */
export function useWeek(scope: string, monday: LocalDate): Week | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readWeek(db, scope, monday), [db, scope, monday])
}

/** How many times of a timetable there were, and for how many of them something is logged. */
export interface Planned {
  readonly all: number
  readonly filled: number
}

/** The same over some days of a site, none for no site; kept up to date on screen and `undefined` until read. */
export function usePlanned(scope: string | null, { from, until }: DaySpan): Planned | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const slots = scope === null ? [] : (await readTimes(db, scope, { from, until })).slots
    return { all: slots.length, filled: slots.filter(({ entries }) => entries.length > 0).length }
  }, [db, scope, from, until])
}

/** So many of a site's latest entries are looked through for the last time of a series. */
const LOOKED_THROUGH = 400

/** The latest session of a series, whenever it was; null where there is none among the latest entries. */
async function lastOfSeries(db: Database, scope: string, seriesId: string): Promise<EventSession | null> {
  const rows = await db.records
    .where('[scope+day+id]')
    .between([scope, Dexie.minKey], [scope, Dexie.maxKey])
    .reverse()
    .limit(LOOKED_THROUGH)
    .toArray()
  const last = rows.find((row) => !row.deleted && row.body['seriesId'] === seriesId)
  return last === undefined ? null : readBody('event-session', last.body)
}

/** What a person says of one time: whether it took place, and how many came if they counted. */
export interface SlotAnswer {
  readonly heldState: EventSession['heldState']
  /** Null when nobody counted. */
  readonly headcount: Headcount | null
}

/**
 * Saves what a person says of a time in the timetable: as a new session, the same as last time but for this,
 * or as a correction of the one logged for it.
 */
export async function saveSlot(
  tablet: Tablet,
  scope: string,
  slot: Slot,
  { heldState, headcount }: SlotAnswer,
): Promise<SaveResult> {
  const { db } = tablet
  const [logged] = (await slotOn(db, scope, slot))?.entries ?? []
  if (logged !== undefined) {
    const entry = await readEntry(db, logged.id)
    if (!entry?.session) return { ok: false, code: 'not-found', fields: [] }
    const key = Object.keys(entry.session.counts)[0] ?? FIRST_COUNT_KEY
    const counts = headcount === null ? {} : { [key]: headcount }
    return correctRecord(tablet, logged.id, entry.seen, { ...entry.session, heldState, counts })
  }
  const counts: Headcounts = headcount === null ? {} : { [FIRST_COUNT_KEY]: headcount }
  const body = await bodyForSlot(db, scope, slot, { heldState, counts })
  if (body === null) return { ok: false, code: 'invalid', fields: ['presetId'] }
  return createRecord(tablet, { kind: 'event-session', scope, body })
}

/** The time of a series on a day, with what is logged for it; `undefined` where it has none. */
export async function slotOn(
  db: Database,
  scope: string,
  { seriesId, day }: { readonly seriesId: string; readonly day: LocalDate },
): Promise<PlannedSlot | undefined> {
  const { slots } = await readWeek(db, scope, weekStart(day))
  return slots.find((slot) => slot.seriesId === seriesId && slot.day === day)
}

/** A new session for a time; null where the tablet does not have its kind of session. */
export async function bodyForSlot(
  db: Database,
  scope: string,
  slot: Slot,
  happened: Happened,
): Promise<WrittenSession | null> {
  const presets = await authorityRecords(db, 'preset')
  const preset = presets.find(({ id }) => id === slot.series.presetId)?.body
  if (preset === undefined) return null
  return sessionInSlot(slot, happened, { last: await lastOfSeries(db, scope, slot.seriesId), preset })
}
