import { linkKey } from './link-key.ts'
import { type Body, definitionOf } from './registry.ts'

/** What ids in an entry stand for, in words; the id's key for one that is not held. */
export type RecordNames = (id: string) => string

interface Named {
  readonly id: string
  readonly kind: string
  readonly body: Body
}

/** What a record is called where another one refers to it; null where it has no name of its own. */
function nameOf({ kind, body }: Named): string | null {
  // The plan's own parts are known by their numbers.
  if (kind === 'corporate-priority') return `Priority ${String(body['number'])}`
  const named = kind === 'priority-activity' ? ['code'] : kind === 'plan-action' ? ['text'] : titlesOf(kind)
  for (const field of named) {
    const value = body[field]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

function titlesOf(kind: string): readonly string[] {
  return definitionOf(kind)?.form?.titled ?? []
}

/** Names for lists and histories, from the records that entries may refer to. */
export function recordNames(held: readonly Named[]): RecordNames {
  const names = new Map(held.map((record) => [record.id, nameOf(record)]))
  return (id) => names.get(id) ?? linkKey(id)
}
