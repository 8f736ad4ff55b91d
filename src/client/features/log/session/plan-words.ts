import { useMemo } from 'react'
import { linkKey } from '#domain/records/link-key.ts'
import { useAuthority } from '#client/data/authority.ts'

/** The plan's own wording for the priorities, activities and actions a session names by id; the id's key until it is read. */
export function usePlanWords(): (id: string) => string {
  const priorities = useAuthority('corporate-priority')
  const activities = useAuthority('priority-activity')
  const actions = useAuthority('plan-action')
  return useMemo(() => {
    const words = new Map<string, string>([
      ...(priorities ?? []).map(({ id, body }) => [id, `${body.number}. ${body.title}`] as const),
      ...(activities ?? []).map(({ id, body }) => [id, `${body.code} ${body.text}`] as const),
      ...(actions ?? []).map(({ id, body }) => [id, body.text] as const),
    ])
    return (id) => words.get(id) ?? linkKey(id)
  }, [priorities, activities, actions])
}
