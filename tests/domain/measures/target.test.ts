import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownShares, shareBy, sharesOf } from '#domain/measures/profile-shares.ts'
import {
  directionOf,
  forecast,
  greenTakes,
  profiledTarget,
  STANDING_WORDS,
  standingOf,
} from '#domain/measures/target.ts'
import { QUARTERS } from '#domain/time/quarter.ts'

const none = [null, null, null, null]
/** The county's return of 2023/24, as the plan's definitions print its attendance. */
const published = [21, 26.9, 24.9, 27.2] as const
const spread = { lastYear: none, due: null, published } as const
const seasonal = sharesOf({ ...spread, profile: 'seasonal' })
const end = (quarter: (typeof QUARTERS)[number]) => ({ quarter, ofQuarter: 1 })

describe('a year’s target by hand', () => {
  test('10,000 attendances follow the county’s seasons: 2,100, 4,790, 7,280, 10,000', () => {
    const by = QUARTERS.map((quarter) => profiledTarget(10_000, seasonal, 'adds', end(quarter)))
    expect(by.map((value) => Math.round(value ?? 0))).toEqual([2100, 4790, 7280, 10_000])
    const half = profiledTarget(10_000, seasonal, 'adds', { quarter: 'Q2', ofQuarter: 0.5 })
    expect(Math.round(half ?? 0)).toBe(2100 + 1345)
  })

  test('a site follows its own last year once it has one, and quarters are even where no year is known', () => {
    expect(sharesOf({ ...spread, profile: 'seasonal', published: null })).toEqual([25, 25, 25, 25])
    const own = sharesOf({ ...spread, profile: 'seasonal', lastYear: [100, 200, 300, 400] })
    expect(own).toEqual([10, 20, 30, 40])
    expect(sharesOf({ ...spread, profile: 'seasonal', lastYear: [100, 200, 300, null] })).toEqual(seasonal)
  })

  test('the Summer Reading Challenge is nearly all of Q2, and terms leave the summer thin', () => {
    const summer = sharesOf({ ...spread, profile: 'summer-reading' })
    expect(profiledTarget(8467, summer, 'adds', end('Q2'))).toBeCloseTo(8043.65)
    const terms = sharesOf({ ...spread, profile: 'term-time' })
    expect(profiledTarget(39, terms, 'adds', end('Q2'))).toBeCloseTo(18)
  })

  test('a milestone asks for nothing until its quarter ends, then for all of it', () => {
    const shares = sharesOf({ ...spread, profile: 'milestone', due: 'Q2' })
    expect(profiledTarget(3, shares, 'level', end('Q1'))).toBeNull()
    expect(profiledTarget(3, shares, 'level', { quarter: 'Q2', ofQuarter: 0.9 })).toBeNull()
    expect(profiledTarget(3, shares, 'level', end('Q2'))).toBe(3)
    expect(profiledTarget(3, shares, 'level', end('Q4'))).toBe(3)
  })

  test('a milestone is due at the end of the year unless somebody said when', () => {
    expect(sharesOf({ ...spread, profile: 'milestone', due: null })).toEqual([0, 0, 0, 100])
  })

  test('a year in which a quarter came to nothing, or to less, says nothing of its seasons', () => {
    for (const at of [0, 1, 2, 3]) {
      for (const came of [0, -5, null]) {
        expect(ownShares([10, 20, 30, 40].map((value, index) => (index === at ? came : value)))).toBeNull()
      }
    }
    expect(ownShares([10, 20, 30, 40])).toEqual([10, 20, 30, 40])
  })

  test('a percentage is to stand at its target all year, and a snapshot at every quarter’s end', () => {
    const flat = sharesOf({ ...spread, profile: 'flat' })
    expect(profiledTarget(60, flat, 'level', end('Q1'))).toBe(60)
    const snapshot = sharesOf({ ...spread, profile: 'snapshot' })
    expect(profiledTarget(800, snapshot, 'level', { quarter: 'Q1', ofQuarter: 0.1 })).toBe(800)
  })

  test('2,000 by the end of Q1 points at 9,524; Q2 below its share widens the range downwards', () => {
    const first = forecast([2000], seasonal, end('Q1'))
    expect(Math.round(first?.middle ?? 0)).toBe(9524)
    // Q1 says 10,000, Q2 says 8,000; 52.1 % of the year is still to come.
    const second = forecast([2100, 2152], seasonal, end('Q2'))
    expect(Math.round(second?.middle ?? 0)).toBe(8877)
    expect(Math.round(second?.high ?? 0)).toBe(9462)
    expect(Math.round(second?.low ?? 0)).toBe(Math.round(4252 + Math.min(10_000, 8877 * 0.9) * 0.521))
  })

  test('green takes 90 % of what is due: 390 attendances more are 24 sessions of 16.9', () => {
    expect(greenTakes(1500, 2100, 16.9)).toEqual({ more: 390, sessions: 24 })
    expect(greenTakes(1890, 2100, 16.9)).toEqual({ more: 0, sessions: 0 })
    expect(greenTakes(10, 100, null)).toEqual({ more: 80, sessions: null })
  })
})

describe('a forecast', () => {
  test('is none before anything was due, and passes over quarters in which nothing was to come', () => {
    const summer = sharesOf({ ...spread, profile: 'summer-reading' })
    const late = sharesOf({ ...spread, profile: 'milestone', due: 'Q3' })
    expect(forecast([5], late, end('Q1'))).toBeNull()
    expect(forecast([5, 0, 100], late, end('Q3'))).toEqual({ low: 105, middle: 105, high: 105 })
    expect(forecast([5, 90, 5, 7], summer, end('Q4'))?.middle).toBe(107)
  })

  test('is in sessions where one usually brings something, and in units anyhow', () => {
    expect(greenTakes(10, 100, 8)).toEqual({ more: 80, sessions: 10 })
    expect(greenTakes(10, 100, 0)).toEqual({ more: 80, sessions: null })
    expect(greenTakes(10, 100, null)).toEqual({ more: 80, sessions: null })
    expect(greenTakes(95, 100, 8)).toEqual({ more: 0, sessions: 0 })
  })
})

describe('standing', () => {
  const judged = { type: 'performance', value: 80, target: 400, profiled: 100, lastYear: 70 } as const

  test('green within a tenth, amber no worse than last year, else red', () => {
    expect(standingOf({ ...judged, value: 90 })).toBe('green')
    expect(standingOf(judged)).toBe('amber')
    expect(standingOf({ ...judged, lastYear: 80 })).toBe('amber')
    expect(standingOf({ ...judged, lastYear: 81 })).toBe('red')
    expect(standingOf({ ...judged, lastYear: null })).toBe('amber')
  })

  test('what cannot be judged says why', () => {
    expect(standingOf({ ...judged, type: 'context' })).toBe('watched')
    expect(standingOf({ ...judged, target: null })).toBe('no-target')
    expect(standingOf({ ...judged, profiled: null })).toBe('not-due')
    expect(standingOf({ ...judged, value: null })).toBe('no-value')
  })

  test('every colour has a word and a shape of its own', () => {
    const { green, amber, red } = STANDING_WORDS
    expect(new Set([green.shape, amber.shape, red.shape]).size).toBe(3)
    expect([green.word, amber.word, red.word].map((word) => word.split(':')[0])).toEqual([
      'Green',
      'Amber',
      'Red',
    ])
  })

  test('the direction is against the same quarter last year', () => {
    expect([3, 2, 1].map((value) => directionOf(value, 2))).toEqual(['up', 'level', 'down'])
    expect([directionOf(1, null), directionOf(null, 1), directionOf(null, null)]).toEqual([null, null, null])
  })
})

const quarters = fc.tuple(...QUARTERS.map(() => fc.integer({ min: 1, max: 50_000 })))
const elapsed = fc.record({
  quarter: fc.constantFrom(...QUARTERS),
  ofQuarter: fc.double({ min: 0.01, max: 1, noNaN: true }),
})
const profile = fc.constantFrom('seasonal', 'flat', 'term-time', 'milestone', 'summer-reading' as const)

test('every profile gives out the whole year, no more and no less, and never goes back', () => {
  fc.assert(
    fc.property(profile, quarters, fc.constantFrom(...QUARTERS), (code, lastYear, due) => {
      const shares = sharesOf({ profile: code, lastYear, due, published })
      if (shares === null) throw new Error('a spread profile has shares')
      const by = QUARTERS.map((quarter) => shareBy(shares, end(quarter)))
      expect(by.at(-1)).toBeCloseTo(100)
      by.forEach((share, index) => expect(share).toBeGreaterThanOrEqual(by[index - 1] ?? 0))
    }),
  )
})

test('a year’s own shares put back together are the year', () => {
  fc.assert(
    fc.property(quarters, (year) => {
      const total = year.reduce((sum, value) => sum + value, 0)
      const shares = ownShares(year)
      year.forEach((value, index) => expect(((shares?.[index] ?? 0) * total) / 100).toBeCloseTo(value))
    }),
  )
})

test('a forecast holds what came, lies in its range, and at the end of the year is what came', () => {
  fc.assert(
    fc.property(quarters, elapsed, (year, at) => {
      const came = year.slice(0, QUARTERS.indexOf(at.quarter) + 1)
      const toDate = came.reduce((sum, value) => sum + value, 0)
      const found = forecast(came, seasonal, at)
      if (found === null) throw new Error('something was due')
      const slack = 1e-6 * found.high
      expect(found.low).toBeGreaterThanOrEqual(toDate - slack)
      expect(found.middle).toBeGreaterThanOrEqual(found.low - slack)
      expect(found.high).toBeGreaterThanOrEqual(found.middle - slack)
      const over = forecast(year, seasonal, end('Q4'))
      const all = year.reduce((sum, value) => sum + value, 0)
      expect(over?.low).toBeCloseTo(all, 3)
      expect(over?.high).toBeCloseTo(all, 3)
    }),
  )
})

test('what green takes turns the figure green, in units and in sessions, and nothing less does', () => {
  const positive = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: 1, max: 60 }), (value, profiled, usualSize) => {
      const takes = greenTakes(value, profiled, usualSize)
      const judged = { type: 'performance', target: profiled, profiled, lastYear: null } as const
      const reached = value + (takes.sessions ?? 0) * usualSize
      expect(standingOf({ ...judged, value: reached })).toBe('green')
      if (takes.sessions !== null && takes.sessions > 0) {
        expect(standingOf({ ...judged, value: reached - usualSize })).not.toBe('green')
      }
    }),
  )
})

test('a figure no worse than last year is never red', () => {
  const any = fc.integer({ min: 0, max: 1000 })
  fc.assert(
    fc.property(any, any, any, (lastYear, better, profiled) => {
      const judged = { type: 'performance', target: profiled, profiled, lastYear } as const
      expect(standingOf({ ...judged, value: lastYear + better })).not.toBe('red')
    }),
  )
})
