import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { pullInBrief, replyInFull } from '#sync/brief-pull.ts'
import {
  briefPullReplySchema,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  pullReplySchema,
  type ScopePage,
} from '#sync/messages.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'

/** A pull's fixed parts, as a tablet of today has them. */
const IN_FULL = { protocol: PROTOCOL_VERSION, entitySet: '', limitBytes: PAGE_LIMIT_BYTES } as const

/** Pulls page by page until nothing is left, and hands over every row that came, in order. */
async function pullAll(
  tablet: TestTablet,
  limitBytes: number,
): Promise<readonly ScopePage['rows'][number][]> {
  const rows: ScopePage['rows'] = []
  let cursors: Record<string, number> = {}
  for (;;) {
    const scopes = await tablet.pull(cursors, limitBytes)
    rows.push(...Object.values(scopes).flatMap((page) => page.rows))
    const reached = Object.entries(scopes).map(([id, page]) => [id, page.cursor])
    cursors = { ...cursors, ...Object.fromEntries(reached) }
    if (Object.values(scopes).every((page) => page.cursor === page.head)) return rows
  }
}

test('[PL-1] a tablet of one site is sent the authority’s records and its own site’s, and no others', async () => {
  const server = await openServer()
  const abingdon = await enrolTablet(server, 'site/abingdon')
  const wychwood = await enrolTablet(server, 'site/wychwood')
  const county = await enrolTablet(server, 'county')
  await abingdon.push([abingdon.create({ title: 'At Abingdon' })])
  await wychwood.push([wychwood.create({ title: 'At Wychwood' })])

  const own = await abingdon.pull({ 'site/wychwood': 0 })
  expect(Object.keys(own)).toEqual(['authority', 'site/abingdon'])
  expect(own['site/abingdon']?.rows.map((row) => row.body['title'])).toEqual(['At Abingdon'])

  const all = await county.pull()
  expect(Object.keys(all)).toEqual(['authority', 'site/abingdon', 'site/bullingdon', 'site/wychwood'])
  expect(all['site/wychwood']?.rows.map((row) => row.body['title'])).toEqual(['At Wychwood'])
})

test('[PL-1] who last wrote each field stays on the server', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const response = await tablet.post('/api/sync/pull', {
    protocol: PROTOCOL_VERSION,
    lineage: tablet.lineage,
    epoch: null,
    entitySet: '',
    scopes: {},
    limitBytes: 100_000,
  })
  expect(await response.text()).not.toContain('writers')
})

test('[PL-2] with nothing new a pull is small, and each cursor stands at its scope’s head', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const first = await tablet.pull()
  const cursors = Object.fromEntries(Object.entries(first).map(([id, page]) => [id, page.head]))

  const quiet = await tablet.pullReply({ scopes: cursors })

  expect(Object.values(first).every((page) => page.cursor === page.head)).toBe(true)
  expect(quiet.scopes).toEqual({})
  expect(JSON.stringify(quiet).length).toBeLessThan(1000)
})

test('[PL-2] whatever the page size, paging hands over every record once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1024, max: 20_000 }),
      fc.integer({ min: 0, max: 30 }),
      async (limit, count) => {
        const server = await openServer()
        const tablet = await enrolTablet(server, 'county')
        const operations = Array.from({ length: count }, (_, index) =>
          tablet.create({}, { scope: index % 2 === 0 ? 'site/abingdon' : 'site/wychwood' }),
        )
        if (count > 0) await tablet.push(operations)
        const sessions = (await pullAll(tablet, limit)).filter((row) => row.kind === 'event-session')
        const at = (scope: string) => sessions.filter((row) => row.scope === scope).map((row) => row.id)
        for (const scope of ['site/abingdon', 'site/wychwood']) {
          expect(at(scope)).toEqual(operations.filter((op) => op.scope === scope).map((op) => op.recordId))
        }
      },
    ),
    { numRuns: 15 },
  )
})

test('a page stays within its limit, but one record larger than the limit still goes', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const authority = (await tablet.pull())['authority']?.head ?? 0
  const note = 'x'.repeat(3900)
  await tablet.push([tablet.create({ note }), tablet.create({ note }), tablet.create({ note })])

  const small = await tablet.pull({ authority }, 1024)
  expect(small['site/abingdon']).toMatchObject({ cursor: 1, head: 3 })
  expect(small['site/abingdon']?.rows).toHaveLength(1)

  const larger = await tablet.pull({ authority }, 12_000)
  expect(larger['site/abingdon']).toMatchObject({ cursor: 2, head: 3 })
})

test('a record changed many times is sent once, as it now is', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create({ note: '' })
  await tablet.push([logged, tablet.create()])
  await tablet.push([tablet.change(logged, { rev: 1, set: { note: 'Rainy' }, was: { note: '' } })])

  const page = (await tablet.pull({ 'site/abingdon': 1 }))['site/abingdon']

  expect(page?.rows.map((row) => [row.seq, row.body['note']])).toEqual([
    [2, ''],
    [3, 'Rainy'],
  ])
})

test('[PL-7] a cursor of another epoch, or past the head, begins the scope anew', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const ask = async (epoch: string | null, cursor: number) =>
    (await tablet.pullReply({ epoch, scopes: { 'site/abingdon': cursor } })).scopes['site/abingdon']

  const anew = { restart: true, cursor: 1, head: 1, rows: [{ seq: 1 }] }
  expect(await ask(randomUUID(), 1)).toMatchObject(anew)
  expect(await ask(tablet.epoch, 99)).toMatchObject(anew)
  expect(await ask(tablet.epoch, 1)).toBeUndefined()
  expect(await ask(randomUUID(), 0)).toMatchObject({ ...anew, restart: false })
})

test('[PL-7] a cursor under the floor begins the scope anew, and fetching it page by page comes to its end', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const operations = Array.from({ length: 9 }, () => tablet.create({ note: 'x'.repeat(600) }))
  await tablet.push(operations)
  expect(await server.store.raiseFloor('site/abingdon')).toBe(true)

  let scopes: Record<string, number> = { authority: 12, 'site/abingdon': 9 }
  const restarts: boolean[] = []
  const ids: string[] = []
  let snapshots: Record<string, number> = {}
  for (let turn = 0; turn < 20; turn += 1) {
    const page = (await tablet.pullReply({ scopes, snapshots, limitBytes: 4096 })).scopes['site/abingdon']
    if (page === undefined) break
    if (page.restart) snapshots = { 'site/abingdon': page.head }
    restarts.push(page.restart)
    ids.push(...page.rows.map((row) => row.id))
    scopes = { ...scopes, 'site/abingdon': page.cursor }
  }
  expect(ids).toEqual(operations.map((op) => op.recordId))
  expect(restarts.length).toBeGreaterThan(2)
  expect(restarts).toEqual(restarts.map((_, index) => index === 0))
})

test('[PL-8] a scope that the tablet names and may not read, or that is not there, is named as withdrawn', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const scopes = { authority: 0, 'site/wychwood': 3, 'site/nowhere': 1 }
  const reply = await tablet.pullReply({ scopes })
  expect(reply.withdrawn.toSorted()).toEqual(['site/nowhere', 'site/wychwood'])
  expect(Object.keys(reply.scopes)).toEqual(['authority', 'site/abingdon'])
})

test('[PL-10] a scope with nothing new is left out, unless the tablet asks for all or does not hold it yet', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const scopes = { authority: 12, 'site/abingdon': 0 }
  expect(Object.keys((await tablet.pullReply({ scopes })).scopes)).toEqual([])
  expect(Object.keys((await tablet.pullReply({ scopes: { authority: 12 } })).scopes)).toEqual([
    'site/abingdon',
  ])
  const full = await tablet.pullReply({ scopes, full: true })
  expect(full.scopes).toMatchObject({
    authority: { rows: [], cursor: 12, head: 12, restart: false },
    'site/abingdon': { rows: [], cursor: 0, head: 0, restart: false },
  })
})

test('[PL-11] a tablet that asks hears what became of its own operations and others’ where it may read, and nothing of the rest', async () => {
  const server = await openServer()
  const one = await enrolTablet(server, 'site/abingdon')
  const copy = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/wychwood')
  const logged = one.create()
  const early = one.change(logged, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  const others = other.create()
  await one.push([early])
  await other.push([others])
  const asks = [early.opId, others.opId, randomUUID()]

  expect((await one.pullReply({ asks })).receipts).toEqual([
    { opId: early.opId, outcome: { outcome: 'held', code: 'predecessor-missing' } },
  ])
  await one.push([logged])
  expect((await one.pullReply({ asks })).receipts).toMatchObject([
    { opId: early.opId, outcome: { outcome: 'applied', rev: 2 } },
  ])
  expect((await copy.pullReply({ asks })).receipts).toMatchObject([{ opId: early.opId }])
  expect((await other.pullReply({ asks })).receipts).toMatchObject([{ opId: others.opId }])
})

test('[PL-12] a tablet hears how far its count is in a backup, and one of another epoch how far it is here', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create(), tablet.create(), tablet.create({}, { n: 4 })])
  await server.store.markDurable(new Map([[tablet.lineage, 1]]))

  expect(await tablet.pullReply()).toMatchObject({ durableThrough: 1, knownThrough: null, syncAfterMs: null })
  expect(await tablet.pullReply({ epoch: null })).toMatchObject({ knownThrough: null })
  expect(await tablet.pullReply({ epoch: randomUUID() })).toMatchObject({ knownThrough: 2 })
})

test('[PL-14] a pull in brief is answered as one in full is, without what the tablet knows', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const scopes = { authority: 12, 'site/abingdon': 0 }
  const request = pullInBrief({ ...IN_FULL, lineage: tablet.lineage, epoch: tablet.epoch, scopes }, null)
  const response = await tablet.post('/api/sync/pull', { ...request })
  const brief = v.parse(briefPullReplySchema, await response.json())
  expect(replyInFull(brief, tablet.epoch)).toEqual(await tablet.pullReply({ scopes }))

  const quiet = await tablet.post('/api/sync/pull', { ...request, scopes: { ...scopes, 'site/abingdon': 1 } })
  expect(Object.keys((await quiet.json()) as object)).toEqual(['serverTime', 'quietDigest'])
  expect(quiet.headers.get('content-encoding')).toBeNull()
})

test('[PL-14] one that takes another tablet or another history for known hears nothing, and leaves no trace', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/wychwood')
  const heartbeat = { maxN: 5, pending: [], oldestAt: null }
  const mistaken = [
    { lineage: other.lineage, epoch: tablet.epoch },
    { lineage: tablet.lineage, epoch: randomUUID() },
  ]
  for (const known of mistaken) {
    const request = pullInBrief({ ...IN_FULL, ...known, scopes: {}, heartbeat }, null)
    const response = await tablet.post('/api/sync/pull', { ...request })
    expect([response.status, await response.json()]).toEqual([400, { code: 'unreadable' }])
  }
  expect((await server.store.listTablets()).map((one) => one.heartbeat)).toEqual([null, null])
})

test('[HB-2] what a tablet says of its own count is kept, so that the server can tell what has not arrived', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create(), tablet.create({}, { n: 3 })])
  const heartbeat = { maxN: 5, pending: [[4, 5]] as [number, number][], oldestAt: server.clock.now() }
  await tablet.pullReply({ heartbeat })

  expect(await server.store.listTablets()).toMatchObject([{ heartbeat }])
  expect(await server.store.arrivalsOf(tablet.lineage)).toEqual({ through: 1, highest: 3, holes: [[2, 2]] })
})

test('[PU-7] while tablets push at once, no pull ever sees a place in the order filled behind its cursor', async () => {
  const server = await openServer()
  const tablets = await Promise.all([1, 2, 3, 4].map(() => enrolTablet(server, 'site/abingdon')))
  const reader = await enrolTablet(server, 'county')
  const seen: number[] = []
  let isPushing = true
  const reading = (async () => {
    let cursor = 0
    for (;;) {
      const isLast = !isPushing
      const page = (await reader.pull({ 'site/abingdon': cursor }))['site/abingdon']
      seen.push(...(page?.rows ?? []).map((row) => row.seq))
      cursor = page?.cursor ?? cursor
      if (isLast) return
    }
  })()
  const pushing = tablets.map(async (tablet) => {
    for (let batch = 0; batch < 5; batch += 1) await tablet.push([tablet.create(), tablet.create()])
  })
  await Promise.all(pushing)
  isPushing = false
  await reading

  expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
})

test('a long reply is compressed for whoever takes that, and says how long it is either way', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const asked = async (accepts: string) => {
    const body = JSON.stringify({ ...IN_FULL, lineage: tablet.lineage, epoch: tablet.epoch, scopes: {} })
    const headers = { 'content-type': 'application/json', 'accept-encoding': accepts }
    const reply = await tablet.fetch('/api/sync/pull', { method: 'POST', headers, body })
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect(reply.headers.get('content-length')).toBe(String(bytes.length))
    return { encoding: reply.headers.get('content-encoding'), bytes }
  }
  const plain = await asked('identity')
  expect(plain.encoding).toBeNull()
  expect((await asked('gzip;q=0, br')).encoding).toBeNull()
  const zipped = await asked('gzip, deflate, br')
  expect(zipped.encoding).toBe('gzip')
  expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2)
  const scopesIn = (bytes: Buffer): unknown => v.parse(pullReplySchema, JSON.parse(bytes.toString())).scopes
  expect(scopesIn(gunzipSync(zipped.bytes))).toEqual(scopesIn(plain.bytes))
})
