import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { listen as listenOn } from '#server/listen.ts'
import { createNotices } from '#server/sync/notices.ts'
import { openServer } from '#support/server-open.ts'
import { aCredential, enrolTablet, postJson, type TestTablet } from '#support/server-tablet.ts'

/** What a tablet reads of the stream, piece by piece. */
async function listen(tablet: TestTablet) {
  const response = await tablet.fetch('/api/sync/notices')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error(`Asking for notices was answered ${response.status}`)
  onTestFinished(() => reader.cancel())
  const next = async (): Promise<string | null> => (await reader.read()).value ?? null
  return { response, next, hangUp: () => reader.cancel() }
}

test('[NT-1] a tablet that listens is greeted at once, and told of news in the scopes it may read and no others', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const elsewhere = await enrolTablet(server, 'site/wychwood')
  const { response, next } = await listen(tablet)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-encoding')).toBeNull()
  expect(await next()).toBe(': hello\n\n')

  await elsewhere.push([elsewhere.create()])
  await tablet.push([tablet.create({ note: 'Rainy' }), tablet.create()])

  expect(await next()).toBe('data: {"scope":"site/abingdon","head":2}\n\n')
})

test('[NT-2] a change that another process made is heard of as well', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const { next } = await listen(tablet)
  await next()
  await server.store.raiseFloor('authority')
  expect(await next()).toMatch(/^data: \{"scope":"authority","head":\d+\}\n\n$/)
})

test('[NT-3] one tablet has three streams at most, and the newest of them go on', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const streams = []
  for (let count = 0; count < 4; count += 1) streams.push(await listen(tablet))
  for (const { next } of streams) expect(await next()).toBe(': hello\n\n')
  expect(await streams[0]?.next()).toBeNull()
  await tablet.push([tablet.create()])
  for (const { next } of streams.slice(1)) expect(await next()).toContain('"head":1')
})

test('[NT-3] beyond a number of listeners the next is told to come again later', async () => {
  const readHeads = async () => new Map<string, number>()
  const notices = createNotices({ store: { readHeads }, maxListeners: 2 })
  onTestFinished(() => notices.close())
  const listener = (lineage: string) => ({
    lineage,
    mayRead: () => true,
    tell: () => undefined,
    end: () => undefined,
  })
  const first = await notices.listen(listener('a'))
  expect(await notices.listen(listener('b'))).not.toBeNull()
  expect(await notices.listen(listener('c'))).toBeNull()
  first?.()
  expect(await notices.listen(listener('c'))).not.toBeNull()
})

test('[NT-4] the store is asked nothing while nobody listens, and a listener that is gone is forgotten', async () => {
  let asked = 0
  const readHeads = async () => {
    asked += 1
    return new Map([['authority', asked]])
  }
  const notices = createNotices({ store: { readHeads }, lookEveryMs: 5 })
  onTestFinished(() => notices.close())
  notices.look()
  expect(asked).toBe(0)
  const told: number[] = []
  const stop = await notices.listen({
    lineage: 'a',
    mayRead: () => true,
    tell: (_, head) => void told.push(head),
    end: () => undefined,
  })
  await expect.poll(() => told.length).toBeGreaterThan(2)
  stop?.()
  const [heard, before] = [told.length, asked]
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(told).toHaveLength(heard)
  // One look may have been under way.
  expect(asked - before).toBeLessThanOrEqual(1)
})

test('[NT-4] a store that does not answer for a while is asked again', async () => {
  let isBroken = false
  let head = 1
  const readHeads = async () => {
    if (isBroken) throw new Error('disk I/O error')
    return new Map([['authority', head]])
  }
  const notices = createNotices({ store: { readHeads }, lookEveryMs: 5 })
  onTestFinished(() => notices.close())
  const told: number[] = []
  const tell = (_: string, at: number) => void told.push(at)
  await notices.listen({ lineage: 'a', mayRead: () => true, tell, end: () => undefined })
  isBroken = true
  await new Promise((resolve) => setTimeout(resolve, 30))
  head = 2
  isBroken = false
  await expect.poll(() => told).toEqual([2])
})

test('[NT-4] a stream ends with the server, and only tablets get one', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  expect((await server.app.request('/api/sync/notices')).status).toBe(401)
  const { next } = await listen(tablet)
  await next()
  await server.close()
  expect(await next()).toBeNull()
})

test('[NT-4] over a real connection the greeting comes at once, and a tablet that hangs up is forgotten', async () => {
  let asked = 0
  const server = await openServer({
    wrapStore: (store) => ({
      ...store,
      readHeads: () => {
        asked += 1
        return store.readHeads()
      },
    }),
  })
  const port = await listenOn(server.app.fetch, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    port.closeAllConnections()
    port.close()
  })
  const address = port.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const origin = `http://127.0.0.1:${address.port}`
  const [credential, lineage, code] = [aCredential(), randomUUID(), await server.mintCode()]
  await postJson(fetch, `${origin}/api/enrol`, {
    code,
    lineage,
    credential,
    site: 'county',
    name: 'Sam Patel',
  })

  const hangUp = new AbortController()
  const headers = { authorization: `Bearer ${credential}`, 'accept-encoding': 'gzip' }
  const response = await fetch(`${origin}/api/sync/notices`, { headers, signal: hangUp.signal })
  const { value } = (await response.body?.getReader().read()) ?? {}
  expect(new TextDecoder().decode(value)).toBe(': hello\n\n')
  expect(response.headers.get('content-encoding')).toBeNull()
  await expect.poll(() => asked).toBeGreaterThan(3)

  hangUp.abort()
  await expect
    .poll(
      async () => {
        const before = asked
        await new Promise((resolve) => setTimeout(resolve, 100))
        return asked - before
      },
      { timeout: 5_000 },
    )
    .toBe(0)
})
