/**
 * A schema as text: the same for the same shape, another for any other. Covers what valibot schemas are
 * made of: types, entries, options, literals, lengths, patterns, defaults and pipes.
 */
export function schemaText(schema: unknown): string {
  return JSON.stringify(described(schema))
}

/** What of a schema says something about the values it takes; the rest is for errors and for types. */
const TELLING = [
  'type',
  'entries',
  'rest',
  'options',
  'literal',
  'key',
  'value',
  'item',
  'items',
  'wrapped',
  'default',
  'requirement',
] as const

function described(part: unknown): unknown {
  if (part instanceof RegExp) return String(part)
  // What a function checks cannot be seen; that there is one, the type beside it says.
  if (typeof part === 'function' || typeof part === 'bigint') return null
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map(described)
  if (!('kind' in part && 'type' in part)) return entriesOf(part)
  // A pipe begins with the schema it is made of, so that what stands beside it is there already.
  if ('pipe' in part) return { pipe: described(part.pipe) }
  // How valibot tells a uuid is its own affair; how we tell an id is ours.
  const isOurs = part.type === 'regex' || !('requirement' in part && part.requirement instanceof RegExp)
  const told = TELLING.filter((name) => name in part && (isOurs || name !== 'requirement'))
  return Object.fromEntries(told.map((name) => [name, described(Reflect.get(part, name))]))
}

/** The order in which entries are written down does not matter on the wire. */
function entriesOf(entries: object): unknown {
  const sorted = Object.entries(entries).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return sorted.map(([name, entry]) => [name, described(entry)])
}
