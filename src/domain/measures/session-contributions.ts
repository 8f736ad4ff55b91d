import {
  attendances,
  attendancesByAge,
  attendancesByReturn,
  type EventSession,
} from '../records/event-session.ts'
import { countedForAttendance } from '../records/headcount.ts'
import type { CountMethod } from '../records/vocabulary.ts'
import type { Basis, Contribution } from './cell.ts'
import { facetsOf } from './plan-support.ts'

const CARER_AWARE_PRESET = 'preset/carers-reminiscence'
const CARER_AWARE_GROUPS: ReadonlySet<string> = new Set([
  'target-group/carers',
  'target-group/disabled-people',
])

/**
 * What a session adds. One that was not held, that nobody came to, or that only hired the room adds
 * nothing; one held but not counted is a session whose attendances are missing.
 */
export function sessionContributions(session: EventSession, scope: string): readonly Contribution[] {
  if (session.heldState !== 'held' || session.runBy === 'hired') return []
  const came = attendances(session)
  if (came === 0) return []
  const basis = basisOf(session.countMethod)
  const groups = session.targetGroupIds ?? []
  const isCarerAware =
    session.presetId === CARER_AWARE_PRESET || groups.some((id) => CARER_AWARE_GROUPS.has(id))
  const keys = [
    ...facetsOf(session),
    `session-at:${scope}`,
    ...(groups.length > 0 ? ['targeted'] : []),
    ...(isCarerAware ? ['carer-aware'] : []),
  ]
  return [
    ...keys.map((key) => ({ key, amount: came, basis })),
    ...underFives(session, came, basis),
    ...firstTimers(session, came, basis),
  ]
}

function basisOf(method: CountMethod): Basis | undefined {
  return method === 'estimated' || method === 'sampled' ? method : undefined
}

/**
 * Under fives where ages were counted; at a session for under fives where they were not, everyone who came
 * but the adults said to have brought somebody.
 */
function underFives(
  session: EventSession,
  came: number | null,
  basis: Basis | undefined,
): readonly Contribution[] {
  const hasAges = countedForAttendance(session.counts).some(({ split }) => split === 'age')
  if (hasAges) {
    const people = attendancesByAge(session)['0-4']
    return people === undefined || people === 0 ? [] : [{ key: 'under-five', amount: people, basis }]
  }
  if (session.audience !== '0-4') return []
  const children = came === null ? null : childrenAt(session, came)
  return [{ key: 'under-five', amount: children, basis }]
}

/** A counting pad tells children from adults; without one, those who brought somebody are taken off. */
function childrenAt(session: EventSession, came: number): number {
  const isOnPad = countedForAttendance(session.counts).some(({ split }) => split === 'return')
  if (isOnPad) return attendancesByReturn(session)['under-12'] ?? 0
  return Math.max(0, came - (session.accompanying ?? 0))
}

/** Sessions where hands were counted: those here for the first time, and all who came to these sessions. */
function firstTimers(
  session: EventSession,
  came: number | null,
  basis: Basis | undefined,
): readonly Contribution[] {
  const hands = session.firstTimers ?? null
  if (hands === null || came === null) return []
  return [
    { key: 'first-timers', amount: hands, basis },
    { key: 'first-timers-asked', amount: came, basis },
  ]
}
