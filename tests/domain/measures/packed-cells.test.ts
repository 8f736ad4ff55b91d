import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withChanges } from '#domain/measures/month-sums.ts'
import { packCells, packedWithChanges, unpackCells } from '#domain/measures/packed-cells.ts'

const part = fc.integer({ min: -20, max: 20 })
const cells = fc.dictionary(
  fc.constantFrom('all', 'under-five', 'reached-at:site/thame', 'preset:rhyme'),
  fc.record({ entries: part, amount: part, notCounted: part, sampled: part, estimated: part }),
  { noNullPrototype: true },
)

test('what is packed is unpacked as it was', () => {
  fc.assert(
    fc.property(cells, (some) => {
      expect(unpackCells(packCells(some))).toEqual(some)
    }),
  )
})

test('a cell is kept as its parts in their order, without the noughts at the end', () => {
  const nothing = { entries: 0, amount: 0, notCounted: 0, sampled: 0, estimated: 0 }
  const kept = packCells({
    counted: { ...nothing, entries: 2, amount: 31 },
    blank: { ...nothing, entries: 1, notCounted: 1 },
    sampled: { ...nothing, entries: 1, amount: 9, sampled: 9 },
    estimated: { ...nothing, entries: 1, amount: 8, estimated: 8 },
  })
  expect(kept).toEqual({
    counted: [2, 31],
    blank: [1, 0, 1],
    sampled: [1, 9, 0, 9],
    estimated: [1, 8, 0, 0, 8],
  })
})

test('changes come to the same whether the sums are packed or not, and what comes to nothing goes', () => {
  fc.assert(
    fc.property(cells, cells, (kept, changes) => {
      const expected = packCells(withChanges(kept, changes))
      expect(packedWithChanges(packCells(kept), changes)).toEqual(expected)
    }),
  )
  const one = { entries: 1, amount: 3, notCounted: 0, sampled: 0, estimated: 0 }
  const less = { ...one, entries: -1, amount: -3 }
  expect(packedWithChanges(packCells({ all: one, targeted: one }), { all: less })).toEqual({
    targeted: [1, 3],
  })
})
