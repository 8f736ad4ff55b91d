import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '#sync/outcome.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

function outcomesOf(receipts: readonly { outcome: Outcome }[]): readonly Outcome[] {
  return receipts.map((receipt) => receipt.outcome)
}

test('[OUT-1] clean operations are applied, each with the next revision and the next place in its scope', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  const noted = tablet.change(logged, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })

  expect(await tablet.push([logged, noted])).toEqual([
    { opId: logged.opId, outcome: { outcome: 'applied', rev: 1, seq: 1 } },
    { opId: noted.opId, outcome: { outcome: 'applied', rev: 2, seq: 2 } },
  ])
})

test('[PU-2] a retry after a lost reply gets the stored outcomes and changes nothing', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  const batch = [logged, tablet.change(logged, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })]
  const first = await tablet.push(batch)
  const before = await tablet.pull()

  expect(await tablet.push(batch)).toEqual(first)
  expect(await tablet.pull()).toEqual(before)
})

test('[PU-2] however often and in whatever batches operations are sent again, each takes effect once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }), { minLength: 1, maxLength: 6 }),
      async (batches) => {
        const server = await openServer()
        const tablet = await enrolTablet(server, 'site/abingdon')
        const operations = [0, 1, 2, 3, 4, 5].map(() => tablet.create())
        const everything = [...batches, [0, 1, 2, 3, 4, 5]]
        for (const batch of everything) {
          await tablet.push(batch.flatMap((index) => operations[index] ?? []))
        }
        const page = (await tablet.pull())['site/abingdon']
        expect(page?.head).toBe(6)
        expect(new Set(page?.rows.map((row) => row.id))).toEqual(new Set(operations.map((op) => op.recordId)))
        expect(page?.rows.every((row) => row.rev === 1)).toBe(true)
      },
    ),
    { numRuns: 15 },
  )
})

test('[PU-3] the same operation id with other contents is never applied, and is an incident', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create({ note: 'First' })
  await tablet.push([logged])
  const forged = { ...logged, set: { ...logged.set, note: 'Second' } }

  const receipts = await tablet.push([forged])

  expect(outcomesOf(receipts)).toEqual([{ outcome: 'refused', code: 'op-id-reused', fields: [] }])
  expect((await tablet.pull())['site/abingdon']?.rows[0]?.body['note']).toBe('First')
  expect(await server.store.outcomesOf([logged.opId])).toEqual(
    new Map([[logged.opId, { outcome: 'applied', rev: 1, seq: 1 }]]),
  )
  expect(server.log.text()).toContain('"incident":"op-id-reused"')
})

test('[FK-1] a copied profile that counts from the same number is told so, and what it sent is kept', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const copied = tablet.create({}, { n: 1 })
  const next = tablet.create({}, { n: 2 })

  const receipts = await tablet.push([copied, next])

  expect(outcomesOf(receipts)).toMatchObject([
    { outcome: 'refused', code: 'lineage-forked' },
    { outcome: 'refused', code: 'lineage-forked' },
  ])
  expect(await tablet.push([copied, next])).toEqual(receipts)
  expect(server.log.text()).toContain('"incident":"lineage-forked"')
})

test('[FK-1] what comes after a copied operation that is sent again is not the tablet’s own count either', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const copied = tablet.create({}, { n: 1 })
  await tablet.push([copied])

  const receipts = await tablet.push([copied, tablet.create({}, { n: 2 })])

  expect(outcomesOf(receipts)).toMatchObject([{ code: 'lineage-forked' }, { code: 'lineage-forked' }])
  expect(await server.store.arrivalsOf(tablet.lineage)).toMatchObject({ through: 1, highest: 1 })
})

test('[FK-13] an entry that two copies of a tablet both held is made once, whatever was changed meanwhile', async () => {
  const server = await openServer()
  const one = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const made = one.create({ note: 'Rainy' })
  const again = { ...made, opId: randomUUID(), lineage: other.lineage }
  const changed = one.change(made, { set: { note: 'Dry' }, was: { note: 'Rainy' } })
  await one.push([made, changed])

  expect(outcomesOf(await other.push([again]))).toEqual([{ outcome: 'applied', rev: 1, seq: 2 }])
  expect((await one.pull())['site/abingdon']?.rows).toMatchObject([{ rev: 2, body: { note: 'Dry' } }])
  const another = other.create({ note: 'Windy' }, { n: 2, recordId: made.recordId })
  expect(outcomesOf(await other.push([another]))).toMatchObject([{ code: 'record-exists' }])
})

test('[PU-4] an operation that cannot be read but names itself is refused, and the others of its batch are judged', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const garbled = { opId: randomUUID(), lineage: tablet.lineage, n: 'one', set: 5 }

  const receipts = await tablet.push([garbled, tablet.create()])

  expect(receipts[0]).toMatchObject({
    opId: garbled.opId,
    outcome: { outcome: 'refused', code: 'invalid-body' },
  })
  expect(receipts[1]?.outcome).toEqual({ outcome: 'applied', rev: 1, seq: 1 })
  expect(await tablet.push([garbled])).toEqual([receipts[0]])
})

test('[PU-4] an operation nested without end is refused, and the others of its batch are judged', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const opId = randomUUID()
  const fine = tablet.create()
  const deep = `{"opId":"${opId}","set":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const body = `{"protocol":2,"lineage":"${tablet.lineage}","epoch":null,"ops":[${deep},${JSON.stringify(fine)}]}`

  const response = await tablet.fetch('/api/sync/push', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })

  expect(await response.json()).toMatchObject({
    receipts: [
      { opId, outcome: { outcome: 'refused', code: 'invalid-body' } },
      { opId: fine.opId, outcome: { outcome: 'applied' } },
    ],
  })
})

test('an operation that was counted by another tablet is refused', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const foreign = tablet.create({}, { lineage: randomUUID() })
  expect(outcomesOf(await tablet.push([foreign]))).toEqual([
    { outcome: 'refused', code: 'invalid-body', fields: ['lineage'] },
  ])
})

test('[OUT-3] each broken rule is refused by its own code, and none of them stops the rest', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'county')
  const known = tablet.create()
  await tablet.push([known])
  const preset = { ...(await server.store.recordsOf('authority', 'preset'))[0]?.body }
  const operations = [
    tablet.create({}, { kind: 'bicycle' }),
    tablet.create({}, { scope: 'authority' }),
    tablet.create({}, { scope: 'site/nowhere' }),
    tablet.create(preset, { kind: 'preset' }),
    tablet.create({ heldState: 'perhaps' }),
    tablet.create({ colour: 'red' }),
    tablet.create({ note: 'Not that one' }, { recordId: known.recordId }),
    tablet.change(tablet.create(), { set: { note: 'x' }, was: { note: '' } }),
    tablet.create({}, { schema: 99 }),
    tablet.change(known, { rev: 1, set: { counts: {} }, was: {} }),
    tablet.create(),
  ]

  const receipts = await tablet.push(operations)

  expect(outcomesOf(receipts)).toEqual([
    { outcome: 'refused', code: 'unknown-kind', fields: [] },
    { outcome: 'refused', code: 'wrong-scope', fields: [] },
    { outcome: 'refused', code: 'wrong-scope', fields: [] },
    { outcome: 'refused', code: 'wrong-scope', fields: [] },
    { outcome: 'refused', code: 'invalid-body', fields: ['heldState'] },
    { outcome: 'refused', code: 'unknown-field', fields: ['colour'] },
    { outcome: 'refused', code: 'record-exists', fields: [] },
    { outcome: 'refused', code: 'record-missing', fields: [] },
    { outcome: 'refused', code: 'newer-schema', fields: [] },
    { outcome: 'refused', code: 'unknown-field', fields: ['counts'] },
    { outcome: 'applied', rev: 1, seq: 2 },
  ])
})

test('[OUT-4] an operation whose predecessor has not arrived is held, and takes effect in order when it comes', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  const noted = tablet.change(logged, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  const dried = tablet.change(logged, { parentN: 2, set: { note: 'Dry' }, was: { note: 'Rainy' } })

  const early = await tablet.push([noted, dried])
  expect(outcomesOf(early)).toEqual([
    { outcome: 'held', code: 'predecessor-missing' },
    { outcome: 'held', code: 'predecessor-missing' },
  ])

  expect(outcomesOf(await tablet.push([logged]))).toEqual([{ outcome: 'applied', rev: 1, seq: 1 }])
  expect(outcomesOf(await tablet.push([noted, dried]))).toEqual([
    { outcome: 'applied', rev: 2, seq: 2 },
    { outcome: 'applied', rev: 3, seq: 3 },
  ])
  expect((await tablet.pull())['site/abingdon']?.rows[0]?.body['note']).toBe('Dry')
})

test('[OUT-4] in whatever order one tablet’s changes of a record arrive, they take effect in the order they were made', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), async (order) => {
      const server = await openServer()
      const tablet = await enrolTablet(server, 'site/abingdon')
      const logged = tablet.create({ note: 'note 1' })
      const changes = [2, 3, 4, 5].map((n) =>
        tablet.change(logged, {
          n,
          parentN: n - 1,
          set: { note: `note ${n}` },
          was: { note: `note ${n - 1}` },
        }),
      )
      const all = [logged, ...changes]
      for (const index of order) await tablet.push(all.slice(index, index + 1))
      const row = (await tablet.pull())['site/abingdon']?.rows[0]
      expect(row?.body['note']).toBe('note 5')
      expect(row?.history.map((entry) => entry.opId)).toEqual(all.map((op) => op.opId))
    }),
    { numRuns: 15 },
  )
})

test('[OUT-5] what a tablet of one site writes to another site is put to review, and its operation is kept', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const elsewhere = tablet.create({}, { scope: 'site/wychwood' })
  const receipts = await tablet.push([elsewhere, tablet.create()])

  expect(outcomesOf(receipts)).toEqual([
    { outcome: 'review', code: 'not-allowed-here' },
    { outcome: 'applied', rev: 1, seq: 1 },
  ])
  expect(await server.store.outcomesOf([elsewhere.opId])).toEqual(
    new Map([[elsewhere.opId, { outcome: 'review', code: 'not-allowed-here' }]]),
  )
})

test('[PU-5] a tablet of one site cannot reach a record of another site by naming its own scope', async () => {
  const server = await openServer()
  const abingdon = await enrolTablet(server, 'site/abingdon')
  const wychwood = await enrolTablet(server, 'site/wychwood')
  const logged = abingdon.create({ note: 'Ours' })
  await abingdon.push([logged])
  const reach = wychwood.change(logged, { scope: 'site/wychwood', rev: 1, set: { note: 'Theirs' }, was: {} })

  expect(outcomesOf(await wychwood.push([reach]))).toEqual([
    { outcome: 'refused', code: 'wrong-scope', fields: [] },
  ])
  expect((await abingdon.pull())['site/abingdon']?.rows[0]?.body['note']).toBe('Ours')
})

test('[MG-4] of two tablets that change one field, the first committed stays, and clean fields of the other apply', async () => {
  const server = await openServer()
  const abingdon = await enrolTablet(server, 'site/abingdon')
  const county = await enrolTablet(server, 'county')
  const logged = abingdon.create()
  await abingdon.push([logged])
  await abingdon.push([
    abingdon.change(logged, { rev: 1, set: { title: 'Rhymes' }, was: { title: 'Rhyme Time' } }),
  ])
  const late = county.change(logged, {
    rev: 1,
    set: { title: 'Songs', startTime: '11:00' },
    was: { title: 'Rhyme Time', startTime: '10:30' },
  })

  expect(outcomesOf(await county.push([late]))).toEqual([
    { outcome: 'conflict', rev: 3, seq: 4, lost: ['title'] },
  ])
  const row = (await county.pull())['site/abingdon']?.rows[0]
  expect(row?.body).toMatchObject({ title: 'Rhymes', startTime: '11:00' })
  expect(row?.history.at(-1)).toMatchObject({ set: { startTime: '11:00' }, was: { startTime: '10:30' } })
})

test('[MG-7] what two tablets add to one note stands there from both', async () => {
  const server = await openServer()
  const one = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const logged = one.create({ note: 'Rain.' })
  const adding = (note: string) => ({ rev: 1, set: { note: `Rain. ${note}` }, was: { note: 'Rain.' } })
  await one.push([logged, one.change(logged, { ...adding('Ten stayed.'), parentN: 1 })])

  expect(outcomesOf(await other.push([other.change(logged, adding('Tea ran out.'))]))).toEqual([
    { outcome: 'applied', rev: 3, seq: 3 },
  ])
  const row = (await one.pull())['site/abingdon']?.rows[0]
  expect(row?.body['note']).toBe('Rain. Ten stayed.\n Tea ran out.')
  expect(row?.history.at(-1)?.set).toEqual({ note: row?.body['note'] })
})

test('[OP-2] two tablets that count at two doors of one session never meet', async () => {
  const server = await openServer()
  const one = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const logged = one.create({ counts: {} })
  await one.push([logged])
  const atDoor = (door: string, total: number) => ({
    rev: 1,
    set: { [`counts/${door}`]: { split: 'none', total } },
    was: { [`counts/${door}`]: null },
  })

  const receipts = [
    ...(await one.push([one.change(logged, atDoor('front', 9))])),
    ...(await other.push([other.change(logged, atDoor('garden', 5))])),
  ]

  expect(outcomesOf(receipts).map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  expect((await one.pull())['site/abingdon']?.rows[0]?.body['counts']).toEqual({
    front: { split: 'none', total: 9 },
    garden: { split: 'none', total: 5 },
  })
})

test('[MG-6] a void record stays in the feed as void, and comes back by restore', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  await tablet.push([logged, tablet.change(logged, { action: 'void', parentN: 1 })])
  expect((await tablet.pull())['site/abingdon']?.rows).toMatchObject([{ deleted: true, rev: 2 }])

  await tablet.push([tablet.change(logged, { action: 'restore', rev: 2 })])
  expect((await tablet.pull())['site/abingdon']?.rows).toMatchObject([
    { deleted: false, rev: 3, history: [{ action: 'create' }, { action: 'void' }, { action: 'restore' }] },
  ])
})

test('a record carries its last twenty changes and no more', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create({ note: '0' })
  const changes = Array.from({ length: 25 }, (_, index) =>
    tablet.change(logged, { parentN: index + 1, set: { note: `${index + 1}` }, was: { note: `${index}` } }),
  )
  await tablet.push([logged, ...changes])
  const history = (await tablet.pull())['site/abingdon']?.rows[0]?.history
  expect(history?.map((entry) => entry.rev)).toEqual(Array.from({ length: 20 }, (_, index) => index + 7))
})

test('an operation nested deeper than any body is refused and kept, and never judged', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  let note: unknown = 'deep'
  for (let level = 0; level < 2_000; level += 1) note = [note]
  const [receipt] = await tablet.push([tablet.create({ note })])
  expect(receipt?.outcome).toMatchObject({ outcome: 'refused', code: 'invalid-body', fields: ['set'] })
  expect(await server.store.operationsAfter('', 10)).toHaveLength(1)
})
