// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { noticeReader } from '#client/sync/event-stream.ts'
import { listenToNotices } from '#client/sync/notices.ts'
import { html, json } from '#support/answers.ts'
import { aDevice, aTablet } from '#support/device.ts'
import { ManualTimers, settled } from '#support/timers.ts'

const notice = fc.record({
  scope: fc.constantFrom('authority', 'site/abingdon', 'site/wychwood'),
  head: fc.nat(10 ** 6),
})
type Notice = { readonly scope: string; readonly head: number }

/** Things a stream may hold besides notices: all of them are passed by. */
const noise = fc.constantFrom(': hello', ':', 'event: news', 'id: 7', 'retry: 10', 'data', '')
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')

/** A stream with its notices in it, as one text. */
const stream = fc
  .tuple(lineEnd, fc.array(fc.tuple(fc.array(noise, { maxLength: 3 }), fc.boolean(), notice)))
  .map(([end, parts]) => ({
    notices: parts.map(([, , one]) => one),
    text: parts
      .flatMap(([before, hasSpace, one]) => [
        ...before,
        ...(before.length > 0 ? [''] : []),
        `data:${hasSpace ? ' ' : ''}${JSON.stringify(one)}`,
        '',
      ])
      .map((line) => line + end)
      .join(''),
  }))

function cut(text: string, places: readonly number[]): string[] {
  const cuts = [...new Set(places.map((place) => place % (text.length + 1)))].toSorted((a, b) => a - b)
  return [...cuts, text.length].map((end, index) => text.slice(cuts[index - 1] ?? 0, end))
}

describe('reading the stream', () => {
  test('[NT-11] however it is cut, whatever ends its lines and whatever else it says, the notices are the same', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 40 }), ({ text, notices }, places) => {
        const read = noticeReader()
        // A `\r` at the very end may be half of a line's end, so a last comment completes it.
        const got = [...cut(text, places), ':'].flatMap((piece) => [...read(piece)])
        expect(got).toEqual(notices)
      }),
    )
  })

  test('[NT-11] what is no notice is passed by, and what comes after it is read', () => {
    const read = noticeReader()
    const odd = [
      '{"scope":"',
      '{"scope":"site/abingdon"}',
      '[]',
      'null',
      '{"scope":"site/abingdon","head":-1}',
    ]
    for (const one of odd) expect(read(`data: ${one}\n\n`)).toEqual([])
    expect(read('data: {"scope":\ndata: "authority","head":3}\n\n')).toEqual([
      { scope: 'authority', head: 3 },
    ])
  })

  test('[NT-11] an event that does not end is not kept', () => {
    for (const piece of ['x'.repeat(1024), `data: ${'x'.repeat(1024)}\n`]) {
      const read = noticeReader()
      expect(() => {
        for (let count = 0; count < 100; count += 1) read(piece)
      }).toThrow(RangeError)
    }
  })
})

/** A link whose text the test sends. */
interface Link {
  say(text: string): void
  end(): void
  readonly isLetGo: () => boolean
}

/** A tablet that listens; each try to connect is answered by `answer`, or by a link when it gives none. */
async function aListener(answer: (tries: number) => Response | null = () => null) {
  const timers = new ManualTimers()
  const links: Link[] = []
  const asked: RequestInit[] = []
  const device = aDevice({
    timers,
    fetch: async (_input, init = {}) => {
      asked.push(init)
      return answer(asked.length) ?? aLink(links)
    },
  })
  const tablet = await aTablet(device)
  const news: Notice[] = []
  const connected: boolean[] = []
  const stop = listenToNotices(tablet, {
    onNews: (scope, head) => news.push({ scope, head }),
    onConnected: (isConnected) => connected.push(isConnected),
  })
  onTestFinished(() => {
    stop()
    tablet.db.close()
  })
  const tried = async (count: number): Promise<void> => {
    for (let turn = 0; asked.length < count && turn < 50; turn += 1) await settled()
    expect(asked).toHaveLength(count)
    await settled()
  }
  await tried(1)
  return { timers, links, asked, news, connected, stop, tried }
}

function aLink(links: Link[]): Response {
  let isLetGo = false
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      links.push({
        say: (text) => controller.enqueue(new TextEncoder().encode(text)),
        end: () => controller.close(),
        isLetGo: () => isLetGo,
      })
    },
    cancel: () => {
      isLetGo = true
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

describe('listening', () => {
  test('[NT-12] news is passed on as it comes, to a tablet that says who it is', async () => {
    const { links, asked, news, connected } = await aListener()
    links[0]?.say(': hello\n\n')
    await settled()
    expect(connected).toEqual([true])
    links[0]?.say('data: {"scope":"site/wychwood","head":7}\n')
    await settled()
    expect(news).toEqual([])
    links[0]?.say('\n')
    await settled()
    expect(news).toEqual([{ scope: 'site/wychwood', head: 7 }])
    expect(new Headers(asked[0]?.headers).get('authorization')).toMatch(/^Bearer .{43}$/)
  })

  test('[NT-12] a link that ends is opened again within a minute', async () => {
    const { links, connected, timers, tried } = await aListener()
    links[0]?.say(': hello\n\n')
    links[0]?.end()
    await settled()
    expect(connected).toEqual([true, false])
    await timers.pass(60_000)
    await tried(2)
  })

  test('[NT-12] a link that is silent for a minute is dead: it is let go and opened again', async () => {
    const { links, connected, timers, tried } = await aListener()
    links[0]?.say(': hello\n\n')
    await timers.pass(50_000)
    links[0]?.say(': still here\n\n')
    await timers.pass(59_000)
    expect(links[0]?.isLetGo()).toBe(false)
    await timers.pass(2_000)
    expect(links[0]?.isLetGo()).toBe(true)
    expect(connected.at(-1)).toBe(false)
    await timers.pass(60_000)
    await tried(2)
  })

  test('[NT-12] links that are cut right after the greeting are opened ever less often', async () => {
    const greeted = () =>
      new Response(': hello\n\n', { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
    const { timers, asked } = await aListener(greeted)
    for (let minute = 0; minute < 60; minute += 1) {
      for (let second = 0; second < 60; second += 1) await timers.pass(1_000)
    }
    expect(asked.length).toBeGreaterThan(60)
    expect(asked.length).toBeLessThan(140)
  }, 60_000)

  test.each([401, 403, 404])(
    '[NT-12] a server that answers %i is asked again in a quarter of an hour',
    async (status) => {
      const { timers, connected, asked, tried } = await aListener(() => json({ code: 'not-found' }, status))
      expect(connected).toEqual([false])
      await timers.pass(14 * 60_000)
      expect(asked).toHaveLength(1)
      await timers.pass(60_000)
      await tried(2)
    },
  )

  test('[NT-12] a busy server is left alone for as long as it says', async () => {
    const { timers, asked, tried } = await aListener(() => json({}, 503, { 'retry-after': '300' }))
    await timers.pass(299_000)
    expect(asked).toHaveLength(1)
    await timers.pass(1_000)
    await tried(2)
  })

  test('[NT-12] a guest network’s page is no stream, and the server is asked again within a minute', async () => {
    const { timers, connected, tried, links } = await aListener((tries) => (tries === 1 ? html(200) : null))
    expect(connected).toEqual([false])
    await timers.pass(60_000)
    await tried(2)
    links[0]?.say(': hello\n\n')
    await settled()
    expect(connected.at(-1)).toBe(true)
  })

  test('[NT-13] stopping closes the link, and nothing is asked or told any more', async () => {
    const { links, stop, timers, news, connected, asked } = await aListener()
    links[0]?.say(': hello\n\n')
    await settled()
    stop()
    await settled()
    expect(links[0]?.isLetGo()).toBe(true)
    expect(timers.waits).toEqual([])
    await timers.pass(60 * 60_000)
    expect({ news, connected, asked: asked.length }).toEqual({ news: [], connected: [true], asked: 1 })
  })

  test('[NT-13] stopping between two links opens no other', async () => {
    const { stop, timers, asked } = await aListener(() => html(200))
    stop()
    await timers.pass(60 * 60_000)
    expect(asked).toHaveLength(1)
  })
})
