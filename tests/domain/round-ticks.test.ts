import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOf, MADE, ticksOf } from '#domain/records/round-ticks.ts'

test('a round’s visits are ticked one by one, and the numbers follow', () => {
  const ticks = ticksOf({ due: 5, made: 2, missed: { unwell: 1 } })
  expect(ticks).toEqual([MADE, MADE, 'unwell', null, null])
  expect(countsOf([...ticks.slice(0, 3), 'not-in', MADE])).toEqual({
    made: 3,
    missed: { unwell: 1, 'not-in': 1 },
  })
})

test('whatever was counted is there in the ticks, also when it is more than was due', () => {
  const count = fc.nat(9)
  fc.assert(
    fc.property(
      fc.record({
        due: count,
        made: count,
        missed: fc.dictionary(fc.constantFrom('unwell', 'not-in'), fc.integer({ min: 1, max: 5 })),
      }),
      (round) => {
        const ticks = ticksOf(round)
        expect(countsOf(ticks)).toEqual({ made: round.made, missed: { ...round.missed } })
        expect(ticks.length).toBeGreaterThanOrEqual(round.due)
      },
    ),
  )
})
