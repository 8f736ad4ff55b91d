import * as v from 'valibot'
import { attendances, attendancesByAge, attendancesByReturn, eventSession } from '../records/event-session.ts'
import type { Audience } from '../records/vocabulary.ts'

/** Ages that attendance is set against residents by. They nest in the national return's, and the estimates have them. */
export const REACH_BANDS = ['0-4', '5-11', '12-17', '18+'] as const
export type ReachBand = (typeof REACH_BANDS)[number]

/** People under each band; a whole year of a county adds up. */
export type ByReachBand = Readonly<Record<ReachBand, number>>

const BAND_OF_AUDIENCE: Readonly<Record<Audience, ReachBand | null>> = {
  '0-4': '0-4',
  '5-11': '5-11',
  '12-17': '12-17',
  adult: '18+',
  '65+': '18+',
  all: null,
}

/**
 * By what an attendance has an age: `split`, only where heads were counted by age; `audience`, otherwise by
 * whom the session was for, as the national return does. The second counts a parent at Rhyme Time as an
 * under-five unless those who came with somebody were counted.
 */
export type AgeBasis = 'split' | 'audience'

const { heldState, runBy, counts, audience, onlinePeak, accompanying, presetId, targetGroupIds } =
  eventSession.body.entries

/** What of a session decides whom it reached; the rest need not be read for that. */
export const reachingSchema = v.object({
  heldState,
  runBy,
  counts,
  audience,
  onlinePeak,
  accompanying,
  presetId,
  targetGroupIds,
})
export type Reaching = v.InferOutput<typeof reachingSchema>
type Counted = Pick<v.InferInput<typeof reachingSchema>, keyof Omit<Reaching, 'presetId' | 'targetGroupIds'>>

/** Attendances of several sessions by age. */
export interface AttendanceByAge {
  /** Sessions held for the public by the library or with it, and those of them without a number. */
  readonly sessions: number
  readonly notCounted: number
  /** Everyone who came; of them those counted by age, those whose age is their session's, and the rest. */
  readonly all: number
  readonly split: number
  readonly byAudience: number
  readonly byBand: ByReachBand
  /** Sum over sessions of the square of those with an age, by which it is known how few sessions made the figure. */
  readonly squares: number
}

const NOBODY: ByReachBand = { '0-4': 0, '5-11': 0, '12-17': 0, '18+': 0 }

const NO_ATTENDANCE: AttendanceByAge = {
  sessions: 0,
  notCounted: 0,
  all: 0,
  split: 0,
  byAudience: 0,
  byBand: NOBODY,
  squares: 0,
}

/** Adds sessions up. Sessions that did not take place, or were only hired out, count for nothing. */
export function attendanceByAge(sessions: Iterable<Counted>, basis: AgeBasis): AttendanceByAge {
  let sum = NO_ATTENDANCE
  for (const session of sessions) {
    if (isForPublic(session)) sum = addAttendance(sum, ofSession(session, basis))
  }
  return sum
}

/** Whether a session took place, and for more than those who hired the room. */
export function isForPublic({ heldState: held, runBy: by }: Counted): boolean {
  return held === 'held' && by !== 'hired'
}

export function addAttendance(a: AttendanceByAge, b: AttendanceByAge): AttendanceByAge {
  return {
    sessions: a.sessions + b.sessions,
    notCounted: a.notCounted + b.notCounted,
    all: a.all + b.all,
    split: a.split + b.split,
    byAudience: a.byAudience + b.byAudience,
    byBand: bandsOf((band) => a.byBand[band] + b.byBand[band]),
    squares: a.squares + b.squares,
  }
}

/** Who came to one session. */
interface WhoCame {
  readonly came: number
  /** Those counted by age, and how many that is. */
  readonly counted: ByReachBand
  readonly split: number
  /** The others, by whom the session was for. */
  readonly assigned: ByReachBand
}

/** @returns `null` when nobody counted */
export function whoCame(session: Counted): WhoCame | null {
  const came = attendances(session)
  if (came === null) return null
  const counted = splitOf(session)
  const split = peopleIn(counted)
  return { came, counted, split, assigned: assignedOf(session, came - split) }
}

function ofSession(session: Counted, basis: AgeBasis): AttendanceByAge {
  const who = whoCame(session)
  if (who === null) return { ...NO_ATTENDANCE, sessions: 1, notCounted: 1 }
  const { came, counted, split } = who
  const assigned = basis === 'split' ? NOBODY : who.assigned
  const byAudience = peopleIn(assigned)
  return {
    sessions: 1,
    notCounted: 0,
    all: came,
    split,
    byAudience,
    byBand: bandsOf((band) => counted[band] + assigned[band]),
    squares: (split + byAudience) ** 2,
  }
}

/** Those counted by age. A counting pad tells adults from children, and no under-five from a child of ten. */
function splitOf(session: Counted): ByReachBand {
  const { '0-4': youngest = 0, '5-11': older = 0 } = attendancesByAge(session)
  const { '12-17': teens = 0, '18+': adults = 0 } = attendancesByReturn(session)
  return { '0-4': youngest, '5-11': older, '12-17': teens, '18+': adults }
}

/** Those without a split, by whom the session was for; who came with a child is grown up. */
function assignedOf({ audience: meant, accompanying: brought }: Counted, unsplit: number): ByReachBand {
  const band = BAND_OF_AUDIENCE[meant]
  if (band === null) return NOBODY
  const grownUp = band === '18+' ? 0 : Math.min(brought ?? 0, unsplit)
  const sums = { ...NOBODY, '18+': grownUp }
  sums[band] += unsplit - grownUp
  return sums
}

export function peopleIn(byBand: ByReachBand): number {
  return REACH_BANDS.reduce((sum, band) => sum + byBand[band], 0)
}

export function bandsOf(of: (band: ReachBand) => number): ByReachBand {
  return { '0-4': of('0-4'), '5-11': of('5-11'), '12-17': of('12-17'), '18+': of('18+') }
}

/** The same in the three ages of the national return. */
export function inReturnBands(byBand: ByReachBand): {
  readonly under12: number
  readonly age12to17: number
  readonly adult: number
} {
  return {
    under12: byBand['0-4'] + byBand['5-11'],
    age12to17: byBand['12-17'],
    adult: byBand['18+'],
  }
}
