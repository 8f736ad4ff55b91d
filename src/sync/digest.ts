import type { Body } from '#domain/records/registry.ts'

/** What a digest covers of a server's copy: which record, in which state, with which contents. */
export interface Digested {
  readonly id: string
  readonly kind: string
  readonly rev: number
  readonly seq: number
  readonly deleted: boolean
  readonly body: Body
}

/** The digest of no records. */
export const EMPTY_DIGEST = '0000000000000000'

/**
 * Sixteen hex digits that stand for one copy. Two sides that hold the same copies in a scope get the
 * same sum of them, in whatever order they came. It finds mistakes, not forgers: it is no secret hash.
 */
export function copyHash({ id, kind, rev, seq, deleted, body }: Digested): string {
  return textHash(`${id}\n${kind}\n${rev}\n${seq}\n${deleted ? 1 : 0}\n${JSON.stringify(body)}`)
}

/** Sixteen hex digits that stand for a text; as above, no secret hash. */
export function textHash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return hex(high) + hex(low)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

/** A scope's digest after copies were taken out and others put in. Both halves are sums modulo 2^32. */
export function changeDigest(digest: string, out: readonly string[], into: readonly string[]): string {
  const sum = (start: number): string => {
    let total = Number.parseInt(digest.slice(start, start + 8), 16)
    for (const hash of out) total -= Number.parseInt(hash.slice(start, start + 8), 16)
    for (const hash of into) total += Number.parseInt(hash.slice(start, start + 8), 16)
    return hex(total)
  }
  return sum(0) + sum(8)
}
