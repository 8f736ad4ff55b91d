import { chanceOf } from './chance.ts'
import type { FuzzRequest } from './fuzz-request.ts'
import type { Known } from './known.ts'
import { makeRequest } from './make-request.ts'
import { asHttp, brokenChunks, brokenGzip, brokenLength, halfSent, type RawBytes } from './raw-bodies.ts'
import { brokenHeader, brokenHost, brokenLine, otherProtocol, wayOut } from './raw-heads.ts'
import { mayChange } from './what-may-change.ts'

/** Bytes for a socket. None of them may change anything: where HTTP is whole, its body is broken. */
export interface RawRequest extends RawBytes {
  readonly route: string
}

const KINDS = {
  ordinary: 30,
  'broken line': 10,
  'broken host': 6,
  'broken length': 10,
  'broken chunks': 8,
  'broken header': 10,
  'broken gzip': 12,
  'half sent': 12,
  'way out': 8,
  'many at once': 3,
  'other protocol': 6,
  noise: 4,
} as const

/** Apart from the chance of requests in process, so that the two runs are not of the same dice. */
const RAW_PLACES = 1_000_000_000

export function makeRawRequest(known: Known, seed: number, index: number): RawRequest {
  const chance = chanceOf(seed, RAW_PLACES + index)
  const route = chance.weighed(KINDS)
  const whole = (text: string | Uint8Array): RawBytes => ({ parts: [Buffer.from(text)], isWhole: true })
  const bytes = ((): RawBytes => {
    switch (route) {
      case 'ordinary':
        return ordinary(harmless(known, seed, index))
      case 'broken line':
        return whole(`${brokenLine(chance)}\r\nHost: localhost\r\n${CLOSE}`)
      case 'broken host':
        return whole(`GET /healthz HTTP/1.1\r\n${brokenHost(chance)}${CLOSE}`)
      case 'broken length':
        return brokenLength(known, chance)
      case 'broken chunks':
        return brokenChunks(known, chance)
      case 'broken header':
        return whole(`GET /healthz HTTP/1.1\r\nHost: localhost\r\n${brokenHeader(chance)}\r\n${CLOSE}`)
      case 'broken gzip':
        return brokenGzip(known, chance)
      case 'half sent':
        return halfSent(known, chance)
      case 'way out':
        return whole(`GET ${wayOut(chance)} HTTP/1.1\r\nHost: localhost\r\n${CLOSE}`)
      case 'many at once':
        return whole('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(2 + chance.below(60)))
      case 'other protocol':
        return otherProtocol(chance)
      case 'noise':
        return { parts: [chance.bytes(1 + chance.below(3000))], isWhole: false }
    }
  })()
  return { route, ...bytes }
}

const CLOSE = 'Connection: close\r\n\r\n'

function ordinary(request: FuzzRequest): RawBytes {
  const promised = Number(request.headers['content-length'] ?? 0)
  return { parts: [asHttp(request)], isWhole: !(promised > (request.body?.length ?? 0)) }
}

/** The nearest request from here on, of those the run in process throws, that may change nothing. */
function harmless(known: Known, seed: number, index: number): FuzzRequest {
  for (let place = index; ; place += 1) {
    const request = makeRequest(known, seed, place)
    if (mayChange(request, known) === 'nothing') return request
  }
}
