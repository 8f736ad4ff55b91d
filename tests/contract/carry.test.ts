import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { reviewIdOf } from '#domain/records/review.ts'
import { type CarryReply, receiptSchema } from '#sync/messages.ts'
import { receiptText } from '#sync/waiting-file.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

function outcomesIn(reply: CarryReply) {
  const receipts = v.parse(v.array(receiptSchema), JSON.parse(reply.receipts))
  return receipts.map((receipt) => receipt.outcome)
}

/** A tablet with an entry and a change of it in a file, and one that carries it. */
async function withFile() {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const carrier = await enrolTablet(server, 'site/wychwood')
  const logged = tablet.create()
  const noted = tablet.change(logged, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  return { server, tablet, carrier, logged, noted, lines: tablet.file([logged, noted]) }
}

const TAKEN = [
  { outcome: 'applied', rev: 1, seq: 1 },
  { outcome: 'applied', rev: 2, seq: 2 },
]
const NOT_PROVEN = { outcome: 'review', code: 'not-proven' }

test('[FI-1] what a tablet’s own code proves counts as if the tablet had sent it, whoever carries it', async () => {
  const { tablet, carrier, logged, noted, lines } = await withFile()
  expect(outcomesIn(await carrier.carry(tablet.lineage, lines))).toEqual(TAKEN)
  expect((await tablet.push([logged, noted])).map((receipt) => receipt.outcome)).toEqual(TAKEN)
})

test('[FI-2] the same file carried twice, by two tablets, changes nothing more', async () => {
  const { server, tablet, carrier, lines } = await withFile()
  await carrier.carry(tablet.lineage, lines)
  const before = await tablet.pull()
  const county = await enrolTablet(server, 'county')

  expect(outcomesIn(await carrier.carry(tablet.lineage, lines))).toEqual(TAKEN)
  expect(outcomesIn(await county.carry(tablet.lineage, lines))).toEqual(TAKEN)
  expect(await tablet.pull()).toEqual(before)
})

test('[FI-2] in whatever order and however often files come, the result is that of sending', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1 }), { minLength: 1, maxLength: 5 }),
      async (files) => {
        const { tablet, carrier, logged, noted } = await withFile()
        const dried = tablet.change(logged, { parentN: 2, set: { note: 'Dry' }, was: { note: 'Rainy' } })
        const all = [logged, noted, dried, tablet.create()]
        for (const file of [...files, [3, 2, 1, 0]]) {
          await carrier.carry(tablet.lineage, tablet.file(file.flatMap((index) => all[index] ?? [])))
        }
        const rows = (await tablet.pull())['site/abingdon']?.rows ?? []
        expect(Object.fromEntries(rows.map(({ id, rev }) => [id, rev]))).toEqual({
          [logged.recordId]: 3,
          [all[3]?.recordId ?? '']: 1,
        })
        expect(rows.find(({ id }) => id === logged.recordId)?.body['note']).toBe('Dry')
      },
    ),
    { numRuns: 15 },
  )
})

test('[FI-3] with a forged code, or none, a line waits for somebody at its site to agree', async () => {
  const { server, tablet, carrier, logged, noted, lines } = await withFile()
  const forged = lines.map(({ text }, index) => ({ text, mac: index === 0 ? carrier.mac(text) : null }))

  expect(outcomesIn(await carrier.carry(tablet.lineage, forged))).toEqual([NOT_PROVEN, NOT_PROVEN])
  expect(server.log.text()).toContain('"incident":"forged-file"')
  const lead = await enrolTablet(server, 'site/abingdon')
  const rows = (await lead.pull())['site/abingdon']?.rows ?? []
  expect(rows.map(({ id }) => id)).toEqual([logged, noted].map((op) => reviewIdOf(op.opId)))

  const set = { state: 'accepted', reason: null, about: logged.recordId }
  await lead.push([lead.resolve('review', reviewIdOf(noted.opId), set)])
  expect(outcomesIn(await carrier.carry(tablet.lineage, forged))).toMatchObject([
    { outcome: 'applied', rev: 1 },
    { outcome: 'applied', rev: 2 },
  ])
})

test('[RV-5] what waited because nothing showed whose it was is judged when its own tablet brings it', async () => {
  const { tablet, carrier, logged, noted, lines } = await withFile()
  await carrier.carry(
    tablet.lineage,
    lines.map(({ text }) => ({ text, mac: null })),
  )

  expect((await tablet.push([logged, noted])).map((receipt) => receipt.outcome)).toMatchObject([
    { outcome: 'applied', rev: 1 },
    { outcome: 'applied', rev: 2 },
  ])
  const rows = (await tablet.pull())['site/abingdon']?.rows ?? []
  for (const op of [logged, noted]) {
    const review = rows.find(({ id }) => id === reviewIdOf(op.opId))
    expect(review?.body).toMatchObject({ state: 'accepted', settledBy: 'Sam Patel' })
  }
  expect(rows.find(({ id }) => id === logged.recordId)?.body['note']).toBe('Rainy')
})

test('[RV-5] the proof counts although it came while the line was held', async () => {
  const { tablet, carrier, logged, noted } = await withFile()
  await carrier.carry(tablet.lineage, [{ text: JSON.stringify(noted), mac: null }])
  await tablet.push([noted])
  await tablet.push([logged])
  expect((await tablet.pull())['site/abingdon']?.rows).toMatchObject([{ rev: 2, body: { note: 'Rainy' } }])
})

test('[FI-4] a line that is no operation gets no receipt, and one of another tablet is refused; neither stops the rest', async () => {
  const { tablet, carrier, logged } = await withFile()
  const foreign = carrier.create()
  const [fine] = tablet.file([logged])
  const lines = [
    { text: 'not JSON', mac: null },
    { text: '{"n":1}', mac: null },
    ...tablet.file([foreign]),
    ...(fine === undefined ? [] : [fine]),
  ]
  const reply = await carrier.carry(tablet.lineage, lines)
  expect(JSON.parse(reply.receipts)).toEqual([
    { opId: foreign.opId, outcome: { outcome: 'refused', code: 'invalid-body', fields: ['lineage'] } },
    { opId: logged.opId, outcome: { outcome: 'applied', rev: 1, seq: 1 } },
  ])
  const [nothing] = lines
  if (nothing === undefined) throw new Error('There is no such line')
  expect((await carrier.carry(tablet.lineage, [nothing])).receipts).toBe('[]')
})

test('[FI-5] receipts carry a code by which the tablet they are for can tell that they are the server’s', async () => {
  const { tablet, carrier, lines } = await withFile()
  const { epoch, receipts, mac } = await carrier.carry(tablet.lineage, lines)
  expect(mac).toBe(tablet.mac(receiptText(tablet.lineage, epoch, receipts)))

  const stranger = randomUUID()
  const text = JSON.stringify({ ...tablet.create(), lineage: stranger })
  const unknown = await carrier.carry(stranger, [{ text, mac: tablet.mac(text) }])
  expect(unknown.mac).toBeNull()
  expect(outcomesIn(unknown)).toEqual([NOT_PROVEN])
})

test('[FI-1] the file of a tablet that was revoked is proven its own, and waits for somebody to agree', async () => {
  const { server, tablet, carrier, lines } = await withFile()
  await server.store.revokeTablet(tablet.lineage, server.clock.now())
  const waits = { outcome: 'review', code: 'not-allowed-here' }
  expect(outcomesIn(await carrier.carry(tablet.lineage, lines))).toEqual([waits, waits])
})

test('[WD-2] nobody but its own tablet takes work back: a withdrawal that is not proven waits', async () => {
  const { tablet, carrier } = await withFile()
  const broken = tablet.create({ heldState: 'perhaps' })
  await tablet.push([broken])
  const forged = tablet.withdraw(broken)
  expect(
    outcomesIn(await carrier.carry(tablet.lineage, [{ text: JSON.stringify(forged), mac: null }])),
  ).toEqual([NOT_PROVEN])
  expect((await tablet.push([forged]))[0]?.outcome).toEqual({ outcome: 'applied', rev: null, seq: null })
})
