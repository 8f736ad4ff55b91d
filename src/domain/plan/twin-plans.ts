import type { FinancialYear } from '../time/quarter.ts'
import { codeOf, type HeldPlans, partsOf, type PlanPart, wordingOf } from './plan-part.ts'
import type { Plan } from './plan-records.ts'
import { type Named, planInForce } from './plan-tree.ts'

/** One of several plans for the same year, as two tablets may begin without knowing of each other. */
export interface TwinPlan {
  readonly plan: Named<Plan>
  /** Whether it is the one that is shown. */
  readonly isInForce: boolean
  /** How many parts it has. */
  readonly parts: number
  /** Those that none of the others has, worded as it is there. */
  readonly onlyHere: readonly PlanPart[]
}

/** The plans of a year where it has more than one, that in force first; none where it has one. */
export function twinPlans({ plans, parts }: HeldPlans, year: FinancialYear): readonly TwinPlan[] {
  const ofYear = plans.filter(({ body }) => body.year === year)
  if (ofYear.length < 2) return []
  const inForce = planInForce(ofYear, year)
  const own = new Map(ofYear.map(({ id }) => [id, partsOf(id, parts).filter(({ deleted }) => !deleted)]))
  return ofYear
    .map((plan): TwinPlan => {
      const here = own.get(plan.id) ?? []
      const others = ofYear.filter(({ id }) => id !== plan.id).flatMap(({ id }) => own.get(id) ?? [])
      const said = new Set(others.map(whatItSays))
      return {
        plan,
        isInForce: plan.id === inForce?.id,
        parts: here.length,
        onlyHere: here.filter((part) => !said.has(whatItSays(part))),
      }
    })
    .toSorted((a, b) => Number(b.isInForce) - Number(a.isInForce) || (a.plan.id < b.plan.id ? -1 : 1))
}

function whatItSays(part: PlanPart): string {
  return [part.line, codeOf(part), wordingOf(part)].join('\n')
}
