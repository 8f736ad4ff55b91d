import { useMemo } from 'react'
import { latestPlan, planTree, type PlanTree } from '#domain/plan/plan-tree.ts'
import { useAuthority } from './authority.ts'

/** The latest plan this tablet holds; null when it holds none yet, `undefined` until read. */
export function usePlanTree(): PlanTree | null | undefined {
  const plans = useAuthority('plan')
  const priorities = useAuthority('corporate-priority')
  const promises = useAuthority('promise')
  const activities = useAuthority('priority-activity')
  const actions = useAuthority('plan-action')
  return useMemo(() => {
    if (!plans || !priorities || !promises || !activities || !actions) return undefined
    const plan = latestPlan(plans)
    return plan === undefined ? null : planTree(plan, { priorities, promises, activities, actions })
  }, [plans, priorities, promises, activities, actions])
}
