import { addDays, daysBetween, type LocalDate, localDate, weekdayOf, weekStart } from '../time/local-date.ts'
import type { CalendarPeriod } from './kinds/calendar-period.ts'
import type { Series } from './kinds/series.ts'

/** One time of a series: where it stands in the timetable, whether or not anything was logged for it yet. */
export interface Slot {
  readonly seriesId: string
  readonly series: Series
  /** The day the series says, by which an exception is kept. */
  readonly plannedDay: LocalDate
  /** The day it is on. */
  readonly day: LocalDate
  readonly startTime: string | null
  readonly isMoved: boolean
}

interface HeldSeries {
  readonly id: string
  readonly body: Series
}

const WEEK = 7
const FORTNIGHT = 14

/**
 * The times of some series in a span of days, by day, hour and name. A time that is left out is not among
 * them; one that is moved stands on the day it was moved to.
 *
 * @param siteId whose terms and closures hold
 * @param until the last day, included
 */
export function slotsBetween(
  all: readonly HeldSeries[],
  span: { readonly from: LocalDate; readonly until: LocalDate },
  siteId: string,
  periods: readonly CalendarPeriod[],
): readonly Slot[] {
  const here = periods.filter(({ siteIds }) => siteIds.length === 0 || siteIds.includes(siteId))
  return all
    .flatMap(({ id, body }) => [
      ...plannedDays(body, span, here).flatMap((day) => slotAsPlanned(id, body, day) ?? []),
      ...movedInto(id, body, span),
    ])
    .toSorted(inOrder)
}

/** Whether a series has a time on a day, whatever was left out or moved. */
function occursOn(series: Series, day: LocalDate, periods: readonly CalendarPeriod[]): boolean {
  if (weekdayOf(day) !== series.weekday || daysBetween(series.fromDay, day) < 0) return false
  if (series.untilDay !== null && daysBetween(day, series.untilDay) < 0) return false
  if (!isDue(series, day)) return false
  const inPeriod = (type: CalendarPeriod['type']): boolean =>
    periods.some((period) => period.type === type && isWithin(day, period))
  if (inPeriod('closure') || inPeriod('bank-holiday')) return false
  // Where nobody has put in the terms, the series is shown: a time to tick off is better than one forgotten.
  return !series.isTermTimeOnly || !knowsTerms(periods) || inPeriod('term')
}

function isDue(series: Series, day: LocalDate): boolean {
  switch (series.repeats) {
    case 'weekly':
      return true
    case 'fortnightly':
      return daysBetween(weekStart(series.fromDay), weekStart(day)) % FORTNIGHT === 0
    case 'monthly':
      return series.weekOfMonth === 'last'
        ? addDays(day, WEEK).slice(0, 7) !== day.slice(0, 7)
        : weekOfMonth(day) === Number(series.weekOfMonth ?? weekOfMonth(series.fromDay))
  }
}

/** 1 for the first Tuesday of its month, 2 for the second. */
function weekOfMonth(day: LocalDate): number {
  return Math.ceil(Number(day.slice(8)) / WEEK)
}

function isWithin(day: LocalDate, { fromDay, untilDay }: CalendarPeriod): boolean {
  return daysBetween(fromDay, day) >= 0 && daysBetween(day, untilDay) >= 0
}

function knowsTerms(periods: readonly CalendarPeriod[]): boolean {
  return periods.some(({ type }) => type === 'term')
}

function plannedDays(
  series: Series,
  { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
  periods: readonly CalendarPeriod[],
): readonly LocalDate[] {
  const days = Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, after) =>
    addDays(from, after),
  )
  return days.filter((day) => occursOn(series, day, periods))
}

function slotAsPlanned(seriesId: string, series: Series, day: LocalDate): Slot | null {
  if (series.exceptions[day] !== undefined) return null
  return { seriesId, series, plannedDay: day, day, startTime: series.startTime, isMoved: false }
}

function movedInto(
  seriesId: string,
  series: Series,
  { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
): readonly Slot[] {
  return Object.entries(series.exceptions).flatMap(([planned, exception]): readonly Slot[] => {
    if (exception?.is !== 'moved') return []
    const { toDay, startTime } = exception
    if (daysBetween(from, toDay) < 0 || daysBetween(toDay, until) < 0) return []
    return [
      {
        seriesId,
        series,
        plannedDay: localDate(planned),
        day: toDay,
        startTime: startTime ?? series.startTime,
        isMoved: true,
      },
    ]
  })
}

function inOrder(left: Slot, right: Slot): number {
  return (
    daysBetween(right.day, left.day) ||
    (left.startTime ?? '').localeCompare(right.startTime ?? '') ||
    left.series.title.localeCompare(right.series.title, 'en-GB')
  )
}

/** The series as it ends the day before a change, and the one that goes on from that day. */
export interface SplitSeries {
  readonly before: Series
  readonly after: Series
}

/**
 * A change of a series from a day on: what was until then stays as it was. Times left out or moved go with
 * the part they are in.
 */
export function splitSeries(series: Series, from: LocalDate, changes: Partial<Series>): SplitSeries {
  const isAfter = (day: string): boolean => daysBetween(from, localDate(day)) >= 0
  const part = (isIn: (day: string) => boolean): Series['exceptions'] =>
    Object.fromEntries(Object.entries(series.exceptions).filter(([day]) => isIn(day)))
  return {
    before: { ...series, untilDay: addDays(from, -1), exceptions: part((day) => !isAfter(day)) },
    after: { ...series, ...changes, fromDay: from, exceptions: part(isAfter) },
  }
}
