import { attendances, type EventSession } from '../records/event-session.ts'

/**
 * What sessions bring to one part of the plan.
 *
 * `sessions` counts those held with at least one person, and those held but not counted; a session
 * nobody came to, cancelled, postponed, void, or only hired out supports nothing. `attendances`
 * counts presences: someone who comes weekly counts every week. `notCounted` says how many of the
 * sessions have no number, so that the attendances are known to be short.
 */
export interface Support {
  readonly sessions: number
  readonly attendances: number
  readonly notCounted: number
}

/** Support by part of the plan; see {@link facetsOf} for the keys. */
export type SupportFigures = ReadonlyMap<string, Support>

export const NO_SUPPORT: Support = { sessions: 0, attendances: 0, notCounted: 0 }

/** What of a session decides what it brings to the plan. */
type Supporting = Pick<
  EventSession,
  'heldState' | 'runBy' | 'primaryPriorityId' | 'presetId' | 'alsoPriorityIds' | 'actionIds' | 'activityIds'
> &
  Parameters<typeof attendances>[0]

/** The version of these rules; figures kept under another version are worked out again. */
export const SUPPORT_VERSION = 1

/**
 * The parts of the plan one session is counted under. A session stands once under `all` and once
 * under its `primary` priority; `also`, `action` and `activity` overlap and are never summed.
 */
function facetsOf(session: Supporting): readonly string[] {
  return [
    'all',
    `primary:${session.primaryPriorityId}`,
    `preset:${session.presetId}`,
    ...new Set(
      session.alsoPriorityIds.filter((id) => id !== session.primaryPriorityId).map((id) => `also:${id}`),
    ),
    ...new Set(session.actionIds.map((id) => `action:${id}`)),
    ...new Set(session.activityIds.map((id) => `activity:${id}`)),
  ]
}

/** What one session adds to each of its facets; null when it supports nothing. */
function supportOf(session: Supporting): Support | null {
  if (session.heldState !== 'held' || session.runBy === 'hired') return null
  const came = attendances(session)
  if (came === 0) return null
  return { sessions: 1, attendances: came ?? 0, notCounted: came === null ? 1 : 0 }
}

/** Adds one session to running figures, or takes it out again with `times` −1. */
export function addSupport(figures: Map<string, Support>, session: Supporting, times: 1 | -1): void {
  const support = supportOf(session)
  if (support === null) return
  for (const facet of facetsOf(session)) {
    const before = figures.get(facet) ?? NO_SUPPORT
    figures.set(facet, {
      sessions: before.sessions + times * support.sessions,
      attendances: before.attendances + times * support.attendances,
      notCounted: before.notCounted + times * support.notCounted,
    })
  }
}

/** Adds figures of several months or sites together. */
export function sumSupport(parts: Iterable<Iterable<readonly [string, Support]>>): SupportFigures {
  // Added up in place: a county's year is tens of thousands of additions behind one screen.
  const sum = new Map<string, { sessions: number; attendances: number; notCounted: number }>()
  for (const part of parts) {
    for (const [facet, support] of part) {
      const total = sum.get(facet)
      if (total === undefined) {
        sum.set(facet, { ...support })
        continue
      }
      total.sessions += support.sessions
      total.attendances += support.attendances
      total.notCounted += support.notCounted
    }
  }
  return sum
}
