import * as v from 'valibot'
import { type Theme, themeSchema } from '../records/vocabulary.ts'
import { type Quarter, quarterSchema } from '../time/quarter.ts'
import type { PlanAction } from './plan-action.ts'
import type { PlanTree, PriorityBranch } from './plan-tree.ts'

/** A quarter, or the actions to which the plan gives none; "unprofiled" is a state, not a missing answer. */
const quarterChoiceSchema = v.union([quarterSchema, v.literal('unprofiled')])
export type QuarterChoice = v.InferOutput<typeof quarterChoiceSchema>

/** What to see of the plan; null means everything. */
export interface PlanFilter {
  readonly theme: Theme | null
  readonly quarter: QuarterChoice | null
}

export interface FilteredPlan {
  readonly branches: readonly PriorityBranch[]
  /** Numbers of the priorities that are left out, so that a screen can say so. */
  readonly leftOut: readonly number[]
}

/** Reads a theme as a link may carry it; anything else is no filter. */
export function readTheme(text: string | null): Theme | null {
  const parsed = v.safeParse(themeSchema, text)
  return parsed.success ? parsed.output : null
}

/** Reads a quarter, or "unprofiled", as a link may carry it; anything else is no filter. */
export function readQuarterChoice(text: string | null): QuarterChoice | null {
  const parsed = v.safeParse(quarterChoiceSchema, text)
  return parsed.success ? parsed.output : null
}

/**
 * Narrows the plan to a theme, a quarter, or both.
 *
 * The plan prints themes beside promises and nowhere else. So a theme narrows promises to those that
 * carry it, and keeps the activities and actions of every priority that has such a promise whole:
 * nothing in the plan ties an action to one promise of its priority. A priority without a promise has
 * no theme and is left out. A quarter narrows actions; a priority none of whose actions is left is
 * left out too.
 */
export function filterPlan(tree: PlanTree, filter: PlanFilter): FilteredPlan {
  const branches = tree.branches.flatMap((branch) => narrow(branch, filter) ?? [])
  const kept = new Set(branches.map(({ priority }) => priority.id))
  const leftOut = tree.branches.flatMap(({ priority }) => (kept.has(priority.id) ? [] : priority.body.number))
  return { branches, leftOut }
}

function narrow(branch: PriorityBranch, { theme, quarter }: PlanFilter): PriorityBranch | null {
  const promises =
    theme === null ? branch.promises : branch.promises.filter(({ body }) => body.themes.includes(theme))
  if (theme !== null && promises.length === 0) return null
  const places =
    quarter === null ? branch.places : branch.places.filter(({ action }) => isIn(action.body, quarter))
  if (quarter !== null && places.length === 0) return null
  return { ...branch, promises, places }
}

/** Whether an action is profiled to a quarter, or, for "unprofiled", to none anywhere in the plan. */
function isIn(action: { readonly quarters: readonly Quarter[] }, quarter: QuarterChoice): boolean {
  return quarter === 'unprofiled' ? action.quarters.length === 0 : action.quarters.includes(quarter)
}

/** How many actions have each quarter, and how many have none. One with two quarters counts in both. */
export function quarterCounts(
  actions: readonly { readonly body: PlanAction }[],
): ReadonlyMap<QuarterChoice, number> {
  const choices: readonly QuarterChoice[] = [...quarterSchema.options, 'unprofiled']
  return new Map(choices.map((choice) => [choice, actions.filter(({ body }) => isIn(body, choice)).length]))
}
