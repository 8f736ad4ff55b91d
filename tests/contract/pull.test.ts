import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ScopePage } from '#sync/messages.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'

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
    cursors = Object.fromEntries(Object.entries(scopes).map(([id, page]) => [id, page.cursor]))
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

  const quiet = await tablet.pull(cursors)

  expect(Object.values(quiet).every((page) => page.rows.length === 0 && page.cursor === page.head)).toBe(true)
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

test('cursors of another epoch, and cursors past the head, count for nothing', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const ask = async (epoch: string, cursor: number) => {
    const response = await tablet.post('/api/sync/pull', {
      protocol: PROTOCOL_VERSION,
      lineage: tablet.lineage,
      epoch,
      entitySet: '',
      scopes: { 'site/abingdon': cursor },
      limitBytes: 100_000,
    })
    return response.json()
  }
  const everything = { scopes: { 'site/abingdon': { cursor: 1, head: 1, rows: [{ seq: 1 }] } } }
  expect(await ask(randomUUID(), 1)).toMatchObject(everything)
  expect(await ask(tablet.epoch, 99)).toMatchObject(everything)
  expect(await ask(tablet.epoch, 1)).toMatchObject({ scopes: { 'site/abingdon': { rows: [] } } })
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
