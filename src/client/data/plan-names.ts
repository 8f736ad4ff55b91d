import { useMemo } from 'react'
import { type PlanNames, planNames } from '#domain/plan/plan-names.ts'
import { useAuthority } from './authority.ts'

/** Names of what entries refer to, kept up to date on screen. */
export function usePlanNames(): PlanNames {
  const presets = useAuthority('preset')
  const priorities = useAuthority('corporate-priority')
  const activities = useAuthority('priority-activity')
  const actions = useAuthority('plan-action')
  return useMemo(
    () => planNames({ presets, priorities, activities, actions }),
    [presets, priorities, activities, actions],
  )
}
