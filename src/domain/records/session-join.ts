import type { EventSession } from './event-session.ts'
import { FIRST_COUNT_KEY, type Headcounts } from './headcount.ts'

/** What one of the two may know and the other not. */
const KNOWN_BY_EITHER = [
  'booked',
  'recordedViews',
  'packsTaken',
  'accompanying',
  'helpers',
  'firstTimers',
  'joinedToday',
] as const satisfies readonly (keyof EventSession)[]

/**
 * One session that was logged twice, as when two tablets counted it at two doors: everything stays as the
 * first says, and the people of the other come to it. Joined once more, nothing changes.
 *
 * @param otherId the id of the other one's record, under which its first count goes
 */
export function joinedSession(kept: EventSession, other: EventSession, otherId: string): EventSession {
  const heldStates = [kept.heldState, other.heldState]
  const heldState = (['held', 'held-no-attendance'] as const).find((state) => heldStates.includes(state))
  const isNoted = kept.note.includes(other.note)
  const online = [kept.onlinePeak ?? null, other.onlinePeak ?? null].filter((peak) => peak !== null)
  const known = Object.fromEntries(KNOWN_BY_EITHER.map((field) => [field, kept[field] ?? other[field]]))
  return {
    ...kept,
    ...known,
    heldState: heldState ?? kept.heldState,
    counts: { ...rekeyed(other.counts, otherId), ...kept.counts },
    note: isNoted ? kept.note : [kept.note, other.note].filter((text) => text !== '').join('\n'),
    onlinePeak: online.length === 0 ? null : Math.max(...online),
    format: online.length > 0 && kept.format === 'in-person' ? 'hybrid' : kept.format,
    feedback: { ...other.feedback, ...kept.feedback },
  }
}

/** Every session's first count lies under the same key; all others have keys of their own. */
function rekeyed(counts: Headcounts, id: string): Headcounts {
  return Object.fromEntries(
    Object.entries(counts).map(([key, headcount]) => [key === FIRST_COUNT_KEY ? id : key, headcount]),
  )
}
