// @vitest-environment node
import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { post, type TransportFailure } from '#client/sync/transport.ts'
import { type Answer, answering, ask, type Asked, html, json, JSON_HEADERS } from '#support/answers.ts'
import { ManualTimers } from '#support/timers.ts'

const UNREACHABLE = { kind: 'unreachable' } as const
const CAPTIVE = { kind: 'captive' } as const

async function failureOn(answer: Answer): Promise<TransportFailure | null> {
  const result = await ask(answering(answer).device)
  return result.ok ? null : result.failure
}

/** A reply that says only this, and then ends or breaks. */
function cutReply(text: string, then: 'ends' | 'breaks'): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => {
      if (then === 'ends') controller.close()
      else controller.error(new TypeError('connection lost'))
    },
  })
  return new Response(body, { headers: JSON_HEADERS })
}

describe('what comes back', () => {
  test('a good reply is read, with how long it took', async () => {
    const { device, asked } = answering(() => json({ answer: 42 }))
    expect(await ask(device)).toEqual({ ok: true, reply: { answer: 42 }, tookMs: 0 })
    expect(asked[0]?.init).toMatchObject({ method: 'POST', credentials: 'omit', redirect: 'manual' })
    expect(new Headers(asked[0]?.init.headers).get('authorization')).toBe(`Bearer ${'x'.repeat(43)}`)
  })

  const redirected = () => Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' })
  const strangers: [string, () => Response, TransportFailure][] = [
    ['a page with status 200', () => html(200), CAPTIVE],
    ['a page with status 403', () => html(403), CAPTIVE],
    ['a page with status 404', () => html(404), CAPTIVE],
    ['a redirect that the browser hides', redirected, CAPTIVE],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://guest' } }), CAPTIVE],
    ['a network that asks for signing in', () => html(511), CAPTIVE],
    ['plain text', () => new Response('ok', { headers: { 'content-type': 'text/plain' } }), UNREACHABLE],
    ['nothing at all', () => new Response(null, { status: 204 }), UNREACHABLE],
    ['another program’s JSON', () => json({ ok: true }), UNREACHABLE],
    ['another program’s error', () => json({ message: 'forbidden' }, 403), UNREACHABLE],
    ['a gateway without a server', () => html(502), UNREACHABLE],
    ['a gateway whose server is too slow', () => html(504), UNREACHABLE],
  ]
  test.each(strangers)('[TR-10] %s is not the server, and is told apart', async (_name, answer, failure) => {
    expect(await failureOn(answer)).toEqual(failure)
  })

  const problems: [number, string, TransportFailure][] = [
    [400, 'unreadable', { kind: 'problem', code: 'unreadable' }],
    [401, 'not-enrolled', { kind: 'problem', code: 'not-enrolled' }],
    [403, 'not-this-tablet', { kind: 'problem', code: 'not-this-tablet' }],
    [404, 'not-found', { kind: 'problem', code: 'not-found' }],
    [409, 'update-needed', { kind: 'problem', code: 'update-needed' }],
    [413, 'too-large', { kind: 'problem', code: 'too-large' }],
    [429, 'too-many-tries', { kind: 'busy', retryAfterMs: null }],
    [500, 'server-failed', { kind: 'busy', retryAfterMs: null }],
    [503, 'server-failed', { kind: 'busy', retryAfterMs: null }],
  ]
  test.each(problems)('[TR-10] the server’s own %i (%s) keeps its meaning', async (status, code, failure) => {
    expect(await failureOn(() => json({ code }, status))).toEqual(failure)
  })

  test('[TR-10] a proxy that takes no body this large says the same as the server', async () => {
    expect(await failureOn(() => html(413))).toEqual({ kind: 'problem', code: 'too-large' })
  })

  const whole = JSON.stringify({ answer: 42 })
  const halves: [string, Answer][] = [
    ['no signal', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a reply cut in half', () => cutReply(whole.slice(0, 6), 'ends')],
    ['a link that breaks in the reply', () => cutReply(whole.slice(0, 6), 'breaks')],
    ['an empty reply', () => cutReply('', 'ends')],
    ['a reply of the wrong shape', () => cutReply('{"answer":"many"}', 'ends')],
    ['a problem cut in half', () => new Response('{"code":', { status: 409, headers: JSON_HEADERS })],
  ]
  test.each(halves)('[TR-11] %s is as good as no answer', async (_name, answer) => {
    expect(await failureOn(answer)).toEqual(UNREACHABLE)
  })

  test('[TR-11] a reply in any pieces is one reply, also where a letter is cut', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ answer: 1, note: 'Gŵyl – café' }))
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const schema = v.object({ answer: v.number(), note: v.string() })
    const { device } = answering(() => new Response(stream, { headers: JSON_HEADERS }))
    const result = await post(device, '/api/sync/pull', {}, schema)
    expect(result).toMatchObject({ ok: true, reply: { note: 'Gŵyl – café' } })
  })

  test('[TR-11] a reply without end is given up, and not kept', async () => {
    let pulls = 0
    const endless = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulls += 1
          controller.enqueue(new Uint8Array(256 * 1024).fill(32))
        },
      },
      { highWaterMark: 0 },
    )
    expect(await failureOn(() => new Response(endless, { headers: JSON_HEADERS }))).toEqual(UNREACHABLE)
    expect(pulls).toBeLessThan(40)
  })
})

describe('compression', () => {
  const large = { ops: Array.from({ length: 200 }, (_, n) => ({ opId: `op-${n}`, kind: 'event-session' })) }
  const sent = (one: Asked | undefined) => ({
    encoding: new Headers(one?.init.headers).get('content-encoding'),
    body: one?.init.body,
  })

  test('[TR-12] a body of more than a kilobyte goes as gzip, and is a fraction of its size', async () => {
    const { device, asked } = answering(() => json({ answer: 1 }))
    expect((await ask(device, large)).ok).toBe(true)
    const { encoding, body } = sent(asked[0])
    expect(encoding).toBe('gzip')
    if (!(body instanceof Uint8Array)) throw new Error('not bytes')
    expect(JSON.parse(gunzipSync(body).toString())).toEqual(large)
    expect(body.byteLength).toBeLessThan(JSON.stringify(large).length / 5)
  })

  test('[TR-12] a small body goes as it is, and so does any where compression is missing or fails', async () => {
    const small = answering(() => json({ answer: 1 }))
    await ask(small.device, { ops: [] })
    expect(sent(small.asked[0])).toEqual({ encoding: null, body: '{"ops":[]}' })
    for (const gzip of [undefined, () => Promise.reject(new Error('no memory'))]) {
      const { device, asked } = answering(() => json({ answer: 1 }))
      expect((await ask({ ...device, gzip }, large)).ok).toBe(true)
      expect(sent(asked[0])).toEqual({ encoding: null, body: JSON.stringify(large) })
    }
  })

  test('[TR-12] a server that cannot read it gets the body once more as it is', async () => {
    const { device, asked } = answering(
      () => json({ code: 'unreadable' }, 400),
      () => json({ answer: 1 }),
    )
    expect((await ask(device, large)).ok).toBe(true)
    expect(asked.map((one) => sent(one).encoding)).toEqual(['gzip', null])
  })

  test('[TR-12] a body that was sent as it is and cannot be read is not sent twice', async () => {
    const { device, asked } = answering(() => json({ code: 'unreadable' }, 400))
    expect((await ask(device, { ops: [] })).ok).toBe(false)
    expect(asked).toHaveLength(1)
    expect((await ask({ ...device, gzip: undefined }, large)).ok).toBe(false)
    expect(asked).toHaveLength(2)
  })
})

describe('Retry-After', () => {
  const busy = (headers: Record<string, string>) => () => json({}, 503, headers)
  const now = new ManualTimers().now()
  const named: [string, Record<string, string>, number | null][] = [
    ['is read in seconds', { 'retry-after': '120' }, 120_000],
    ['may be nothing', { 'retry-after': '0' }, 0],
    ['is read as a date', { 'retry-after': new Date(now + 90_000).toUTCString() }, 90_000],
    ['that is over is nothing', { 'retry-after': new Date(now - 90_000).toUTCString() }, 0],
    [
      'as a date counts from the reply’s own date, as the tablet’s clock may be wrong',
      { date: 'Tue, 14 Oct 2025 10:00:00 GMT', 'retry-after': 'Tue, 14 Oct 2025 10:05:00 GMT' },
      300_000,
    ],
    ['that cannot be understood counts as none', { 'retry-after': 'soon' }, null],
    ['may be missing', {}, null],
  ]
  test.each(named)('[TR-14] %s', async (_name, headers, retryAfterMs) => {
    expect(await failureOn(busy(headers))).toEqual({ kind: 'busy', retryAfterMs })
  })
})
