import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addAttendance,
  attendanceByAge,
  inReturnBands,
  peopleIn,
  REACH_BANDS,
  type ReachBand,
} from '#domain/place/attendance-by-age.ts'
import { effectiveSize, participation, type Participation, wilson } from '#domain/place/participation.ts'
import { participationSentence, splitSentence } from '#domain/place/participation-words.ts'
import { ratesBySite, reachGap } from '#domain/place/reach-rates.ts'
import type { Headcount } from '#domain/records/headcount.ts'
import { AGE_BANDS, type AgeBand, type Audience } from '#domain/records/vocabulary.ts'
import { aSession, counted } from '#support/sessions.ts'

const byAge = (ages: Partial<Record<AgeBand, number>>): Record<string, Headcount> => ({
  '0': { split: 'age', byAge: ages, stated: null },
})
const session = (ages: Partial<Record<AgeBand, number>>) => aSession({ counts: byAge(ages) })

/** A place of 1,000 people: 60 under 5, 90 of 5 to 11, 80 of 12 to 17, 770 grown up. */
const RESIDENTS = { '0-4': 60, '5-11': 90, '12-17': 80, '18+': 770 }
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

function rowOf(rows: readonly Participation[], band: ReachBand): Participation {
  const row = rows.find((one) => one.band === band)
  if (row === undefined) throw new Error(`no ${band}`)
  return row
}

describe('attendance by age', () => {
  test('ages nest: the four bands, and the three of the national return', () => {
    const sum = attendanceByAge(
      [session({ '0-4': 5, '5-11': 7, '12-17': 2, '18-24': 1, '25-64': 3, '65+': 4 })],
      'split',
    )
    expect(sum.byBand).toEqual({ '0-4': 5, '5-11': 7, '12-17': 2, '18+': 8 })
    expect(inReturnBands(sum.byBand)).toEqual({ under12: 12, age12to17: 2, adult: 8 })
  })

  test('people counted without an age are told apart, and never shared out', () => {
    const sum = attendanceByAge(
      [session({ '0-4': 6, unknown: 4 }), aSession({ counts: counted(10) })],
      'split',
    )
    expect(sum).toMatchObject({ sessions: 2, all: 20, split: 6, byAudience: 0 })
    expect(plain(splitSentence(sum))).toBe(
      '30.0 % of 20 attendances were counted by age, and 70.0 % have no age and are left out.',
    )
  })

  test('by audience, those without a split are of the age the session was for, and who came along is grown up', () => {
    const rhyme = aSession({ audience: '0-4', counts: counted(14), accompanying: 6 })
    const family = aSession({ audience: 'all', counts: counted(30) })
    const sum = attendanceByAge([rhyme, family], 'audience')
    expect(sum.byBand).toEqual({ '0-4': 8, '5-11': 0, '12-17': 0, '18+': 6 })
    expect(sum).toMatchObject({ all: 44, split: 0, byAudience: 14 })
  })

  test('a session that was not held or only hired out counts for nothing, one not counted is told', () => {
    const sum = attendanceByAge(
      [
        aSession({ heldState: 'cancelled', counts: byAge({ '0-4': 9 }) }),
        aSession({ runBy: 'hired', counts: byAge({ '0-4': 9 }) }),
        aSession({ counts: {} }),
      ],
      'audience',
    )
    expect(sum).toMatchObject({ sessions: 1, notCounted: 1, all: 0 })
    expect(splitSentence(sum)).toMatch(/1 of 1 sessions have no number/)
  })
})

describe('the interval of a share', () => {
  test('it is Wilson’s, as worked by hand', () => {
    // 10 of 40: centre (0.25 + 0.048018) / 1.096036, half 1.959964 / 1.096036 × √(0.0046875 + 0.0006002).
    expect(wilson(0.25, 40).low).toBeCloseTo(0.1419, 4)
    expect(wilson(0.25, 40).high).toBeCloseTo(0.402, 3)
    // 0 of 10: high is z² / (10 + z²).
    expect(wilson(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775, 4) })
    // 3 of 3: low is 3 / (3 + z²).
    expect(wilson(1, 3).low).toBeCloseTo(0.4385, 4)
  })

  test('of nothing it is everything', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
  })

  test('people of one session are one observation, and of equal sessions as many as sessions', () => {
    expect(effectiveSize(60, 60 ** 2)).toBe(1)
    expect(effectiveSize(60, 12 * 5 ** 2)).toBe(12)
    // 40 and 20: 3,600 / 2,000.
    expect(effectiveSize(60, 40 ** 2 + 20 ** 2)).toBe(1.8)
  })
})

describe('participation', () => {
  test('rates, shares and index are as worked by hand', () => {
    // Twenty sessions, 126 attendances with an age: 60 under 5, 24 of 5 to 11, 6 of 12 to 17, 36 grown up.
    const sessions = Array.from({ length: 20 }, (_, index) =>
      session(index < 18 ? { '0-4': 3, '5-11': 1, '25-64': 2 } : { '0-4': 3, '5-11': 3, '12-17': 3 }),
    )
    const sum = attendanceByAge(sessions, 'split')
    expect(sum.byBand).toEqual({ '0-4': 60, '5-11': 24, '12-17': 6, '18+': 36 })
    const rows = participation(sum, RESIDENTS)
    const under5 = rowOf(rows, '0-4')
    expect(under5.perThousand).toBe(1000)
    expect(under5.shareOfAttendance).toBeCloseTo(60 / 126, 10)
    expect(under5.shareOfResidents).toBe(0.06)
    expect(under5.index).toBeCloseTo(7.937, 3)
    expect(under5.verdict).toBe('more')
    expect(rowOf(rows, '18+').index).toBeCloseTo(0.371, 3)
    expect(rowOf(rows, '18+').verdict).toBe('less')
    expect(plain(participationSentence(rowOf(rows, '18+')))).toBe(
      'Adults come less than their share: 28.6 % of attendances with an age, 77.0 % of residents.',
    )
  })

  test('three attendances in a band say nothing for certain', () => {
    const one = rowOf(participation(attendanceByAge([session({ '12-17': 3 })], 'split'), RESIDENTS), '12-17')
    expect(one.index).toBe(12.5)
    // One session is one observation: from 1 / (1 + z²) ÷ 0.08 up to 1 ÷ 0.08.
    expect(one.interval?.low).toBeCloseTo(0.2065 / 0.08, 2)
    expect(one.interval?.high).toBe(12.5)
    expect(one.verdict).toBe('unclear')
    const among = rowOf(
      participation(
        attendanceByAge([session({ '12-17': 3 }), session({ '25-64': 20 }), session({ '0-4': 12 })], 'split'),
        RESIDENTS,
      ),
      '12-17',
    )
    expect(among.index).toBeCloseTo(3 / 35 / 0.08, 6)
    expect(among.verdict).toBe('unclear')
    expect(participationSentence(among)).toMatch(/Too few sessions to say/)
  })

  test('without attendance there is no index, and without residents no rate; neither is 0', () => {
    const nobody = participation(attendanceByAge([], 'split'), RESIDENTS)
    for (const row of nobody) expect(row).toMatchObject({ index: null, interval: null, verdict: 'unknown' })
    expect(rowOf(nobody, '0-4').perThousand).toBe(0)
    const unknown = participation(attendanceByAge([session({ '0-4': 5 })], 'split'), {
      ...RESIDENTS,
      '0-4': null,
    })
    expect(rowOf(unknown, '0-4')).toMatchObject({ perThousand: null, index: null, came: 5 })
    expect(participationSentence(rowOf(unknown, '0-4'))).toMatch(/the data has no residents of this age/)
  })

  test('an age nobody of which came has an index of 0 and still an interval above it', () => {
    const row = rowOf(participation(attendanceByAge([session({ '0-4': 5 })], 'split'), RESIDENTS), '12-17')
    expect(row.index).toBe(0)
    expect(row.interval?.high).toBeGreaterThan(1)
    expect(row.verdict).toBe('unclear')
  })
})

describe('rates of places', () => {
  const place = (siteId: string, residents: number, deprived: number) => ({
    body: {
      areaType: 'catchment' as const,
      areaName: siteId,
      siteId,
      method: 'By hand',
      figures: { residents, imd2025_pct_residents_in_most_deprived_20pct: deprived },
      edition: null,
      newerSources: null,
    },
  })
  const places = [place('site/a', 1000, 40), place('site/b', 3000, 0), place('site/c', 500, 10)]
  const came = new Map([
    ['site/a', 10],
    ['site/b', 90],
    ['site/museum', 70],
  ])

  test('a rate is of a place’s own residents, and a place without sessions or residents has none', () => {
    expect([...ratesBySite(came, places)]).toEqual([
      ['site/a', 10],
      ['site/b', 30],
    ])
  })

  test('the reach gap sets places with most deprivation against all places with sessions', () => {
    // 10 to 1,000 residents against 100 to 4,000.
    expect(reachGap(came, places)).toEqual({
      priorityPlaces: 1,
      places: 2,
      priorityPerThousand: 10,
      perThousand: 25,
      ratio: 0.4,
    })
  })

  test('without attendance, or without such a place, there is no gap to speak of', () => {
    expect(reachGap(new Map(), places)).toBeNull()
    expect(reachGap(new Map([['site/a', 0]]), places)).toBeNull()
    expect(reachGap(new Map([['site/b', 90]]), places)).toBeNull()
  })
})

const tally = fc.integer({ min: 0, max: 400 })
const audiences = fc.constantFrom<Audience>('0-4', '5-11', '12-17', 'adult', '65+', 'all')
const anySession = fc
  .record({
    ages: fc.option(fc.dictionary(fc.constantFrom(...AGE_BANDS), tally)),
    total: tally,
    audience: audiences,
    accompanying: fc.option(tally),
  })
  .map(({ ages, total, ...rest }) =>
    aSession({ ...rest, counts: ages === null ? counted(total) : byAge(ages) }),
  )
const people = fc.integer({ min: 1, max: 60_000 })
const residents = fc.record({ '0-4': people, '5-11': people, '12-17': people, '18+': people })
const basis = fc.constantFrom('split' as const, 'audience' as const)

describe('always', () => {
  test('ages add up to what came, less those without an age, however sessions are put together', () => {
    fc.assert(
      fc.property(fc.array(anySession), fc.array(anySession), basis, (a, b, by) => {
        const sum = attendanceByAge([...a, ...b], by)
        expect(sum).toEqual(addAttendance(attendanceByAge(a, by), attendanceByAge(b, by)))
        expect(peopleIn(sum.byBand)).toBe(sum.split + sum.byAudience)
        expect(sum.split + sum.byAudience).toBeLessThanOrEqual(sum.all)
        const three = inReturnBands(sum.byBand)
        expect(three.under12 + three.age12to17 + three.adult).toBe(peopleIn(sum.byBand))
      }),
    )
  })

  test('shares add up to 1, indices weighted by residents to 1, and no index lies outside its interval', () => {
    fc.assert(
      fc.property(fc.array(anySession, { minLength: 1 }), residents, (sessions, living) => {
        const sum = attendanceByAge(sessions, 'audience')
        const rows = participation(sum, living)
        if (peopleIn(sum.byBand) === 0) {
          expect(rows.every(({ index }) => index === null)).toBe(true)
          return
        }
        const total = (of: (row: Participation) => number) => rows.reduce((all, row) => all + of(row), 0)
        expect(total((row) => row.shareOfAttendance ?? 0)).toBeCloseTo(1, 9)
        expect(total((row) => row.shareOfResidents ?? 0)).toBeCloseTo(1, 9)
        expect(total((row) => (row.index ?? 0) * (row.shareOfResidents ?? 0))).toBeCloseTo(1, 9)
        for (const { index, interval, shareOfResidents } of rows) {
          const most = 1 / (shareOfResidents ?? 1)
          expect(interval?.low).toBeGreaterThanOrEqual(0)
          expect(interval?.high).toBeLessThanOrEqual(most + 1e-9)
          expect(interval?.low).toBeLessThanOrEqual((index ?? 0) + 1e-9)
          expect(interval?.high).toBeGreaterThanOrEqual((index ?? 0) - 1e-9)
        }
      }),
    )
  })

  test('more observations never make an interval wider, and it stays within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        (share, size) => {
          const few = wilson(share, size)
          const many = wilson(share, size * 2)
          expect(few.low).toBeGreaterThanOrEqual(0)
          expect(few.high).toBeLessThanOrEqual(1)
          expect(many.high - many.low).toBeLessThanOrEqual(few.high - few.low + 1e-12)
        },
      ),
    )
  })

  test('the bands are those four, and no others', () => {
    expect(REACH_BANDS).toEqual(['0-4', '5-11', '12-17', '18+'])
  })
})
