import { linkKey } from '../records/link-key.ts'

/** What ids in an entry stand for, in words; the id's key for one that is not held. */
export type PlanNames = (id: string) => string

interface Held<Body> {
  readonly id: string
  readonly body: Body
}

/** Names for lists and histories: presets by name, priorities by number, actions and activities by their code. */
export function planNames(held: {
  readonly presets: readonly Held<{ readonly name: string }>[] | undefined
  readonly priorities: readonly Held<{ readonly number: number }>[] | undefined
  readonly activities: readonly Held<{ readonly code: string }>[] | undefined
  readonly actions: readonly Held<{ readonly text: string }>[] | undefined
}): PlanNames {
  const names = new Map<string, string>([
    ...(held.presets ?? []).map(({ id, body }) => [id, body.name] as const),
    ...(held.priorities ?? []).map(({ id, body }) => [id, `Priority ${body.number}`] as const),
    ...(held.activities ?? []).map(({ id, body }) => [id, body.code] as const),
    ...(held.actions ?? []).map(({ id, body }) => [id, body.text] as const),
  ])
  return (id) => names.get(id) ?? linkKey(id)
}
