import type { FinancialYear, Quarter } from '../time/quarter.ts'
import type { PlanAction } from './plan-action.ts'
import type { CorporatePriority, Plan, PlanPromise, PriorityActivity } from './plan-records.ts'

/** A record with the id others refer to it by. */
export interface Named<Body> {
  readonly id: string
  readonly body: Body
}

/** Everything the authority holds about plans, in any order and of any year. */
export interface PlanRecords {
  readonly priorities: readonly Named<CorporatePriority>[]
  readonly promises: readonly Named<PlanPromise>[]
  readonly activities: readonly Named<PriorityActivity>[]
  readonly actions: readonly Named<PlanAction>[]
}

/** One place where the plan prints an action. An action printed in three places is still one action. */
export interface ActionPlace {
  readonly action: Named<PlanAction>
  /** Quarters printed at this very place, which may be fewer than the action has. */
  readonly quarters: readonly Quarter[]
  /** The place's turn among those the action has under this priority, from 1. */
  readonly printing: number
  /** Numbers of the other priorities it stands under. */
  readonly alsoUnder: readonly number[]
}

/** One priority with all that stands under it, in printed order. */
export interface PriorityBranch {
  readonly priority: Named<CorporatePriority>
  readonly promises: readonly Named<PlanPromise>[]
  readonly activities: readonly Named<PriorityActivity>[]
  readonly places: readonly ActionPlace[]
}

export interface PlanTree {
  readonly plan: Named<Plan>
  readonly branches: readonly PriorityBranch[]
}

/**
 * The plan that is in force in a year: that year's own, or else the latest of before, or else the first there
 * is. A plan begun for a later year is not in force yet. Of two for one year it is the one begun first, on every
 * tablet alike. `undefined` while none is held.
 */
export function planInForce(plans: readonly Named<Plan>[], year: FinancialYear): Named<Plan> | undefined {
  // Ids grow with time: the lowest is the first.
  const ordered = plans.toSorted((a, b) => a.body.year - b.body.year || (a.id < b.id ? 1 : -1))
  return ordered.findLast(({ body }) => body.year <= year) ?? ordered[0]
}

/** Puts one year's plan together as it is printed. Records of other plans are left out. */
export function planTree(plan: Named<Plan>, records: PlanRecords): PlanTree {
  const priorities = ofPlan(plan, records.priorities).toSorted((a, b) => a.body.number - b.body.number)
  const promises = ofPlan(plan, records.promises).toSorted((a, b) => byCode(a.body.code, b.body.code))
  const activities = ofPlan(plan, records.activities).toSorted((a, b) => byCode(a.body.code, b.body.code))
  const actions = ofPlan(plan, records.actions).toSorted((a, b) => a.body.order - b.body.order)
  const numbers = new Map(priorities.map(({ id, body }) => [id, body.number]))
  return {
    plan,
    branches: priorities.map((priority) => ({
      priority,
      promises: promises.filter(({ body }) => body.priorityIds.includes(priority.id)),
      activities: activities.filter(({ body }) => body.priorityIds.includes(priority.id)),
      places: actions.flatMap((action) => placesUnder(priority.id, action, numbers)),
    })),
  }
}

function ofPlan<Body extends { readonly planId: string }>(
  plan: Named<Plan>,
  records: readonly Named<Body>[],
): readonly Named<Body>[] {
  return records.filter(({ body }) => body.planId === plan.id)
}

/** Compares codes by their numbers, so that 1.10 comes after 1.9. */
function byCode(a: string, b: string): number {
  return a.localeCompare(b, 'en-GB', { numeric: true })
}

function placesUnder(
  priorityId: string,
  action: Named<PlanAction>,
  numbers: ReadonlyMap<string, number>,
): readonly ActionPlace[] {
  const others = new Set(
    action.body.places.map((place) => place.priorityId).filter((id) => id !== priorityId),
  )
  const alsoUnder = [...others].flatMap((id) => numbers.get(id) ?? [])
  return action.body.places
    .filter((place) => place.priorityId === priorityId)
    .map((place, index) => ({ action, quarters: place.quarters, printing: index + 1, alsoUnder }))
}

/** The distinct actions that stand in some branches, in printed order. */
export function actionsIn(branches: readonly PriorityBranch[]): readonly Named<PlanAction>[] {
  const actions = new Map(
    branches.flatMap(({ places }) =>
      places.map(({ action }): [string, Named<PlanAction>] => [action.id, action]),
    ),
  )
  return [...actions.values()].toSorted((a, b) => a.body.order - b.body.order)
}

/** The branch a cross-reference points at; `undefined` when a priority refers nowhere. */
export function referredBranch(tree: PlanTree, branch: PriorityBranch): PriorityBranch | undefined {
  const reference = branch.priority.body.crossReference
  if (reference === null) return undefined
  return tree.branches.find(({ priority }) => priority.id === reference.priorityId)
}
