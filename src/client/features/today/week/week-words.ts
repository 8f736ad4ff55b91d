import { attendances, type EventSession } from '#domain/records/event-session.ts'
import { attendanceInWords } from '#domain/records/session-words.ts'
import { dayInWords, daysBetween, type LocalDate } from '#domain/time/local-date.ts'
import type { PlannedSlot } from '#client/data/week.ts'

/** "Rhyme Time, Tue 14 Oct 10:30". */
export function slotInWords({ series, day, startTime }: PlannedSlot, today: LocalDate): string {
  return `${series.title}, ${dayInWords(day, today)}${startTime === null ? '' : ` ${startTime}`}`
}

/** Whether a time wants its number: it is today or over, and nothing was logged for it. */
export function wantsFilling({ day, entries }: PlannedSlot, today: LocalDate): boolean {
  return entries.length === 0 && daysBetween(day, today) >= 0
}

/** What was logged for a time, in a word or a number; null while nothing was. */
export function loggedInWords({ entries }: PlannedSlot): string | null {
  const sessions = entries.flatMap(({ session }) => session ?? [])
  const [first] = sessions
  if (first === undefined) return null
  return sessions.length === 1 ? attendanceInWords(first) : `${sessions.length} sessions`
}

/** The number a cell can be typed over with; blank for a session that was held and not counted; null where it takes a form. */
export function editableNumber({ entries }: PlannedSlot): string | null {
  const [entry] = entries
  const session = entry?.session
  if (entries.length !== 1 || !session) return null
  return isPlain(session) ? String(attendances(session) ?? '') : null
}

/** A session whose number is one plain count, which a cell may replace without losing anything. */
function isPlain({ heldState, counts, onlinePeak }: EventSession): boolean {
  const headcounts = Object.values(counts)
  return (
    heldState === 'held' &&
    onlinePeak === null &&
    headcounts.length <= 1 &&
    headcounts.every(
      ({ split, role, moment }) => split === 'none' && role === undefined && moment === undefined,
    )
  )
}

/** "2 to fill"; null when nothing is. */
export function toFillInWords(slots: readonly PlannedSlot[], today: LocalDate): string | null {
  const count = slots.filter((slot) => wantsFilling(slot, today)).length
  return count === 0 ? null : `${count} to fill`
}
