import { gzipSync } from 'node:zlib'
import type { Chance } from './chance.ts'
import type { FuzzRequest } from './fuzz-request.ts'
import type { Known } from './known.ts'
import { type SentBody, spoilBytes } from './spoil-bytes.ts'
import { asText } from './spoil-values.ts'
import { validBody } from './valid-requests.ts'
import { mayChange } from './what-may-change.ts'

export interface RawBytes {
  /** Sent one after the other, with a moment in between. */
  readonly parts: readonly Uint8Array[]
  /** Whether the server has all it can wait for, and so owes an answer or the end of the connection. */
  readonly isWhole: boolean
}

/** A request as bytes. */
export function asHttp({ method, target, headers, body }: FuzzRequest): Uint8Array {
  const length =
    body === null || headers['content-length'] !== undefined ? {} : { 'content-length': String(body.length) }
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers, ...length })
  const head = `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head), body ?? Buffer.alloc(0)])
}

/** A push that would be taken, were nothing broken about it. */
function push(known: Known, chance: Chance): FuzzRequest {
  const [tablet] = known.tablets
  if (tablet === undefined) throw new RangeError('There is no tablet')
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${tablet.credential}` }
  const body = Buffer.from(asText(validBody('push', tablet, known, chance)))
  return { route: 'push', method: 'POST', target: '/api/sync/push', headers, body }
}

function headOf({ method, target, headers }: FuzzRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines.join('')}`
}

export function brokenLength(known: Known, chance: Chance): RawBytes {
  const request = push(known, chance)
  const body = request.body ?? Buffer.alloc(0)
  const lengths = [
    ['-1', true],
    ['x', true],
    ['1e3', true],
    ['0x10', true],
    [`+${body.length}`, true],
    ['9'.repeat(40), true],
    ['1, 2', true],
    [`${body.length}\r\nContent-Length: 1`, true],
    [`${body.length}\r\nTransfer-Encoding: chunked`, true],
    ['0', true],
    [String(chance.below(body.length)), true],
    ['1000000', true],
    [String(body.length + 1 + chance.below(100)), false],
  ] as const
  const [length, isWhole] = chance.pick(lengths)
  return { parts: [Buffer.from(`${headOf(request)}Content-Length: ${length}\r\n\r\n`), body], isWhole }
}

export function brokenChunks(known: Known, chance: Chance): RawBytes {
  const request = push(known, chance)
  const text = Buffer.from(request.body ?? '').toString()
  const size = Buffer.byteLength(text).toString(16)
  const [chunks, isWhole] = chance.pick([
    [`x\r\n${text}\r\n0\r\n\r\n`, true],
    [`-1\r\n${text}\r\n0\r\n\r\n`, true],
    [`${'f'.repeat(17)}\r\n${text}`, true],
    [`${size}${text}\r\n0\r\n\r\n`, true],
    [`${size}\r\n${text}x\r\n0\r\n\r\n`, true],
    [`1\r\n${text}`, true],
    [`${size};${'x'.repeat(chance.below(60_000))}\r\n${text}`, false],
    [`${size}\r\n${text}`, false],
    [`fffffff\r\n${text}`, false],
    [`5\r\n${text.slice(0, 5)}\r\n0\r\nx: ${'y'.repeat(chance.below(60_000))}\r\n\r\n`, true],
  ] as const)
  return {
    parts: [Buffer.from(`${headOf(request)}Transfer-Encoding: chunked\r\n\r\n`), Buffer.from(chunks)],
    isWhole,
  }
}

/** Cut short, or turned into what inflates to something else than a push. */
export function brokenGzip(known: Known, chance: Chance): RawBytes {
  const request = push(known, chance)
  const text = Buffer.from(request.body ?? '').toString()
  const sendAs = ({ bytes, headers }: SentBody): FuzzRequest => ({
    ...request,
    body: bytes,
    headers: { ...request.headers, ...headers },
  })
  for (let tries = 0; tries < 20; tries += 1) {
    const sent = sendAs(spoilBytes(text, chance))
    const isBroken = sent.headers['content-encoding'] === 'gzip' && mayChange(sent, known) === 'nothing'
    if (isBroken) return { parts: [asHttp(sent)], isWhole: true }
  }
  const packed = gzipSync(text)
  const cut = sendAs({
    bytes: packed.subarray(0, chance.below(packed.length)),
    headers: { 'content-encoding': 'gzip' },
  })
  return { parts: [asHttp(cut)], isWhole: true }
}

export function halfSent(known: Known, chance: Chance): RawBytes {
  const request = push(known, chance)
  const whole = asHttp(request)
  const end = chance.below(whole.length - 1)
  const middle = chance.below(end + 1)
  return { parts: [whole.subarray(0, middle), whole.subarray(middle, end)], isWhole: false }
}
