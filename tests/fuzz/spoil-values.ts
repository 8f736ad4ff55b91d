import type { Chance } from './chance.ts'

/** Anything JSON can hold; spoilt in place, so the arrays and objects are a request's own. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Keys that mean something to JavaScript itself. */
const MAGIC_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'length',
]

const ODD_VALUES: readonly Json[] = [
  null,
  true,
  false,
  '',
  ' ',
  '0',
  'NaN',
  'Infinity',
  '-0',
  'null',
  'undefined',
  '[object Object]',
  'true',
  0,
  -0,
  -1,
  0.5,
  1.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  -(2 ** 63),
  1e21,
  1e308,
  -1e308,
  5e-324,
  '\ud800',
  '\udfff\ud800',
  '\u0000',
  'a\u0000b',
  '\ufeff',
  '\u202e',
  'é',
  '🏛️',
  '﷽',
  '\n',
  "'; drop table records; --",
  '2026-02-30',
  '0000-00-00',
  '99:99',
  '../..',
  'site/abingdon',
  'site/nowhere',
  'authority',
  'conflict/x',
  'review/',
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: -1 },
  { '': '' },
]

/** What stands in the text for something too large or too deep to be written as a value; see `asText`. */
const LARGE = /"@@(deep|hollow|list|long):(\d+)@@"/g

const SPOILING = {
  odd: 8,
  known: 4,
  retype: 4,
  remove: 4,
  another: 3,
  swap: 2,
  magic: 2,
  large: 1,
  more: 2,
} as const

/** Spoils a body in one to four places. @param known ids and secrets of the server's own, which spoilt bodies use in wrong places */
export function spoilValue(body: Json, chance: Chance, known: readonly string[]): Json {
  const holder: { [key: string]: Json } = { body }
  for (let left = 1 + chance.below(4); left > 0; left -= 1) spoilOnce(holder, chance, known)
  return holder['body'] ?? null
}

interface Place {
  readonly at: Json[] | { [key: string]: Json }
  readonly key: string
}

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [{ at: value, key }, ...placesIn(inner)])
}

function spoilOnce(holder: { [key: string]: Json }, chance: Chance, known: readonly string[]): void {
  const places = placesIn(holder)
  // The whole body was taken away before.
  if (places.length === 0) return
  const { at, key } = chance.pick(places)
  const value = valueAt({ at, key })
  switch (chance.weighed(SPOILING)) {
    case 'odd':
      return put(at, key, chance.pick(ODD_VALUES))
    case 'known':
      return put(at, key, chance.pick(known))
    case 'retype':
      return put(at, key, retyped(value, chance))
    case 'remove':
      if (Array.isArray(at)) at.splice(Number(key), 1)
      else delete at[key]
      return
    case 'another':
      return put(at, `${key}${chance.pick(['', '2', ' ', '/x', '/'])}`, chance.pick(places).at)
    case 'swap':
      return put(at, key, valueAt(chance.pick(places)))
    case 'magic':
      return put(at, chance.pick(MAGIC_KEYS), chance.pick(ODD_VALUES))
    case 'large':
      return put(at, key, large(chance))
    case 'more':
      if (Array.isArray(at)) at.push(...at.slice(0, 300).map((item) => structuredClone(item)))
      else put(at, chance.token(8), value)
  }
}

function valueAt({ at, key }: Place): Json {
  return (Array.isArray(at) ? at[Number(key)] : at[key]) ?? null
}

/** A copy, as an own property even under `__proto__`; a list, which has no keys, grows by it. */
function put(at: Json[] | { [key: string]: Json }, key: string, given: Json): void {
  const value = structuredClone(given)
  if (!Array.isArray(at)) {
    Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true })
  } else if (Object.hasOwn(at, key) && key !== 'length') {
    at[Number(key)] = value
  } else {
    at.push(value)
  }
}

function retyped(value: Json, chance: Chance): Json {
  if (typeof value === 'string') {
    return chance.pick<Json>([
      [value],
      { value },
      value.length,
      `${value} `,
      value.toUpperCase(),
      value.slice(1),
    ])
  }
  if (typeof value === 'number') {
    return chance.pick<Json>([
      String(value),
      -value,
      value + 0.5,
      value * 1e18,
      [value],
      value + 1,
      value - 1,
    ])
  }
  return chance.pick<Json>([JSON.stringify(value), [value], { 0: value }, 1])
}

function large(chance: Chance): Json {
  const size = Math.floor(10 ** (1 + chance.below(400) / 100))
  const kind = chance.pick(['deep', 'hollow', 'list', 'long'])
  // Now and then it is more than a request may be.
  return `@@${kind}:${chance.often(0.05) ? size * 8 : size}@@`
}

/** A body as JSON, with what is too large or too deep to be built written straight into the text. */
export function asText(body: Json): string {
  return JSON.stringify(body).replace(LARGE, (_whole, kind: string, digits: string) => {
    const size = Number(digits)
    if (kind === 'deep') return '['.repeat(size) + ']'.repeat(size)
    if (kind === 'hollow') return `${'{"a":'.repeat(size)}1${'}'.repeat(size)}`
    return kind === 'list' ? `[${'0,'.repeat(size)}0]` : `"${'x'.repeat(size)}"`
  })
}
