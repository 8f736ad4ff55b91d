import type { EventSession } from '../records/event-session.ts'
import type { Cell } from './cell.ts'

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

/** What of a session decides which parts of the plan it supports. */
type Placed = Pick<
  EventSession,
  'primaryPriorityId' | 'presetId' | 'alsoPriorityIds' | 'actionIds' | 'activityIds'
>

/**
 * The parts of the plan one session is counted under. A session stands once under `all` and once
 * under its `primary` priority; `also`, `action` and `activity` overlap and are never summed.
 */
export function facetsOf(session: Placed): readonly string[] {
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

const FACET = /^(all$|(primary|preset|also|action|activity):)/

/** Adds up what sessions of several months or sites bring to the parts of the plan. */
export function sumSupport(parts: Iterable<Iterable<readonly [string, Cell]>>): SupportFigures {
  // Added up in place: a county's year is tens of thousands of additions behind one screen.
  const sum = new Map<string, { sessions: number; attendances: number; notCounted: number }>()
  for (const part of parts) {
    for (const [key, { entries, amount, notCounted }] of part) {
      const total = sum.get(key)
      if (total !== undefined) {
        total.sessions += entries
        total.attendances += amount
        total.notCounted += notCounted
      } else if (FACET.test(key)) {
        sum.set(key, { sessions: entries, attendances: amount, notCounted })
      }
    }
  }
  return sum
}

/** The facets that name a part of the plan by its id. */
const PART_FACETS = ['primary', 'also', 'action', 'activity']

/**
 * The figures, also under the ids of parts that go on from those of an earlier plan: sessions keep naming the
 * first of them, so what is counted there is counted for each.
 */
export function withContinued(
  figures: SupportFigures,
  parts: readonly { readonly id: string; readonly body: { readonly continues: string | null } }[],
): SupportFigures {
  const all = new Map(figures)
  for (const { id, body } of parts) {
    for (const facet of body.continues === null ? [] : PART_FACETS) {
      const support = figures.get(`${facet}:${body.continues}`)
      if (support !== undefined) all.set(`${facet}:${id}`, support)
    }
  }
  return all
}
