import type { EventSession, WrittenSession } from './event-session.ts'
import type { Headcounts } from './headcount.ts'
import { type Preset, presetChoices } from './preset.ts'
import type { Slot } from './timetable.ts'

/** What is about one time only. Everything else is the same as last time. */
const ABOUT_ONE_TIME = [
  'day',
  'heldState',
  'counts',
  'note',
  'booked',
  'onlinePeak',
  'recordedViews',
  'packsTaken',
  'accompanying',
  'helpers',
  'firstTimers',
  'joinedToday',
  'feedback',
  'factor',
  'stateReason',
  'changeReason',
  'notDoubleIds',
] as const satisfies readonly (keyof WrittenSession)[]

type SameAgain = Omit<WrittenSession, (typeof ABOUT_ONE_TIME)[number]>

/** "Same as last time": a session without its number and whatever else was about that day. */
export function sameAgain(last: EventSession): SameAgain {
  const again: Partial<WrittenSession> = { ...last }
  for (const field of ABOUT_ONE_TIME) delete again[field]
  // What was deleted is what the type leaves out.
  return again as SameAgain
}

/** Whether a time took place, and who came. */
export interface Happened {
  readonly heldState: EventSession['heldState']
  readonly counts: Headcounts
}

/**
 * The session of a time of a series: as the one before it was, or as the series and its kind of session say
 * where it is the first. The day, the hour and the series are the time's own.
 */
export function sessionInSlot(
  slot: Slot,
  happened: Happened,
  { last, preset }: { readonly last: EventSession | null; readonly preset: Preset },
): WrittenSession {
  const { series } = slot
  const base =
    last === null
      ? { ...presetChoices(series.presetId, preset), countMethod: 'counted' as const }
      : sameAgain(last)
  // The groups of the last time stay; where it named none, they are those the series is planned for.
  const groups = [last?.targetGroupIds, series.targetGroupIds].find((ids) => (ids ?? []).length > 0)
  return {
    ...base,
    ...(groups === undefined ? {} : { targetGroupIds: groups }),
    title: series.title,
    seriesId: slot.seriesId,
    day: slot.day,
    startTime: slot.startTime,
    endTime: slot.isMoved ? null : series.endTime,
    note: '',
    ...happened,
  }
}
