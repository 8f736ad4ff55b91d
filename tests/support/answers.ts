import * as v from 'valibot'
import type { Device } from '#client/data/device.ts'
import { post, type TransportResult } from '#client/sync/transport.ts'
import { aDevice } from './device.ts'
import { ManualTimers } from './timers.ts'

const replySchema = v.object({ answer: v.number() })

export type Answer = () => Response | Promise<Response>

export interface Asked {
  readonly path: string
  readonly init: RequestInit
}

export interface Answering {
  readonly device: Device
  readonly timers: ManualTimers
  /** Every request made, in order. */
  readonly asked: readonly Asked[]
}

/** A device whose requests are answered so, in the order they are made; the last answer goes on. */
export function answering(...answers: readonly Answer[]): Answering {
  const asked: Asked[] = []
  const timers = new ManualTimers()
  const device = aDevice({
    timers,
    fetch: async (input, init = {}) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]
      asked.push({ path: input instanceof Request ? input.url : input.toString(), init })
      if (answer === undefined) throw new TypeError('nothing answers')
      return answer()
    },
  })
  return { device: { ...device, clock: { ...device.clock, now: () => timers.now() } }, asked, timers }
}

/** Asks something whose good answer is `{"answer":42}`, with a credential of 43 x. */
export function ask(
  device: Parameters<typeof post>[0],
  body: unknown = {},
): Promise<TransportResult<v.InferOutput<typeof replySchema>>> {
  return post(device, '/api/sync/push', body, replySchema, 'x'.repeat(43))
}

export const JSON_HEADERS = { 'content-type': 'application/json' }

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...JSON_HEADERS, ...headers } })
}

export function html(status: number): Response {
  return new Response('<html>Welcome</html>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}
