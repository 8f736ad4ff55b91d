import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inBrief, inFull } from '#sync/brief-receipts.ts'
import type { OperationReceipt } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import { testId } from '#support/device.ts'

const opId = (place: number) => testId(0xf, place)
const receiptsOf = (outcomes: readonly Outcome[]): OperationReceipt[] =>
  outcomes.map((outcome, place) => ({ opId: opId(place), outcome }))
const opsOf = (outcomes: readonly Outcome[]) => outcomes.map((_, place) => ({ opId: opId(place), n: place }))
const applied = (rev: number | null, seq: number | null): Outcome => ({ outcome: 'applied', rev, seq })

test('[PU-9] five hundred entries received one after the other are told in four numbers and a hash', () => {
  const receipts = receiptsOf(Array.from({ length: 500 }, (_, place) => applied(1, 41 + place)))
  expect(inBrief(receipts)).toEqual({
    receipts: [],
    applied: [[0, 500, 1, 41, expect.stringMatching(/^[0-9a-f]{16}$/)]],
  })
})

test('[PU-9] what is told in brief says the same of every operation as receipts that name it', () => {
  const small = fc.integer({ min: 1, max: 4 })
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ rev: small, seq: small }).map(({ rev, seq }) => applied(rev, seq)) },
    fc.constant(applied(null, null)),
    fc.constant<Outcome>({ outcome: 'held', code: 'predecessor-missing' }),
    fc.constant<Outcome>({ outcome: 'refused', code: 'record-exists', fields: [] }),
    fc.constant<Outcome>({ outcome: 'conflict', rev: 2, seq: 9, lost: ['title'] }),
  )
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      const told = new Map(
        inFull(inBrief(receiptsOf(outcomes)), opsOf(outcomes)).map((one) => [one.opId, one.outcome]),
      )
      expect(told).toEqual(new Map(outcomes.map((one, place) => [opId(place), one])))
    }),
  )
})

test('[PU-9] what is told of other operations than were sent, or of more or fewer, is a receipt for nothing', () => {
  const sent = opsOf([applied(1, 7), applied(1, 8), applied(1, 9)])
  const brief = inBrief(receiptsOf([applied(1, 7), applied(1, 8), applied(1, 9)]))
  expect(inFull(brief, sent)).toHaveLength(3)
  for (const other of [sent.slice(1), sent.slice(0, 2), sent.toReversed(), [], [{}, ...sent]]) {
    expect(inFull(brief, other)).toEqual([])
  }
})
