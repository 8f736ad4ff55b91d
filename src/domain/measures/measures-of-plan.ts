import type { Named, PlanTree } from '../plan/plan-tree.ts'
import type { CorporatePriority } from '../plan/plan-records.ts'
import { measures } from './all-measures.ts'
import type { Measure } from './define-measure.ts'

/** Measures that stand together: under a priority of the plan, or as those of its delivery. */
export interface MeasureGroup {
  /** Null for the delivery of the plan. */
  readonly priority: number | null
  readonly measures: readonly Measure[]
}

/**
 * Every measure a service uses, by the priorities of its plan. A plan that names its measures has those, and
 * those of its delivery; one that names none has all there are, under the priorities their numbers begin with.
 */
export function measureGroups(plan: Pick<PlanTree, 'branches'> | null): readonly MeasureGroup[] {
  const priorities = (plan?.branches ?? []).map(({ priority }) => priority)
  const delivery = { priority: null, measures: measures.filter(({ priority }) => priority === null) }
  if (priorities.every(({ body }) => namedIn(body).length === 0)) {
    const numbers = new Set(measures.flatMap(({ priority }) => priority ?? []))
    return [...[...numbers].map((priority) => ({ priority, measures: byNumber(priority) })), delivery]
  }
  return [...priorities.map(groupOf), delivery]
}

/** The priority a measure stands under in a plan; null for the delivery of the plan, or where it does not stand. */
export function priorityOf(plan: Pick<PlanTree, 'branches'> | null, measure: Measure): number | null {
  return measureGroups(plan).find((group) => group.measures.includes(measure))?.priority ?? null
}

function groupOf({ body }: Named<CorporatePriority>): MeasureGroup {
  const named = namedIn(body)
  return { priority: body.number, measures: measures.filter(({ id }) => named.includes(id)) }
}

function namedIn({ measures: named }: CorporatePriority): readonly string[] {
  return named ?? []
}

function byNumber(number: number): readonly Measure[] {
  return measures.filter(({ priority }) => priority === number)
}
