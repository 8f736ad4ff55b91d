import * as v from 'valibot'

/** A day in the library's own calendar, written `YYYY-MM-DD`. It has no time and no zone. */
export const localDateSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, 'Write the date as year-month-day'),
  v.check(isRealDay, 'There is no such day'),
  v.brand('LocalDate'),
)
export type LocalDate = v.InferOutput<typeof localDateSchema>

/** A time of day on the 24-hour clock, written `HH:MM`. */
export const clockTimeSchema = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as hours and minutes'),
)

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Worked out rather than asked of a `Date`: each row of a feed has several days. */
function isRealDay(text: string): boolean {
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
  return day >= 1 && day <= days
}

/** @throws {v.ValiError} when the text is not a real day */
export function localDate(text: string): LocalDate {
  return v.parse(localDateSchema, text)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once for each time zone: making one takes longer than all that it is then asked. */
function daysIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

/** The day it is at a moment, in a time zone such as `Europe/London`. */
export function localDateAt(atMs: number, timeZone: string): LocalDate {
  // Put together from parts: how a locale orders and joins them is another thing in every engine.
  const parts = daysIn(timeZone).formatToParts(new Date(atMs))
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? ''
  return localDate(`${part('year')}-${part('month')}-${part('day')}`)
}

const DAY_MS = 24 * 60 * 60 * 1000

function utcMs(day: LocalDate): number {
  return Date.parse(`${day}T00:00:00Z`)
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return localDate(new Date(utcMs(day) + days * DAY_MS).toISOString().slice(0, 10))
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((utcMs(to) - utcMs(from)) / DAY_MS)
}

/** Days of the week in their order here, which begins on Monday. */
export const WEEKDAY_KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAY_KEYS)[number]

function daysIntoWeek(day: LocalDate): number {
  return (new Date(utcMs(day)).getUTCDay() + 6) % 7
}

/** The Monday of the week a day lies in. */
export function weekStart(day: LocalDate): LocalDate {
  return addDays(day, -daysIntoWeek(day))
}

export function weekdayOf(day: LocalDate): Weekday {
  return WEEKDAY_KEYS[daysIntoWeek(day)] ?? 'mon'
}

const words = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
})
const wordsWithYear = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** A day as staff say it, "Tue 14 Oct"; with its year when that is not the year of `today`. */
export function dayInWords(day: LocalDate, today: LocalDate): string {
  const format = day.slice(0, 4) === today.slice(0, 4) ? words : wordsWithYear
  return format.format(new Date(utcMs(day))).replace(',', '')
}

/** The same day as "Today", "Yesterday" or in words. */
export function dayHeading(day: LocalDate, today: LocalDate): string {
  const ago = daysBetween(day, today)
  if (ago === 0) return `Today, ${dayInWords(day, today)}`
  if (ago === 1) return `Yesterday, ${dayInWords(day, today)}`
  return dayInWords(day, today)
}

/** What stands beside a day that is being typed; null while it is no day. */
export function typedDayInWords(text: string, today: LocalDate): string | null {
  const day = v.safeParse(localDateSchema, text)
  if (!day.success) return null
  const isToCome = daysBetween(today, day.output) > 0
  return `${dayHeading(day.output, today)}${isToCome ? ', still to come' : ''}`
}
