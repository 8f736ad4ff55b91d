import type { Support } from '../measures/plan-support.ts'
import { type Quarter, quarterInWords } from '../time/quarter.ts'

const whole = new Intl.NumberFormat('en-GB')

/** "1 session", "1,204 sessions". */
export function countInWords(count: number, one: string, many: string): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}

/**
 * What supports a part of the plan: "12 sessions · 214 attendances". Sessions nobody counted are
 * said, because their attendances are missing from the figure and are not 0.
 */
export function supportInWords({ sessions, attendances, notCounted }: Support): string {
  if (sessions === 0) return 'No sessions'
  const held = countInWords(sessions, 'session', 'sessions')
  if (notCounted === sessions) return `${held} · attendances not counted`
  const came = `${held} · ${countInWords(attendances, 'attendance', 'attendances')}`
  if (notCounted === 0) return came
  return `${came} · ${countInWords(notCounted, 'session', 'sessions')} not counted`
}

/** The quarters of an action, "Q1 · Apr–Jun and Q2 · Jul–Sep", or that the plan gives none. */
export function quartersInWords(quarters: readonly Quarter[]): string {
  return quarters.length === 0 ? 'No quarter in the plan' : listInWords(quarters.map(quarterInWords))
}

/** "3", "3 and 5", "3, 5 and 9". */
export function listInWords(items: readonly (string | number)[]): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  return items.length === 1 ? String(last) : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** "priority 3", "priorities 3 and 5". */
export function prioritiesInWords(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'priority' : 'priorities'} ${listInWords(numbers)}`
}
