import { describe, expect, test } from 'vitest'
import { figureName, figureTotals, viewFromTotals, yearsTold } from '#domain/measures/county-totals.ts'
import { measureOf } from '#domain/measures/all-measures.ts'
import type { Figure } from '#domain/measures/define-measure.ts'
import type { FigureValue } from '#domain/measures/figure-value.ts'
import type { PlaceAsked } from '#domain/measures/place-asked.ts'
import type { ProgressAsked } from '#domain/measures/progress.ts'
import type { ShownPlace } from '#domain/measures/shown-places.ts'
import { type Shown, SUPPRESSED } from '#domain/measures/suppression.ts'
import { localDate } from '#domain/time/local-date.ts'
import { QUARTERS, type Quarter } from '#domain/time/quarter.ts'

const found = measureOf('2.1')
if (found === undefined) throw new Error('no measure 2.1')
const measure = { ...found, version: 3 }

const COUNT: Figure = {
  key: 'people',
  label: 'People',
  unit: 'attendances',
  numerator: { take: 'sum', of: ['all'], words: 'Attendances' },
  denominator: null,
  times: 1,
  overTime: 'adds',
  sensitivity: 'open',
}
const FROM_LISTS: Figure = { ...COUNT, numerator: { take: 'lists', words: 'Sites', read: () => 1 } }

const value = (changes: Partial<FigureValue> = {}): FigureValue => ({
  value: 0,
  numerator: 0,
  denominator: null,
  entries: 0,
  entriesOfAll: 0,
  notCounted: 0,
  obtained: null,
  definitionVersion: 3,
  ...changes,
})

type Year = Partial<Record<Quarter, Partial<FigureValue>>>
const NONE: readonly Shown[] = [0, 0, 0, 0]

interface Given {
  readonly place?: PlaceAsked
  /** What was logged by quarter, this year and last. */
  readonly year?: Year
  readonly before?: Year
  readonly toDate?: Year
  readonly shown?: Partial<ShownPlace['shown']>
  readonly publishedIn?: string | null
}

function aPlace({
  place = { site: null },
  year = {},
  before = {},
  toDate = year,
  shown = {},
  publishedIn = null,
}: Given): ShownPlace {
  return {
    place,
    reader: {
      publishedIn,
      quarter: (one) => value(year[one]),
      quarterBefore: (one) => value(before[one]),
      toDate: (one) => value(toDate[one]),
      toDateBefore: (one) => value(before[one]),
    },
    shown: { quarter: NONE, quarterBefore: NONE, toDate: NONE, toDateBefore: NONE, ...shown },
  }
}

const told = (figure: Figure, given: Given) => figureTotals(measure, figure, [aPlace(given)]).places['*']

describe('what the server tells of a figure', () => {
  test('is named by its measure and its key, of this year and the one before', () => {
    expect(figureName(measure, COUNT)).toBe('2.1 people')
    expect(yearsTold(2026)).toEqual([2026, 2025])
  })

  test('is by place, with the version of its definition', () => {
    const year = { Q1: { entries: 1 } }
    const places = [
      aPlace({ year }),
      aPlace({ year, place: { site: null, area: 'North' } }),
      aPlace({ year, place: { site: 'site/thame' } }),
    ]
    const totals = figureTotals(measure, COUNT, places)
    expect(totals.version).toBe(3)
    expect(Object.keys(totals.places)).toEqual(['*', 'area:North', 'site/thame'])
  })

  test('says the year to date only where that is not the quarters themselves', () => {
    const year = { Q1: { entries: 1 } }
    const quarter = [1, 2, 3, 4]
    const same = { quarter, toDate: [...quarter], quarterBefore: quarter, toDateBefore: [...quarter] }
    expect(told(COUNT, { year, shown: same })).toMatchObject({ quarter, quarterBefore: quarter })
    expect(told(COUNT, { year, shown: same })).not.toHaveProperty('toDate')
    expect(told(COUNT, { year, shown: same })).not.toHaveProperty('toDateBefore')
    const grown = { ...same, toDate: [1, 3, 6, 10], toDateBefore: [1, 2, 3, 5] }
    expect(told(COUNT, { year, shown: grown })).toMatchObject({
      toDate: [1, 3, 6, 10],
      toDateBefore: [1, 2, 3, 5],
    })
  })

  test('says in which quarters something was logged, this year’s and then last year’s; what is hidden was', () => {
    expect(told(COUNT, { year: { Q1: { entries: 1 }, Q3: { entriesOfAll: 2 } } })?.logged).toBe(0b0101)
    expect(told(COUNT, { before: { Q2: { entries: 1 } } })?.logged).toBe(0b10_0000)
    const shown = { quarter: [0, SUPPRESSED, 0, 0], quarterBefore: [0, 0, 0, SUPPRESSED] } as const
    expect(told(COUNT, { shown })?.logged).toBe(0b1000_0010)
  })

  test('says what stands behind it up to each quarter, unless that would tell of few people', () => {
    const year = {
      Q1: {
        entries: 5,
        entriesOfAll: 9,
        notCounted: 2,
        obtained: { counted: 70, sampled: 20.4, estimated: 9.6 },
      },
      Q2: { entries: 11, entriesOfAll: 9 },
    }
    expect(told(COUNT, { year })?.behind).toEqual([
      [9, 2, 20, 10],
      [11, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ])
    expect(told({ ...COUNT, sensitivity: 'small-numbers' }, { year })).not.toHaveProperty('behind')
  })

  test('leaves out places where nothing was logged and nothing published', () => {
    expect(told(COUNT, {})).toBeUndefined()
    expect(told(COUNT, { publishedIn: 'Annual return' })).toMatchObject({ publishedIn: 'Annual return' })
    expect(told(COUNT, { year: { Q1: { entries: 1 } } })).not.toHaveProperty('publishedIn')
  })

  test('of lists is a figure wherever there is one, logged or not', () => {
    const nothing = [null, null, null, null]
    expect(told(FROM_LISTS, { shown: { quarter: nothing, quarterBefore: nothing } })).toBeUndefined()
    expect(
      told(FROM_LISTS, { shown: { quarter: [null, 2, null, null], quarterBefore: nothing } }),
    ).toBeDefined()
    expect(
      told(FROM_LISTS, { shown: { quarter: nothing, quarterBefore: [2, null, null, null] } }),
    ).toBeDefined()
    const ofLists = { ...COUNT, denominator: FROM_LISTS.numerator }
    expect(told(ofLists, { shown: { quarter: [1, 1, 1, 1] } })).toBeDefined()
  })
})

describe('what a tablet makes of it', () => {
  const ASKED: ProgressAsked = { site: null, year: 2026, quarter: 'Q3', today: localDate('2026-12-31') }
  const place = {
    quarter: [1, 2, 3, 4],
    quarterBefore: [5, 6, 7, 8],
    toDate: [1, 3, 6, 10],
    toDateBefore: [5, 11, 18, 26],
    logged: 0b0101_0101,
  }
  const totals = (changes: object = {}) => ({ version: 3, places: { '*': { ...place, ...changes } } })
  const view = (figure: Figure, changes: object = {}, asked: Partial<ProgressAsked> = {}) =>
    viewFromTotals(figure, totals(changes), { ...ASKED, ...asked })

  test('is each quarter that has begun beside the one before, and the year to date', () => {
    const { shown, progress } = view(COUNT)
    expect(shown.now).toBe(6)
    expect(shown.quarters).toEqual([
      { now: 1, lastYear: 5 },
      { now: 2, lastYear: 6 },
      { now: 3, lastYear: 7 },
      { now: null, lastYear: 8 },
    ])
    expect(progress.now).toMatchObject({ value: 6, definitionVersion: 3 })
    expect(progress.lastYear).toBe(18)
    expect(shown.isHidden).toBe(false)
    expect(view(COUNT, {}, { quarter: 'Q1' }).shown.now).toBe(1)
    const unspread = { toDate: undefined, toDateBefore: undefined }
    expect(view(COUNT, unspread).shown.now).toBe(3)
    expect(view(COUNT, unspread).progress.lastYear).toBe(7)
  })

  test('knows what stands behind the year to date', () => {
    const behind = [
      [4, 1, 10, 20],
      [0, 0, 0, 0],
      [9, 2, 15, 5],
      [9, 2, 15, 5],
    ]
    expect(view(COUNT, { behind }).progress.now).toMatchObject({
      entries: 9,
      notCounted: 2,
      obtained: { counted: 80, sampled: 15, estimated: 5 },
    })
    expect(view(COUNT, { behind }).progress.now).not.toHaveProperty('isCountHidden')
    expect(view(COUNT, { behind }, { quarter: 'Q2' }).progress.now.obtained).toBeNull()
  })

  test('does not say how many entries there are where it was not told', () => {
    const { now } = view({ ...COUNT, sensitivity: 'small-numbers' }).progress
    expect(now).toMatchObject({ obtained: null, isCountHidden: true })
  })

  test('knows whether anything was logged up to a quarter, or in it where it stands for itself', () => {
    const entries = (figure: Figure, logged: number, quarter: Quarter) =>
      view(figure, { logged }, { quarter }).progress.now.entries
    expect(QUARTERS.map((one) => entries(COUNT, 0b0010, one))).toEqual([0, 1, 1, 1])
    const level: Figure = { ...COUNT, overTime: 'level' }
    expect(QUARTERS.map((one) => entries(level, 0b0010, one))).toEqual([0, 1, 0, 0])
  })

  test('knows last year by its own quarters', () => {
    expect(view(COUNT, { logged: 0b0100_0000 }).progress.lastYear).toBe(18)
    expect(view(COUNT, { logged: 0b1000_0000 }).progress.lastYear).toBeNull()
    expect(view(COUNT, { logged: 0b0000_1111 }).progress.lastYear).toBeNull()
    const quarters = view(COUNT, { logged: 0b0010_0100 }).progress.quarters
    expect(quarters.map(({ value: one }) => one?.entries ?? null)).toEqual([0, 0, 1, null])
    expect(quarters.map(({ lastYear }) => lastYear.entries)).toEqual([0, 1, 0, 0])
  })

  test('hides what was hidden, and says where last year was published', () => {
    for (const changes of [
      { toDate: [1, 3, SUPPRESSED, 10] },
      { quarter: [SUPPRESSED, 2, 3, 4] },
      { quarterBefore: [5, 6, 7, SUPPRESSED] },
    ]) {
      expect(view(COUNT, changes).shown).toMatchObject({ isHidden: true, direction: null })
    }
    const hidden = view(COUNT, { toDate: [1, 3, SUPPRESSED, 10] })
    expect(hidden.shown.now).toBe(SUPPRESSED)
    expect(hidden.progress.now.value).toBeNull()
    expect(view(COUNT, { publishedIn: 'Annual return' }).progress.lastYearPublishedIn).toBe('Annual return')
    expect(view(COUNT).progress.lastYearPublishedIn).toBeNull()
  })

  test('of a place that is not told of is nothing of a count, and no figure of anything else', () => {
    const nothing = (figure: Figure, asked: Partial<ProgressAsked> = {}) =>
      viewFromTotals(figure, undefined, { ...ASKED, ...asked }).shown.now
    expect(nothing(COUNT)).toBe(0)
    expect(nothing(COUNT, { site: 'site/thame' })).toBe(0)
    expect(nothing(FROM_LISTS)).toBeNull()
    expect(nothing({ ...COUNT, denominator: COUNT.numerator })).toBeNull()
    const scaled: Figure = {
      ...COUNT,
      numerator: { ...COUNT.numerator, take: 'sum', of: ['all'], scaledBy: () => 2 },
    }
    expect(nothing(scaled)).toBeNull()
    const ofCounty: Figure = { ...COUNT, isCountyOnly: true }
    expect(nothing(ofCounty)).toBe(0)
    expect(nothing(ofCounty, { site: 'site/thame' })).toBeNull()
    expect(nothing(ofCounty, { area: 'North' })).toBeNull()
    expect(viewFromTotals(COUNT, undefined, ASKED).progress.now.definitionVersion).toBe(0)
  })
})
