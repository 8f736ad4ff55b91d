import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import { warningsOf } from '#domain/records/checks/entry-checks.ts'
import { attendances } from '#domain/records/event-session.ts'
import { volunteerHours } from '#domain/records/kinds/volunteer-shift.ts'
import { draftPlace } from '#domain/records/link-key.ts'
import { readBody } from '#domain/records/registry.ts'
import { type LocalDate, weekStart } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import { entriesOf, type Entry } from './entries.ts'
import { readUnfinishedPads } from './pads.ts'
import { useTablet } from './tablet-context.tsx'
import { readSignIns } from './volunteers.ts'
import { readWeek } from './week.ts'

/** A branch's day in four figures. What was not counted is in none of them. */
interface DayFigures {
  readonly sessions: number
  readonly people: number
  /** Conversations in which somebody was helped: signposting, digital help, business support, outreach. */
  readonly helped: number
  readonly volunteerMinutes: number
}

/** What is left to do at the end of a day at a site. */
export interface DayEnd {
  /** Times of today in the timetable that nothing was logged for. */
  readonly toFill: number
  /** Forms that were begun and not saved. */
  readonly drafts: number
  /** Counts that no session has yet. */
  readonly pads: number
  /** Volunteers who are signed in today, and those of earlier days who never signed out. */
  readonly signedIn: number
  readonly forgotten: number
  /** Sessions of today that look like another one. */
  readonly doubles: readonly Entry[]
  readonly figures: DayFigures
}

const HELPED = [
  'signposting-contact',
  'digital-help',
  'business-support',
  'outreach-contact',
  'social-referral',
]
const MINUTES = 60

function figuresOf(rows: readonly RecordRow[]): DayFigures {
  const sessions = rows.flatMap((row) =>
    row.kind === 'event-session' ? (readBody('event-session', row.body) ?? []) : [],
  )
  const shifts = rows.flatMap((row) =>
    row.kind === 'volunteer-shift' ? (readBody('volunteer-shift', row.body) ?? []) : [],
  )
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
  return {
    sessions: sessions.filter(({ heldState }) => heldState === 'held').length,
    people: sum(sessions.map((session) => attendances(session) ?? 0)),
    helped: rows.filter(({ kind }) => HELPED.includes(kind)).length,
    volunteerMinutes: sum(shifts.map((shift) => volunteerHours(shift) * MINUTES)),
  }
}

function looksDouble(row: RecordRow, sameDay: readonly RecordRow[], today: LocalDate): boolean {
  const context = { figures: [], sameDay, today, ownId: row.id, ordinary: '' }
  return warningsOf(row.kind, row.body, context).some(({ code }) => code === 'looks-double')
}

export async function readDayEnd(db: Database, scope: string, today: LocalDate): Promise<DayEnd> {
  const ofDay = db.records.where('[scope+day+id]').between([scope, today], [scope, today, Dexie.maxKey])
  // Side by side: a colleague who wants to go home waits for the slowest of these, not for their sum.
  const [rows, signIns, week, drafts, pads] = await Promise.all([
    ofDay.filter((row) => !row.deleted).toArray(),
    readSignIns(db, scope, today),
    readWeek(db, scope, weekStart(today)),
    db.drafts.toCollection().primaryKeys(),
    readUnfinishedPads(db, scope),
  ])
  const ofToday = signIns.filter(({ day }) => day === today).length
  return {
    toFill: week.slots.filter(({ day, entries }) => day === today && entries.length === 0).length,
    drafts: drafts.filter((key) => draftPlace(key) !== null).length,
    pads: pads.length,
    signedIn: ofToday,
    forgotten: signIns.length - ofToday,
    doubles: await entriesOf(
      db,
      rows.filter((row) => row.kind === 'event-session' && looksDouble(row, rows, today)),
    ),
    figures: figuresOf(rows),
  }
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useDayEnd(scope: string): DayEnd | undefined {
  const { db, clock } = useTablet()
  const today = clock.today()
  return useLiveQuery(() => readDayEnd(db, scope, today), [db, scope, today])
}
