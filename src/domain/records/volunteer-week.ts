import { readTyped } from './fields/typed-value.ts'
import { volunteerShift } from './kinds/volunteer-shift.ts'
import type { BodyOf } from './registry.ts'
import { addDays, daysBetween, type LocalDate, WEEKDAY_KEYS } from '../time/local-date.ts'

type Shift = BodyOf<'volunteer-shift'>

/** The days of a week that begins on a Monday. */
export function daysOfWeek(monday: LocalDate): readonly LocalDate[] {
  return WEEKDAY_KEYS.map((_, after) => addDays(monday, after))
}

/** Where a volunteer's hours of a day stand in the grid. */
export function hoursCell(volunteerId: string, day: LocalDate): string {
  return `${volunteerId} ${day}`
}

/** Minutes typed as hours, "1.5" or "1:30", in whole quarters; null for blank, or what is wrong. */
export function hoursTyped(
  text: string,
): { readonly ok: true; readonly minutes: number | null } | { readonly ok: false; readonly message: string } {
  if (text.trim() === '') return { ok: true, minutes: null }
  const field = volunteerShift.form.fields['minutesEach']
  if (field === undefined) return { ok: true, minutes: null }
  const read = readTyped(field, text)
  return read.ok ? { ok: true, minutes: Number(read.value) } : read
}

/** What is known of one shift beside its hours. */
interface About {
  readonly volunteerId: string
  readonly day: LocalDate
  readonly roleId: string
  readonly isUnder25: boolean
}

/** One volunteer's service of a day, from the rota. */
export function shiftOf(
  { volunteerId, day, roleId, isUnder25 }: About,
  minutesEach: number,
  source: Shift['source'] = 'rota',
): Pick<
  Shift,
  | 'day'
  | 'volunteerId'
  | 'people'
  | 'minutesEach'
  | 'roleId'
  | 'hoursType'
  | 'status'
  | 'source'
  | 'isUnder25'
> {
  return {
    day,
    volunteerId,
    people: 1,
    minutesEach,
    roleId,
    hoursType: 'service',
    status: 'present',
    source,
    isUnder25,
  }
}

const WEEK = 7
const MINUTES = 60

/**
 * Last week's hours as a proposal for this one, as they would be typed, by cell. Where somebody did several
 * things on a day the hours are added up; a no-show proposes nothing.
 *
 * @param shifts of any weeks; only those of the week before count
 */
export function proposedHours(shifts: readonly Shift[], monday: LocalDate): Readonly<Record<string, string>> {
  const minutes = new Map<string, number>()
  for (const shift of shifts) {
    const ago = daysBetween(shift.day, monday)
    if (ago < 1 || ago > WEEK || shift.volunteerId === null || shift.status === 'no-show') continue
    if (shift.hoursType !== 'service') continue
    const cell = hoursCell(shift.volunteerId, addDays(shift.day, WEEK))
    minutes.set(cell, (minutes.get(cell) ?? 0) + shift.minutesEach)
  }
  return Object.fromEntries([...minutes].map(([cell, sum]) => [cell, String(sum / MINUTES)]))
}

const QUARTER = 15

/** From a sign-in to a sign-out in whole quarter-hours, at least one: what the sign-in screen records. */
export function minutesSignedIn(fromMs: number, untilMs: number): number {
  const minutes = Math.max(0, untilMs - fromMs) / 60_000
  return Math.max(QUARTER, Math.round(minutes / QUARTER) * QUARTER)
}
