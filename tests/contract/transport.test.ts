import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { PROTOCOL_VERSION, REQUEST_MAX_BYTES } from '#sync/messages.ts'
import { createWorkLimit } from '#server/http/work-limit.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'
import type { TestServer } from '#support/server.ts'

const JSON_HEADERS = { 'content-type': 'application/json' }

function send(
  tablet: TestTablet,
  body: Uint8Array<ArrayBuffer> | string,
  headers: Record<string, string> = {},
) {
  return tablet.fetch('/api/sync/push', { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body })
}

function pushOf(tablet: TestTablet, ops: readonly unknown[]) {
  return { protocol: PROTOCOL_VERSION, lineage: tablet.lineage, epoch: null, ops }
}

function zipped(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text))
}

async function problemOf(response: Response): Promise<unknown> {
  return [response.status, await response.json()]
}

test('[TR-1] a request may come as gzip', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const body = zipped(JSON.stringify(pushOf(tablet, [tablet.create()])))
  for (const encoding of ['gzip', 'GZIP']) {
    const response = await send(tablet, body, { 'content-encoding': encoding })
    expect(await response.json()).toMatchObject({
      receipts: [{ outcome: { outcome: 'applied', rev: 1, seq: 1 } }],
    })
  }
  const plain = await send(tablet, JSON.stringify(pushOf(tablet, [tablet.create()])), {
    'content-encoding': 'identity',
  })
  expect(plain.status).toBe(200)
})

test('[TR-2] a request that would grow longer than a request may be is refused while it grows', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const bomb = zipped(JSON.stringify(pushOf(tablet, [' '.repeat(100 * 1024 * 1024)])))
  expect(bomb.byteLength).toBeLessThan(REQUEST_MAX_BYTES)
  const before = process.memoryUsage().rss
  for (let count = 0; count < 5; count += 1) {
    const response = await send(tablet, bomb, { 'content-encoding': 'gzip' })
    expect(await problemOf(response)).toEqual([413, { code: 'too-large' }])
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
})

test('[TR-3] gzip that is broken off or is none, and any other encoding, is unreadable', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const text = JSON.stringify(pushOf(tablet, [tablet.create()]))
  const unreadable = [400, { code: 'unreadable' }]
  const half = zipped(text).slice(0, 60)
  expect(await problemOf(await send(tablet, half, { 'content-encoding': 'gzip' }))).toEqual(unreadable)
  expect(await problemOf(await send(tablet, text, { 'content-encoding': 'gzip' }))).toEqual(unreadable)
  expect(await problemOf(await send(tablet, text, { 'content-encoding': 'br' }))).toEqual(unreadable)
  expect(await problemOf(await send(tablet, text, { 'content-encoding': 'gzip, gzip' }))).toEqual(unreadable)
})

test('[TR-4] a server with more to do than it can asks to be left alone for a while, and then serves', async () => {
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const wrapStore = (store: RecordStore): RecordStore => ({
    ...store,
    receive: async (...given) => {
      await gate
      return store.receive(...given)
    },
  })
  const server = await openServer({ wrapStore, maxAtWork: 2 })
  const tablet = await enrolTablet(server, 'site/abingdon')
  const atWork = [tablet.push([tablet.create()]), tablet.push([tablet.create()])]
  await expect.poll(async () => (await tablet.post('/api/sync/pull', pullOf(tablet))).status).toBe(503)
  const busy = await tablet.post('/api/sync/pull', pullOf(tablet))
  expect(busy.headers.get('retry-after')).toBe('10')
  expect(await problemOf(busy)).toEqual([503, { code: 'busy' }])

  release()
  await Promise.all(atWork)
  expect((await tablet.pull())['site/abingdon']?.rows).toHaveLength(2)
})

test('work that comes at once begins in the order it came, each piece in a turn of the event loop of its own', async () => {
  const { run } = createWorkLimit()
  let turn = 0
  let isOver = false
  const countTurns = (): void => {
    turn += 1
    if (!isOver) setImmediate(countTurns)
  }
  countTurns()
  const begun: { piece: number; turn: number }[] = []
  const pieces = [1, 2, 3, 4, 5]
  await Promise.all(pieces.map((piece) => run(async () => begun.push({ piece, turn }))))
  isOver = true
  expect(begun.map(({ piece }) => piece)).toEqual(pieces)
  expect(new Set(begun.map((one) => one.turn)).size).toBe(pieces.length)
})

function pullOf(tablet: TestTablet) {
  const { lineage } = tablet
  return { protocol: PROTOCOL_VERSION, lineage, epoch: null, entitySet: '', scopes: {}, limitBytes: 100_000 }
}

/** Everything the server keeps, as one text. */
async function contentsOf(server: TestServer): Promise<string> {
  const tables: unknown[] = []
  await server.store.dump(async (table, rows) => void tables.push([table, rows]))
  return JSON.stringify(tables)
}

test('[PU-6] 401, 403, 413, 429 and 500 leave no trace, and the same operation is taken afterwards', async () => {
  const state = { broken: false }
  const wrapStore = (store: RecordStore): RecordStore => ({
    ...store,
    receive: async (...given) => {
      if (state.broken) throw new Error('disk I/O error')
      return store.receive(...given)
    },
  })
  const server = await openServer({ wrapStore })
  const tablet = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const op = tablet.create()
  const request = pushOf(tablet, [op])
  const before = await contentsOf(server)

  const unknown = await server.app.request('/api/sync/push', {
    method: 'POST',
    headers: JSON_HEADERS,
    body: JSON.stringify(request),
  })
  expect(unknown.status).toBe(401)
  expect((await other.post('/api/sync/push', request)).status).toBe(403)
  const long = { ...request, ops: [op, ' '.repeat(REQUEST_MAX_BYTES)] }
  expect((await tablet.post('/api/sync/push', long)).status).toBe(413)
  const guess = { code: 'x'.repeat(32) }
  const tries = Array.from({ length: 31 }, () => tablet.post('/api/enrol/offer', guess))
  expect((await Promise.all(tries)).map((response) => response.status)).toContain(429)
  state.broken = true
  expect((await tablet.post('/api/sync/push', request)).status).toBe(500)
  expect(await contentsOf(server)).toBe(before)

  state.broken = false
  expect((await tablet.push([op]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 1, seq: 1 })
})
