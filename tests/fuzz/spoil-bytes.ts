import { gzipSync } from 'node:zlib'
import type { Chance } from './chance.ts'

/** A body as it goes over the wire, and what its headers say of it. */
export interface SentBody {
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

const GZIP = { 'content-encoding': 'gzip' }
/** Ten megabytes of nothing and of white space, in ten kilobytes. */
const BOMB = gzipSync(new Uint8Array(10 * 1024 * 1024))
const JSON_BOMB = gzipSync(`${' '.repeat(10 * 1024 * 1024)}{}`)

const textSpoilers: readonly ((text: string, chance: Chance) => string)[] = [
  (text, chance) => text.slice(0, chance.below(text.length)),
  (text) => `\ufeff${text}`,
  (text) => `${text}${text}`,
  (text) => `${text}\u0000`,
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace('}', ',}'),
  (text) => `/* */${text}`,
  (text, chance) =>
    text.replace(
      /:\d+/,
      `:${chance.pick(['1e999', '-1e999', 'NaN', 'Infinity', '01', '0x1', '-', '1.', '+1', '9'.repeat(400)])}`,
    ),
  (text, chance) =>
    text.replace(
      /:"[^"]*"/,
      `:${chance.pick(['undefined', '"\\u12"', '"\\x"', '"\t"', '"\\ud800"', 'new Date()'])}`,
    ),
  // The same key twice: the last one counts.
  (text) => text.replace('{', '{"lineage":null,"ops":[],"protocol":1,'),
  (text, chance) => {
    const at = chance.below(text.length)
    return text.slice(0, at) + String.fromCharCode(chance.below(0x180)) + text.slice(at + 1)
  },
]

/** Spoils a body between its JSON and the wire: its text, its encoding, its compression or what it is said to be. */
export function spoilBytes(text: string, chance: Chance): SentBody {
  const plain = Buffer.from(text)
  switch (chance.weighed({ text: 8, bytes: 3, encoding: 2, gzip: 6, headers: 4, none: 1 })) {
    case 'text':
      return {
        bytes: Buffer.from(chance.pick(textSpoilers)(text, chance)),
        headers: chance.often(0.2) ? GZIP : {},
      }
    case 'bytes':
      return { bytes: flipped(plain, chance), headers: {} }
    case 'encoding':
      return {
        bytes: Buffer.from(text, chance.pick(['utf16le', 'latin1', 'hex', 'base64'] as const)),
        headers: {},
      }
    case 'gzip':
      return { bytes: spoiltGzip(plain, chance), headers: GZIP }
    case 'headers':
      return { bytes: plain, headers: spoiltHeaders(plain, chance) }
    case 'none':
      return { bytes: chance.bytes(chance.below(3)), headers: {} }
  }
}

function flipped(bytes: Uint8Array, chance: Chance): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let left = 1 + chance.below(8); left > 0; left -= 1)
    copy[chance.below(copy.length)] = chance.below(256)
  return copy
}

function spoiltGzip(plain: Uint8Array, chance: Chance): Uint8Array {
  const packed = gzipSync(plain)
  switch (
    chance.weighed({ whole: 3, cut: 3, flipped: 3, twice: 1, members: 1, tail: 1, noise: 1, bomb: 0.3 })
  ) {
    case 'whole':
      return packed
    case 'cut':
      return packed.subarray(0, chance.below(packed.length))
    case 'flipped':
      return flipped(packed, chance)
    case 'twice':
      return gzipSync(packed)
    case 'members':
      return Buffer.concat([packed, packed])
    case 'tail':
      return Buffer.concat([packed, chance.bytes(20)])
    case 'noise':
      return Buffer.concat([packed.subarray(0, 10), chance.bytes(chance.below(2000))])
    case 'bomb':
      return chance.pick([BOMB, JSON_BOMB])
  }
}

function spoiltHeaders(bytes: Uint8Array, chance: Chance): Record<string, string> {
  return chance.pick<Record<string, string>>([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json'.repeat(50) },
    { 'content-type': '' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-encoding': 'br' },
    { 'content-encoding': 'gzip, gzip' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': ' GZIP ' },
    { 'content-encoding': 'identity' },
    { 'content-length': '-1' },
    { 'content-length': 'NaN' },
    { 'content-length': '1e9' },
    { 'content-length': String(bytes.length + 100) },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'http://[', host: '[' },
    { 'sec-fetch-site': 'cross-site' },
    { 'x-forwarded-for': ','.repeat(500) },
    { 'accept-encoding': 'gzip;q=NaN, *;q=0' },
    { range: 'bytes=0-18446744073709551615,-1' },
    { 'if-none-match': '"'.repeat(200) },
    { cookie: '__proto__=1; constructor=2' },
  ])
}
