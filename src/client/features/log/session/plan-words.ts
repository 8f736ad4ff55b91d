import { useMemo } from 'react'
import { firstOf } from '#domain/plan/next-plan.ts'
import { type HeldPlans, type PlanPart, wordingOf } from '#domain/plan/plan-part.ts'
import { planInForce } from '#domain/plan/plan-tree.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { type FinancialYear, financialYearOf } from '#domain/time/quarter.ts'
import { useHeldPlans } from '#client/data/plan-tree.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

/** The plan's own wording for the priorities, activities and actions a session names by id; the id's key until it is read. */
export function usePlanWords(): (id: string) => string {
  const { clock } = useTablet()
  const held = useHeldPlans()
  const year = financialYearOf(clock.today())
  return useMemo(() => {
    const words = held === undefined ? new Map<string, string>() : wordsIn(held, year)
    return (id) => words.get(id) ?? linkKey(id)
  }, [held, year])
}

/** A part that goes on in the plan in force is worded as it is there. */
function wordsIn({ plans, parts }: HeldPlans, year: FinancialYear): Map<string, string> {
  const inForce = planInForce(plans, year)?.id
  const now = parts.filter(({ body, deleted }) => body.planId === inForce && !deleted)
  return new Map([
    ...parts.map((part): [string, string] => [part.id, wordsOf(part)]),
    ...now.map((part): [string, string] => [firstOf(part), wordsOf(part)]),
  ])
}

function wordsOf(part: PlanPart): string {
  if (part.line === 'priority') return `${part.body.number}. ${part.body.title}`
  return part.line === 'activity' ? `${part.body.code} ${part.body.text}` : wordingOf(part)
}
