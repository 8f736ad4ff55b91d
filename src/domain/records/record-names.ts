import { linkKey } from './link-key.ts'
import { type Body, definitionOf } from './registry.ts'

/** What ids in an entry stand for, in words; the id's key for one that is not held. */
export type RecordNames = (id: string) => string

interface Named {
  readonly id: string
  readonly kind: string
  readonly body: Body
}

/** Kinds without a form, by what they are known. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  'priority-activity': ['code'],
  'plan-action': ['text'],
  'profile-figure': ['label'],
}

/** What a record is called where another one refers to it; null where it has no name of its own. */
function nameOf({ kind, body }: Named): string | null {
  // The plan's own parts are known by their numbers.
  if (kind === 'corporate-priority') return `Priority ${String(body['number'])}`
  for (const field of NAMED_BY[kind] ?? titlesOf(kind)) {
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
