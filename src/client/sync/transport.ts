import * as v from 'valibot'
import {
  problemSchema,
  type ProblemCode,
  pullReplySchema,
  type PullReply,
  type PullRequest,
  pushReplySchema,
  type PushReply,
  type PushRequest,
} from '#sync/messages.ts'
import type { Device } from '../data/device.ts'
import { readCredential } from '../data/open-tablet.ts'
import type { Tablet } from '../data/tablet.ts'

/** Why a request brought no reply that can be used. None of these changes the outbox. Rule PU-6. */
export type TransportFailure =
  /** No signal, no server, or something else answered in its place, such as a guest network's sign-in page. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  | { readonly kind: 'problem'; readonly code: ProblemCode }

export type TransportResult<Reply> =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly failure: TransportFailure }

const DEADLINE_MS = 30_000

export interface Transport {
  push(request: PushRequest): Promise<TransportResult<PushReply>>
  pull(request: PullRequest): Promise<TransportResult<PullReply>>
}

/** The agreement over HTTP, each request carrying the tablet's credential. */
export function httpTransport(tablet: Pick<Tablet, 'db' | 'device'>): Transport {
  const { device } = tablet
  return {
    push: async (request) =>
      post(device, '/api/sync/push', request, pushReplySchema, await readCredential(tablet)),
    pull: async (request) =>
      post(device, '/api/sync/pull', request, pullReplySchema, await readCredential(tablet)),
  }
}

/** Posts JSON and reads the reply with its schema; anything that does not fit is as good as no answer. */
export async function post<Schema extends v.GenericSchema>(
  device: Pick<Device, 'fetch'>,
  path: string,
  body: unknown,
  schema: Schema,
  credential?: string,
): Promise<TransportResult<v.InferOutput<Schema>>> {
  try {
    const response = await device.fetch(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
      },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    })
    if (!response.ok) return { ok: false, failure: await failureOf(response) }
    const reply = v.safeParse(schema, await response.json())
    return reply.success ? { ok: true, reply: reply.output } : { ok: false, failure: { kind: 'unreachable' } }
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } }
  }
}

async function failureOf(response: Response): Promise<TransportFailure> {
  if (response.status === 429 || response.status >= 500) {
    return { kind: 'busy', retryAfterMs: retryAfterMs(response.headers.get('retry-after')) }
  }
  const body: unknown = await response.json().catch(() => null)
  const problem = v.safeParse(problemSchema, body)
  return problem.success ? { kind: 'problem', code: problem.output.code } : { kind: 'unreachable' }
}

/** `Retry-After` in seconds; a date, which our server never sends, is not read. */
function retryAfterMs(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}
