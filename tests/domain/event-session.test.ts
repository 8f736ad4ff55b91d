import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attendances, attendancesByAge } from '#domain/records/event-session.ts'
import { type Headcount, headcountTotal, splitDifference } from '#domain/records/headcount.ts'
import { presetChoices, preset } from '#domain/records/preset.ts'
import { AGE_BANDS } from '#domain/records/vocabulary.ts'
import { aSession, counted } from '#support/sessions.ts'

const tally = fc.integer({ min: 0, max: 99_999 })
const headcount: fc.Arbitrary<Headcount> = fc.oneof(
  tally.map((total): Headcount => ({ split: 'none', total })),
  fc.record({
    split: fc.constant('age' as const),
    byAge: fc.dictionary(fc.constantFrom(...AGE_BANDS), tally),
    stated: fc.option(tally),
  }),
)

describe('attendances', () => {
  test('a session held and not counted has no number, which is not 0', () => {
    expect(attendances(aSession({ counts: {} }))).toBeNull()
    expect(attendances(aSession({ counts: counted(0) }))).toBe(0)
  })

  test('two tablets counting at two doors of one session add up', () => {
    expect(attendances(aSession({ counts: { ...counted(14, 'door-1'), ...counted(9, 'door-2') } }))).toBe(23)
  })

  test('a session that was cancelled or that nobody came to has none, whatever was counted', () => {
    for (const heldState of ['cancelled', 'postponed', 'held-no-attendance'] as const) {
      expect(attendances(aSession({ heldState }))).toBe(0)
    }
  })

  test('a split with no band counted is not counted', () => {
    expect(headcountTotal({ split: 'age', byAge: {}, stated: null })).toBeNull()
    expect(headcountTotal({ split: 'age', byAge: { '0-4': 0 }, stated: null })).toBe(0)
  })

  test('the ages of a session always add up to its attendances', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), headcount), (counts) => {
        const session = aSession({ counts })
        const byAge = Object.values(attendancesByAge(session))
        expect(byAge.reduce((sum, people) => sum + people, 0)).toBe(attendances(session) ?? 0)
      }),
    )
  })

  test('a split that does not add up to the total typed beside it is told by how much', () => {
    expect(splitDifference({ split: 'age', byAge: { '0-4': 9, '25-64': 7 }, stated: 14 })).toBe(2)
    expect(splitDifference({ split: 'age', byAge: { '0-4': 9 }, stated: null })).toBe(0)
  })
})

test('a session takes its plan from the preset, the usual answer first', () => {
  const choices = presetChoices('preset/steam', {
    ...preset.example,
    audiences: ['5-11', '12-17'],
    offers: [],
  })
  expect(choices).toMatchObject({
    presetId: 'preset/steam',
    audience: '5-11',
    offer: null,
    primaryPriorityId: 'priority/7',
  })
})
