import { v7 } from 'uuid'

/** Those of a uuid's 16 bytes that are drawn anew for each one. */
const FRESH_FROM = 12

/**
 * Makes uuids of version 7 that have as much in common as they may: the millisecond, a count of 32 bits that
 * begins anywhere, ten bits of chance that stay, and 32 bits of chance of their own. A batch of operations is
 * little besides its ids once it is compressed, and those that one page has made come out at half the size.
 * One page never makes the same twice, by the count, nor do two pages, by all 74 bits.
 */
export function idMaker(
  now: () => number,
  fill: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
): () => string {
  const random = new Uint8Array(16)
  fill(random)
  let seq = new DataView(random.buffer).getUint32(0)
  return () => {
    seq = (seq + 1) >>> 0
    fill(random.subarray(FRESH_FROM))
    return v7({ msecs: now(), seq, random })
  }
}
