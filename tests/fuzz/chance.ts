import { seededRandom } from '#support/seeded-random.ts'

/** Chance that can be had again, in the shapes a request is made of. */
export interface Chance {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number
  /** True in this part of all cases, from 0 to 1. */
  often(part: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** By weight: `{ push: 3, pull: 1 }` gives `push` three times out of four. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name
  uuid(): string
  /** As many characters of base64url. */
  token(length: number): string
  bytes(length: number): Uint8Array
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The chance of one request: the same for the same run and place in it, whatever was thrown before. */
export function chanceOf(seed: number, index: number): Chance {
  const next = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new RangeError('There is nothing to pick from')
    // The place is one of the list's own, which is not empty.
    return items[below(items.length)] as Item
  }
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('')
  return {
    below,
    often: (part) => next() < part,
    pick,
    weighed: <Name extends string>(weights: Readonly<Record<Name, number>>): Name => {
      // The keys of an object that nothing adds to.
      const names = Object.keys(weights) as Name[]
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0)
      return names.find((name) => (left -= weights[name]) < 0) ?? pick(names)
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    token: (length) => Array.from({ length }, () => BASE64URL[below(64)]).join(''),
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  }
}
