import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { readEntry } from '#client/data/entries.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { enrol } from '#client/sync/enrol.ts'
import { startSync } from '#client/sync/loop.ts'
import { aDevice } from '#support/device.ts'
import { aLoop, FarSide, type LoopScene } from '#support/loop.ts'
import { serverFetch, startServer } from '#support/server.ts'
import { aSession } from '#support/sessions.ts'
import { settled } from '#support/timers.ts'

function show(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState')
  useConnection.setState({ status: 'idle', progress: null })
})

interface Noticed extends LoopScene {
  /** Links opened so far. */
  readonly links: ReadableStreamDefaultController<Uint8Array>[]
  readonly letGo: () => number
  say(text: string): Promise<void>
}

/** A loop that has had its first round and hears of news; the server's newest number in each scope is 0. */
async function aNoticedLoop(far = new FarSide()): Promise<Noticed> {
  const links: ReadableStreamDefaultController<Uint8Array>[] = []
  let letGo = 0
  const scene = await aLoop({
    far,
    fetch: async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void links.push(controller),
        cancel: () => {
          letGo += 1
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    },
  })
  const say = async (text: string): Promise<void> => {
    links.at(-1)?.enqueue(new TextEncoder().encode(text))
    await settled()
  }
  expect(await scene.rounds(1)).toBe(1)
  await vi.waitFor(() => expect(links).toHaveLength(1))
  await say(': hello\n\n')
  return { ...scene, links, letGo: () => letGo, say }
}

const news = (head: number): string => `data: {"scope":"site/wychwood","head":${head}}\n\n`

async function holdCursor({ tablet }: LoopScene, cursor: number): Promise<void> {
  await tablet.db.cursors.put({
    scope: 'site/wychwood',
    cursor,
    head: cursor,
    gen: 1,
    digest: '0000000000000000',
    phase: 'following',
    beganAt: null,
    sweptTo: null,
    doubtedAt: null,
  })
}

test('[NT-10] news starts a round within a second, and many at once start one', async () => {
  const scene = await aNoticedLoop()
  for (const head of [3, 4, 5]) await scene.say(news(head))
  expect(await scene.rounds(1)).toBe(1)
  await scene.timers.pass(1_000)
  expect(await scene.rounds(2)).toBe(2)
})

test('[NT-10] what this tablet has already is no news', async () => {
  const scene = await aNoticedLoop()
  await holdCursor(scene, 7)
  await scene.say(news(7))
  await scene.timers.pass(1_000)
  expect(await scene.rounds(1)).toBe(1)
  await scene.say(news(8))
  await scene.timers.pass(1_000)
  expect(await scene.rounds(2)).toBe(2)
})

test('[NT-10] news of what the round under way is fetching starts no other', async () => {
  const far = new FarSide()
  const scene = await aNoticedLoop(far)
  let go = (): void => undefined
  far.hold = new Promise((resolve) => {
    go = resolve
  })
  scene.sync.syncNow()
  expect(await scene.rounds(2)).toBe(2)
  await scene.say(news(7))
  await scene.timers.pass(3_000)
  await holdCursor(scene, 7)
  far.hold = null
  go()
  expect(await scene.rounds(2)).toBe(2)
  await scene.timers.pass(3_000)
  expect(await scene.rounds(2)).toBe(2)
})

test('[NT-10] notices that make no sense change nothing', async () => {
  const scene = await aNoticedLoop()
  await scene.say('data: {"scope":"nowhere"}\n\ndata: <html>\n\n')
  await scene.timers.pass(3_000)
  expect(await scene.rounds(1)).toBe(1)
})

test('[NT-10] a server that wants to be left alone is, whatever news it has', async () => {
  const far = new FarSide()
  far.syncAfterMs = 120_000
  const scene = await aNoticedLoop(far)
  await scene.say(news(7))
  await scene.timers.pass(60_000)
  expect(await scene.rounds(1)).toBe(1)
})

test('[LP-3] while notices come the page asks every minute, and when they stop every quarter of one', async () => {
  const scene = await aNoticedLoop()
  // The round planned before the notices came makes up for news there was before them.
  await scene.timers.pass(15_000)
  expect(await scene.rounds(2)).toBe(2)
  for (let beat = 0; beat < 2; beat += 1) {
    await scene.timers.pass(25_000)
    await scene.say(': still here\n\n')
  }
  expect(await scene.rounds(2)).toBe(2)
  await scene.timers.pass(10_000)
  expect(await scene.rounds(3)).toBe(3)
  scene.links.at(-1)?.close()
  await settled()
  await scene.timers.pass(15_000)
  expect(await scene.rounds(4)).toBe(4)
})

test('[LP-3] a link that breaks while something waits does not put off the next try', async () => {
  const far = new FarSide()
  const scene = await aNoticedLoop(far)
  far.failure = { kind: 'unreachable' }
  await scene.save()
  await vi.waitFor(() => expect(far.pushes).toBe(1))
  await vi.waitFor(() => expect(useConnection.getState().status).toBe('unreachable'))
  scene.links.at(-1)?.error(new TypeError('connection lost'))
  await settled()
  await scene.timers.pass(4_000)
  await vi.waitFor(() => expect(far.pushes).toBeGreaterThan(1))
})

test('[NT-13] out of view the link is closed, and opened again in view', async () => {
  const scene = await aNoticedLoop()
  show('hidden')
  await settled()
  expect(scene.letGo()).toBe(1)
  await scene.timers.pass(60_000)
  expect(scene.links).toHaveLength(1)
  show('visible')
  await vi.waitFor(() => expect(scene.links).toHaveLength(2))
  scene.sync.stop()
  await vi.waitFor(() => expect(scene.letGo()).toBe(2))
})

test('[NT-10] what is logged on one tablet is on another of its site within seconds, long before that one would ask', async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const tablets: Tablet[] = []
  for (const name of ['Asha', 'Ben']) {
    const device = aDevice({ fetch: serverFetch(server) })
    const code = await server.mintCode()
    const enrolled = await enrol(device, { code, site: 'site/wychwood', name })
    if (!enrolled.ok) throw new Error(enrolled.code)
    const sync = startSync(enrolled.tablet)
    tablets.push(enrolled.tablet)
    onTestFinished(() => {
      sync.stop()
      enrolled.tablet.db.close()
    })
  }
  const [one, two] = tablets
  if (one === undefined || two === undefined) throw new Error('two tablets')
  await vi.waitFor(() => expect(useConnection.getState().status).toBe('idle'))
  const saved = await createRecord(one, {
    kind: 'event-session',
    scope: 'site/wychwood',
    body: aSession(),
  })
  if (!saved.ok) throw new Error(saved.code)
  await vi.waitFor(
    async () => expect(await readEntry(two.db, saved.id)).toMatchObject({ state: 'counted' }),
    {
      timeout: 5_000,
    },
  )
})
