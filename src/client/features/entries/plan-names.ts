import { useMemo } from 'react'
import { linkKey } from '#domain/records/link-key.ts'
import { useAuthority } from '#client/data/authority.ts'

/** What ids in an entry stand for, in words; the id's key until read. */
export type PlanNames = (id: string) => string

/** Names for lists and histories: presets by name, priorities by number, actions and activities by their code. */
export function usePlanNames(): PlanNames {
  const presets = useAuthority('preset')
  const priorities = useAuthority('corporate-priority')
  const activities = useAuthority('priority-activity')
  const actions = useAuthority('plan-action')
  return useMemo(() => {
    const names = new Map<string, string>([
      ...(presets ?? []).map(({ id, body }) => [id, body.name] as const),
      ...(priorities ?? []).map(({ id, body }) => [id, `Priority ${body.number}`] as const),
      ...(activities ?? []).map(({ id, body }) => [id, body.code] as const),
      ...(actions ?? []).map(({ id, body }) => [id, body.text] as const),
    ])
    return (id) => names.get(id) ?? linkKey(id)
  }, [presets, priorities, activities, actions])
}
