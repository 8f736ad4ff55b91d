import { Agent, type IncomingMessage, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { pushReplySchema } from '#sync/messages.ts'
import type { Push } from './make-pushes.ts'
import type { SimulatedTablet } from './simulated-tablets.ts'

export type Answer =
  /** `outcomes` counts what became of the operations. */
  | { readonly kind: 'received'; readonly outcomes: Readonly<Record<string, number>> }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable' }
  /** Something that no well-behaved tablet is ever answered: the run is worth nothing. */
  | { readonly kind: 'wrong'; readonly what: string }

export interface Sender {
  /** @param losesReply hangs up once the request is on its way, as a tablet that loses its signal does */
  send(tablet: SimulatedTablet, push: Push, losesReply: boolean): Promise<Answer>
  close(): void
}

/** Long enough for a whole request to have left and been worked on, on one machine. */
const HANG_UP_AFTER_MS = 20

/** Plain HTTP with connections that are kept. Tablets keep to one of the addresses, spread over them all. */
export function httpSender(origins: readonly string[], connections: number): Sender {
  const targets = origins.map((origin) => ({
    url: new URL('/api/sync/push', origin),
    agent: new Agent({ keepAlive: true, maxSockets: connections }),
  }))
  return {
    send: async (tablet, push, losesReply) => {
      const target = targets[tablet.index % targets.length]
      if (target === undefined) throw new RangeError('There is no server')
      try {
        return await exchange(target, tablet, push, losesReply)
      } catch {
        return { kind: 'unreachable' }
      }
    },
    close: () => {
      for (const { agent } of targets) agent.destroy()
    },
  }
}

function exchange(
  { url, agent }: { readonly url: URL; readonly agent: Agent },
  { credential }: SimulatedTablet,
  { body, operations }: Push,
  losesReply: boolean,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-length': body.length,
        'accept-encoding': 'gzip',
        authorization: `Bearer ${credential}`,
      },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve(answerIn(response, Buffer.concat(chunks), operations)))
    })
    sent.end(body)
    if (losesReply) setTimeout(() => sent.destroy(new Error('hung up')), HANG_UP_AFTER_MS)
  })
}

function answerIn({ statusCode, headers }: IncomingMessage, bytes: Buffer, operations: number): Answer {
  if (statusCode === 429 || statusCode === 503) {
    const named = Number(headers['retry-after'])
    return { kind: 'busy', retryAfterMs: Number.isFinite(named) ? named * 1000 : null }
  }
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
  if (statusCode !== 200) return { kind: 'wrong', what: `${statusCode} ${text.slice(0, 200)}` }
  const reply = v.safeParse(pushReplySchema, JSON.parse(text))
  if (!reply.success || reply.output.receipts.length !== operations) {
    return { kind: 'wrong', what: `a reply without ${operations} receipts: ${text.slice(0, 200)}` }
  }
  const outcomes: Record<string, number> = {}
  for (const { outcome } of reply.output.receipts) {
    const name = 'code' in outcome ? `${outcome.outcome} ${outcome.code}` : outcome.outcome
    outcomes[name] = (outcomes[name] ?? 0) + 1
  }
  return { kind: 'received', outcomes }
}
