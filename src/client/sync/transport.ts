import * as v from 'valibot'
import { pullInBrief, replyInFull } from '#sync/brief-pull.ts'
import { inFull } from '#sync/brief-receipts.ts'
import {
  briefPullReplySchema,
  type CarryReply,
  type CarryRequest,
  carryReplySchema,
  type forkRequestSchema,
  forkReplySchema,
  type keepRequestSchema,
  keepReplySchema,
  problemSchema,
  type ProblemCode,
  pullReplySchema,
  type PullReply,
  type pullRequestSchema,
  pushReplySchema,
  type PushReply,
  type PushRequest,
} from '#sync/messages.ts'
import type { Device } from '../data/device.ts'
import { readCredential } from '../data/open-tablet.ts'
import type { Tablet } from '../data/tablet.ts'
import { chunksOf, letGo, within } from './deadline.ts'
import { heardCount } from './heard-count.ts'

/** Why a request brought no reply that can be used. None of these changes the outbox. Rule PU-6. */
export type TransportFailure =
  /** No signal, no server, too slow an answer, or half of one. */
  | { readonly kind: 'unreachable' }
  /** A web page or a redirect where JSON was due: a guest network that wants somebody to sign in first. */
  | { readonly kind: 'captive' }
  /** The server, or something in front of it, cannot serve now. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  | { readonly kind: 'problem'; readonly code: ProblemCode }

export type TransportResult<Reply> =
  | { readonly ok: true; readonly reply: Reply; readonly tookMs: number }
  | { readonly ok: false; readonly failure: TransportFailure }

/** The messages of the agreement. None of these ever throws: whatever goes wrong is a failure of a known kind. */
export interface Transport {
  push(request: PushRequest): Promise<TransportResult<PushReply>>
  pull(request: v.InferInput<typeof pullRequestSchema>): Promise<TransportResult<PullReply>>
  keep(
    request: v.InferOutput<typeof keepRequestSchema>,
  ): Promise<TransportResult<v.InferOutput<typeof keepReplySchema>>>
  fork(
    request: v.InferOutput<typeof forkRequestSchema>,
  ): Promise<TransportResult<v.InferOutput<typeof forkReplySchema>>>
  carry(request: CarryRequest): Promise<TransportResult<CarryReply>>
}

/** Until the first byte of the reply, and as much again for each kB sent: a weak link carries about that. */
const FIRST_BYTE_MS = 30_000
const MS_PER_KB_SENT = 1_000
const IDLE_MS = 30_000
/** One request and its reply, however steadily they trickle. */
const WHOLE_MS = 10 * 60_000
/** Text below this gains nothing by compression. */
const GZIP_FROM_CHARS = 1_024
/** Far more than a page of the agreement; something else is talking. */
const REPLY_MAX_CHARS = 8 * 1024 * 1024

type Sender = Pick<Device, 'fetch' | 'timers' | 'gzip' | 'clock'>

const UNREACHABLE = { kind: 'unreachable' } as const

/** The agreement over HTTP, each request carrying the tablet's credential. */
export function httpTransport(tablet: Pick<Tablet, 'db' | 'device'>): Transport {
  const send = async <Schema extends v.GenericSchema>(
    message: string,
    request: unknown,
    schema: Schema,
  ): Promise<TransportResult<v.InferOutput<Schema>>> => {
    try {
      const credential = await readCredential(tablet)
      return await post(tablet.device, `/api/sync/${message}`, request, schema, credential)
    } catch {
      // A disk that cannot be read now is as good as no signal: the next cycle asks it again.
      return { ok: false, failure: UNREACHABLE }
    }
  }
  const count = heardCount()
  return {
    push: async (request) => {
      const result = await send('push', { ...request, brief: true }, pushReplySchema)
      if (!result.ok) return result
      return { ...result, reply: { ...result.reply, receipts: inFull(result.reply, request.ops) } }
    },
    pull: async (request) => {
      const { epoch } = request
      const brief = pullInBrief(request, count.heardFrom(request))
      const heard = count.tell(request)
      const short = brief === null ? null : await send('pull', brief, briefPullReplySchema)
      // Another history, another tablet, or a server of before: it has to be told everything.
      const result =
        short === null || epoch === null || isUnread(short)
          ? await send('pull', request, pullReplySchema)
          : short.ok
            ? { ...short, reply: replyInFull(short.reply, epoch) }
            : short
      heard(result.ok ? result.reply.epoch : null)
      return result
    },
    keep: (request) => send('receipt', request, keepReplySchema),
    fork: (request) => send('fork', request, forkReplySchema),
    carry: (request) => send('carry', request, carryReplySchema),
  }
}

/** Posts JSON and reads the reply with its schema; anything that does not fit is as good as no answer. Never throws. */
export async function post<Schema extends v.GenericSchema>(
  device: Sender,
  path: string,
  body: unknown,
  schema: Schema,
  credential?: string,
): Promise<TransportResult<v.InferOutput<Schema>>> {
  const text = JSON.stringify(body)
  const zipped = text.length < GZIP_FROM_CHARS ? undefined : await device.gzip?.(text).catch(() => undefined)
  const ask = (content: string | Uint8Array<ArrayBuffer>) =>
    exchange(device, { path, content, credential }, schema)
  if (zipped === undefined) return ask(text)
  const result = await ask(zipped)
  // A server of before, or something on the way that spoils compressed bodies: once more as it is.
  return isUnread(result) ? ask(text) : result
}

function isUnread(result: TransportResult<unknown>): boolean {
  return !result.ok && result.failure.kind === 'problem' && result.failure.code === 'unreadable'
}

interface Request {
  readonly path: string
  readonly content: string | Uint8Array<ArrayBuffer>
  readonly credential: string | undefined
}

async function exchange<Schema extends v.GenericSchema>(
  device: Sender,
  request: Request,
  schema: Schema,
): Promise<TransportResult<v.InferOutput<Schema>>> {
  const cut = new AbortController()
  const askedAt = device.clock.now()
  try {
    const answer = await within(device.timers, WHOLE_MS, cut, answerTo(device, request, cut))
    if ('kind' in answer) return { ok: false, failure: answer }
    const reply = v.safeParse(schema, answer.json)
    if (!reply.success) return { ok: false, failure: UNREACHABLE }
    return { ok: true, reply: reply.output, tookMs: Math.max(0, device.clock.now() - askedAt) }
  } catch {
    return { ok: false, failure: UNREACHABLE }
  }
}

/** The JSON of a good reply, or what stands in its place. Throws when the link breaks or the JSON does. */
async function answerTo(
  device: Sender,
  { path, content, credential }: Request,
  cut: AbortController,
): Promise<TransportFailure | { readonly json: unknown }> {
  const response = await within(
    device.timers,
    FIRST_BYTE_MS + (content.length / 1024) * MS_PER_KB_SENT,
    cut,
    device.fetch(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(typeof content === 'string' ? {} : { 'content-encoding': 'gzip' }),
        ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
      },
      body: content,
      credentials: 'omit',
      redirect: 'manual',
      signal: cut.signal,
    }),
  )
  const stranger = strangerIn(response, /\bjson\b/i, device.clock.now())
  if (stranger !== null) {
    letGo(response)
    return stranger
  }
  const json: unknown = JSON.parse(await wholeText(response, device, cut))
  if (response.ok) return { json }
  const problem = v.safeParse(problemSchema, json)
  return problem.success ? { kind: 'problem', code: problem.output.code } : UNREACHABLE
}

async function wholeText(response: Response, { timers }: Sender, cut: AbortController): Promise<string> {
  let text = ''
  for await (const chunk of chunksOf(response, { timers, cut, idleMs: IDLE_MS })) {
    text += chunk
    if (text.length > REPLY_MAX_CHARS) throw new RangeError('the reply is too long')
  }
  return text
}

/** What answered, when it can be told from its head that its body is not the one due; null when the body has to be read. */
export function strangerIn(response: Response, due: RegExp, nowMs: number): TransportFailure | null {
  const { status, headers } = response
  // 511 is "network authentication required".
  const isElsewhere = response.type === 'opaqueredirect' || (status >= 300 && status < 400)
  if (isElsewhere || status === 511) return { kind: 'captive' }
  const type = headers.get('content-type') ?? ''
  // A gateway says in its own words that there is no server behind it.
  if ((status === 502 || status === 504) && !due.test(type)) return UNREACHABLE
  if (status === 429 || status >= 500) {
    return { kind: 'busy', retryAfterMs: retryAfterMs(headers, nowMs) }
  }
  // A proxy with a lower limit of its own says so in HTML; a smaller batch gets through it.
  if (status === 413) return { kind: 'problem', code: 'too-large' }
  if (due.test(type)) return null
  return /\bhtml\b/i.test(type) ? { kind: 'captive' } : UNREACHABLE
}

/**
 * `Retry-After` in seconds, or as an HTTP date, which is counted from the reply's own `Date` where it has
 * one, because the tablet's clock may be wrong. Null when there is none to be understood.
 */
function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const header = headers.get('retry-after') ?? ''
  const sentAt = Date.parse(headers.get('date') ?? '')
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - (Number.isNaN(sentAt) ? nowMs : sentAt)
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}
