import { describe, expect, test } from 'vitest'
import { measureOf } from '#domain/measures/all-measures.ts'
import { type Amount, sumsByScope } from '#domain/measures/amount.ts'
import type { Figure } from '#domain/measures/define-measure.ts'
import type { MonthSums } from '#domain/measures/month-sums.ts'
import {
  figureProgress,
  judge,
  type ProgressAsked,
  type Target,
  yearReader,
} from '#domain/measures/progress.ts'
import { shownProgress } from '#domain/measures/shown-progress.ts'
import type { Standing } from '#domain/measures/standing.ts'
import { DEFAULT_THRESHOLDS } from '#domain/measures/suppression.ts'
import { localDate } from '#domain/time/local-date.ts'
import { counted } from '#support/sessions.ts'
import { anExample, smallStanding, sumsOf } from '#support/standing.ts'

interface Given {
  readonly sums?: readonly MonthSums[]
  readonly target?: Target | null
  readonly asked?: Partial<ProgressAsked>
  readonly standing?: Standing
}

function progressOf(id: string, { sums = [], target = null, asked = {}, standing = smallStanding() }: Given) {
  const measure = measureOf(id)
  if (measure === undefined) throw new RangeError(id)
  const whose = { site: null, year: 2026, quarter: 'Q3', today: localDate('2026-12-31'), ...asked } as const
  const kept = { sums: sumsByScope(sums), standing }
  const progress = figureProgress(measure, measure.figures[0], kept, whose)
  const judged = judge(measure, progress, target, { asked: whose, standing })
  return { progress, judged, shown: shownProgress(progress, whose.quarter, DEFAULT_THRESHOLDS) }
}

const wellbeing = (day: string, people: number | null) =>
  sumsOf('event-session', {
    day,
    presetId: 'preset/wellbeing-social',
    counts: people === null ? {} : counted(people),
  })
const contacts = (day: string, count: number) =>
  Array.from({ length: count }, () => sumsOf('signposting-contact', { day, depth: 'brief' })).flat()
const valuesOf = ({ progress }: ReturnType<typeof progressOf>) =>
  progress.quarters.map(({ value }) => value?.value ?? null)

describe('what is looked at', () => {
  test('what adds up is from April to the end of the quarter; a quarter that has not begun is none', () => {
    const sums = [
      ...wellbeing('2026-04-01', 5),
      ...wellbeing('2026-07-01', 7),
      ...wellbeing('2026-10-01', 11),
      ...wellbeing('2027-01-01', 13),
    ]
    const found = progressOf('3.5', { sums })
    expect(found.progress.span).toEqual({ first: '2026-04', last: '2026-12' })
    expect(found.progress.now.value).toBe(23)
    expect(valuesOf(found)).toEqual([5, 7, 11, null])
    expect(valuesOf(progressOf('3.5', { sums, asked: { today: localDate('2027-01-01') } }))).toEqual([
      5, 7, 11, 13,
    ])
    const first = progressOf('3.5', { sums, asked: { quarter: 'Q1' } })
    expect(first.progress.now.value).toBe(5)
  })

  test('what stands for itself is of the quarter alone', () => {
    const round = (day: string, mode: string) => sumsOf('home-library-round', { day, mode })
    const sums = [...round('2026-05-01', 'car-petrol'), ...round('2026-11-01', 'cycle')]
    const found = progressOf('1.3', { sums })
    expect(found.progress.span).toEqual({ first: '2026-10', last: '2026-12' })
    expect(found.progress.now.value).toBe(100)
  })

  test('lists are looked at as they stand today, and as they stood when a quarter that is over ended', () => {
    const hours = (fromDay: string, unstaffed: object) =>
      anExample('access-profile', { fromDay, untilDay: null, staffed: { mon: 480 }, unstaffed })
    const standing = smallStanding({ openingHours: [hours('2026-11-15', { sat: 120 })] })
    const on = (today: string, quarter: ProgressAsked['quarter']) =>
      progressOf('2.5', { standing, asked: { today: localDate(today), quarter } }).progress.now.value
    expect(on('2026-11-15', 'Q3')).toBe(20)
    expect(on('2026-11-14', 'Q3')).not.toBe(20)
    expect(on('2026-12-31', 'Q2')).not.toBe(20)
  })
})

describe('last year', () => {
  const before = [
    ...wellbeing('2025-05-01', 40),
    ...wellbeing('2025-11-01', 92),
    ...wellbeing('2026-02-01', 9),
  ]

  test('is as much of it as this year has come: of a running quarter its part by days', () => {
    expect(progressOf('3.5', { sums: before }).progress.lastYear).toBe(132)
    // 23 of the 92 days from October to December.
    const early = progressOf('3.5', { sums: before, asked: { today: localDate('2026-10-23') } })
    expect(early.progress.lastYear).toBeCloseTo(40 + 23)
    const yet = progressOf('3.5', { sums: before, asked: { today: localDate('2026-09-30') } })
    expect(yet.progress.lastYear).toBeCloseTo(40)
    expect(early.progress.quarters.map((one) => one.lastYear.value)).toEqual([40, 0, 92, 9])
  })

  test('gives the direction of travel: up, level or down, and none where nothing was recorded', () => {
    const now = (people: number) => [...before, ...wellbeing('2026-06-01', people)]
    const directions = [133, 132, 131].map((people) => progressOf('3.5', { sums: now(people) }))
    expect(directions.map(({ progress }) => progress.direction)).toEqual(['up', 'level', 'down'])
    const none = progressOf('3.5', { sums: wellbeing('2026-06-01', 20) })
    expect([none.progress.lastYear, none.progress.direction]).toEqual([null, null])
  })

  test('of what stands for itself is the whole of the same quarter, whatever the day', () => {
    const round = (day: string, mode: string) => sumsOf('home-library-round', { day, mode })
    const sums = [
      ...round('2025-11-01', 'cycle'),
      ...round('2025-11-02', 'car-petrol'),
      ...round('2026-10-02', 'cycle'),
    ]
    const { progress } = progressOf('1.3', { sums, asked: { today: localDate('2026-10-05') } })
    expect([progress.lastYear, progress.direction]).toEqual([50, 'up'])
  })

  test('of lists is always known', () => {
    const { progress } = progressOf('2.5', {})
    expect(progress.now.value).not.toBeNull()
    expect([progress.lastYear, progress.direction]).toEqual([progress.now.value, 'level'])
    expect(progressOf('A.1', {}).progress.direction).toBeNull()
  })

  test('is hidden with the figure where it is of a few people, and so is the direction', () => {
    const few = progressOf('3.1', { sums: [...contacts('2025-11-03', 2), ...contacts('2026-11-03', 9)] })
    expect([few.shown.now, few.shown.lastYear, few.shown.direction, few.shown.isHidden]).toEqual([
      9,
      'x',
      null,
      true,
    ])
    const many = progressOf('3.1', { sums: [...contacts('2025-11-03', 6), ...contacts('2026-11-03', 9)] })
    expect([many.shown.now, many.shown.lastYear, many.shown.direction, many.shown.isHidden]).toEqual([
      9,
      6,
      'up',
      false,
    ])
    const none = progressOf('3.1', { sums: contacts('2026-11-03', 2) })
    expect([none.shown.now, none.shown.lastYear, none.shown.isHidden]).toEqual(['x', null, true])
  })
})

describe('few people over a year', () => {
  const few = [...contacts('2026-05-03', 3), ...contacts('2026-08-03', 20), ...contacts('2026-11-03', 9)]
  const shownTo = (quarter: ProgressAsked['quarter']) => {
    const { now, quarters, isHidden } = progressOf('3.1', { sums: few, asked: { quarter } }).shown
    return { now, quarters: quarters.map((one) => one.now), isHidden }
  }

  test('hide their quarter, another with it, and each sum that would give one of them back', () => {
    const quarters = ['x', 20, 'x', null]
    expect(shownTo('Q1')).toEqual({ now: 'x', quarters, isHidden: true })
    expect(shownTo('Q2')).toEqual({ now: 'x', quarters, isHidden: true })
    expect(shownTo('Q3')).toEqual({ now: 32, quarters, isHidden: true })
  })

  test('in a share hide that share alone: shares do not add up', () => {
    const information = sumsOf('signposting-contact', { day: '2026-05-04', action: 'information' })
    const { shown } = progressOf('3.3', { sums: [...few, ...information] })
    expect(shown.quarters.map((one) => one.now)).toEqual(['x', 100, 100, null])
  })

  test('are no matter of headcounts, which are shown as they are, and what nobody counted is no number', () => {
    const { shown } = progressOf('3.5', { sums: wellbeing('2026-05-01', 2) })
    expect([shown.now, shown.isHidden]).toEqual([2, false])
    const blank = progressOf('3.5', { sums: wellbeing('2026-05-01', null) })
    expect(blank.shown.now).toBeNull()
  })
})

describe('a target', () => {
  const sums = [
    ...wellbeing('2026-05-01', 30),
    ...wellbeing('2026-06-01', 10),
    ...wellbeing('2026-06-02', null),
  ]
  const target = { value: 400, due: null }

  test('is spread over the quarters by the season, and judged by what is due by now', () => {
    const { judged } = progressOf('3.5', { sums, target })
    // No year is known: the quarters are even.
    expect(judged.byQuarter).toEqual([100, 100, 100, 100])
    expect([judged.target, judged.profiled, judged.standing]).toEqual([400, 300, 'amber'])
    const half = progressOf('3.5', { sums, target, asked: { today: localDate('2026-11-15') } })
    expect(half.judged.profiled).toBe(250)
  })

  test('takes so many sessions of the usual size, of those that were counted', () => {
    const { judged } = progressOf('3.5', { sums, target })
    // 270 are green; 40 came to two sessions that were counted.
    expect(judged.takes).toEqual({ more: 230, sessions: 12 })
    const contactsTake = progressOf('3.1', { sums: contacts('2026-05-01', 40), target }).judged.takes
    expect(contactsTake).toEqual({ more: 230, sessions: null })
    expect(progressOf('3.5', { target }).judged.takes).toEqual({ more: 270, sessions: null })
    expect(progressOf('3.5', { sums: wellbeing('2026-05-01', null), target }).judged.takes).toBeNull()
  })

  test('without one nothing is due and nothing is judged, but the year is still forecast', () => {
    const { judged } = progressOf('3.5', { sums })
    expect(judged).toMatchObject({ target: null, profiled: null, standing: 'no-target', takes: null })
    expect(judged.byQuarter).toEqual([null, null, null, null])
    // 40 in three quarters of four.
    expect(judged.forecast?.middle).toBeCloseTo(160 / 3)
    expect(judged.forecast?.low).toBeCloseTo(40)
    expect(judged.forecast?.high).toBeCloseTo(40 + 160 * 0.25)
  })

  test('follows the site’s own last year once all of it is known', () => {
    const own = [10, 20, 30, 40].flatMap((people, index) =>
      wellbeing(['2025-05-01', '2025-08-01', '2025-11-01', '2026-02-01'][index] ?? '', people),
    )
    expect(progressOf('3.5', { sums: own, target }).judged.byQuarter).toEqual([40, 80, 120, 160])
  })

  test('follows the newest published year, of attendances or of sessions, until then', () => {
    const year = (changes: object) => anExample('published-year', { year: 2023, ...changes })
    const months = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    const spread = (id: string, changes: object) =>
      progressOf(id, { target, standing: smallStanding({ publishedYears: [year(changes)] }) }).judged
        .byQuarter
    expect(spread('3.5', { attendances: months })).toEqual([40, 80, 120, 160])
    expect(spread('3.5', { sessions: months })).toEqual([100, 100, 100, 100])
    expect(spread('4.3', { sessions: months })).toEqual([40, 80, 120, 160])
  })

  test('of a level is to stand all year, of what grows is said for the year only, and no forecast is made', () => {
    const level = progressOf('1.3', { target: { value: 60, due: null } }).judged
    expect([level.byQuarter, level.profiled, level.forecast]).toEqual([[60, 60, 60, 60], 60, null])
    const grows = progressOf('8.1', { target: { value: 200, due: null } }).judged
    expect([grows.byQuarter, grows.forecast]).toEqual([[null, null, null, null], null])
  })

  test('of a milestone is due as a whole in its quarter, and there is nothing to forecast', () => {
    const milestone = { value: 80, due: 'Q2' } as const
    const by = (quarter: ProgressAsked['quarter']) =>
      progressOf('5.1', { target: milestone, asked: { quarter } }).judged
    expect([by('Q1').standing, by('Q1').profiled]).toEqual(['not-due', null])
    expect(by('Q2').profiled).toBe(80)
    expect(by('Q2').forecast).toBeNull()
  })
})

describe('what a published year stands in for', () => {
  const found = measureOf('2.1')
  if (found === undefined) throw new RangeError('2.1')
  const measure = found
  const [rate] = measure.figures
  const all: Amount = { take: 'sum', of: ['all'], words: 'Attendances' }
  const residents: Amount = { take: 'lists', words: 'Residents', read: () => 1000 }
  const standing = smallStanding({
    publishedYears: [
      anExample('published-year', { year: 2019, title: 'Return of 2019/20' }),
      anExample('published-year', { year: 2025, title: 'Return of 2025/26' }),
    ],
  })
  const asked = { site: null, year: 2026, today: localDate('2026-12-31') } as const
  const publishedIn = (changes: Partial<Figure>, year = 2026) =>
    yearReader(
      measure,
      { ...rate, numerator: all, denominator: null, ...changes },
      { sums: sumsByScope([]), standing },
      { ...asked, year },
    ).publishedIn

  test('is all sessions or all who came, alone or of what lists say, of the year before', () => {
    expect(publishedIn({})).toBe('Return of 2025/26')
    expect(publishedIn({ numerator: { ...all, take: 'entries' } })).toBe('Return of 2025/26')
    expect(publishedIn({ denominator: residents })).toBe('Return of 2025/26')
    expect(publishedIn({}, 2020)).toBe('Return of 2019/20')
    expect(publishedIn({}, 2025)).toBeNull()
  })

  test('is nothing else', () => {
    expect(publishedIn({ numerator: { ...all, of: ['outreach'] } })).toBeNull()
    expect(publishedIn({ numerator: { ...all, of: ['all', 'outreach'] } })).toBeNull()
    expect(publishedIn({ numerator: { ...all, take: 'distinct' } })).toBeNull()
    expect(publishedIn({ numerator: { ...all, at: () => true } })).toBeNull()
    expect(publishedIn({ numerator: residents })).toBeNull()
    expect(publishedIn({ denominator: { ...all, of: ['contact'] } })).toBeNull()
    expect(publishedIn({ less: residents })).toBeNull()
  })
})

describe('sessions of the usual size', () => {
  const found = measureOf('3.5')
  if (found === undefined) throw new RangeError('3.5')
  const measure = found
  const [figure] = measure.figures
  const asked = { site: null, year: 2026, quarter: 'Q3', today: localDate('2026-12-31') } as const
  const sessions = (changes: Partial<Figure>, sums: readonly MonthSums[]) => {
    const changed = { ...figure, ...changes }
    const standing = smallStanding()
    const progress = figureProgress(measure, changed, { sums: sumsByScope(sums), standing }, asked)
    return judge(measure, progress, { value: 400, due: null }, { asked, standing }).takes?.sessions
  }
  const came = [
    ...wellbeing('2026-05-01', 30),
    ...wellbeing('2026-06-01', 10),
    ...wellbeing('2026-06-02', null),
  ]
  const ofAll: Amount = { take: 'sum', of: ['all'], words: 'Attendances' }

  test('are those that were counted, of what sessions bring', () => {
    // A quarter of the year is seasonless: 270 by then less 40, at 20 a session.
    expect(sessions({ numerator: ofAll }, came)).toBe(12)
    expect(sessions({}, came)).toBe(12)
    // Under fives come to the same sessions, and an amount of both counts each session twice.
    expect(sessions({ numerator: { ...ofAll, of: ['carer-aware', 'all'] } }, came)).toBe(12)
  })

  test('are none of what other entries bring as well, of what does not add up, and where nobody counted', () => {
    expect(sessions({ numerator: { ...ofAll, of: ['all', 'outreach'] } }, came)).toBeNull()
    expect(sessions({ numerator: { ...ofAll, take: 'entries' } }, came)).toBeNull()
    expect(sessions({ numerator: ofAll, overTime: 'level' }, came)).toBeNull()
    const zero = sumsOf('outreach-contact', { day: '2026-05-01' })
    expect(sessions({ numerator: ofAll }, zero)).toBeNull()
  })
})

test('a last year in which only the whole was logged is a year of noughts of the part', () => {
  const information = (day: string) => sumsOf('signposting-contact', { day, action: 'information' })
  const { progress } = progressOf('3.3', {
    sums: [...information('2025-11-03'), ...contacts('2026-11-03', 1)],
  })
  expect([progress.lastYear, progress.direction]).toEqual([0, 'up'])
})

test('a milestone has no forecast: it comes or it does not', () => {
  const found = measureOf('3.5')
  if (found === undefined) throw new RangeError('3.5')
  const asked = { site: null, year: 2026, quarter: 'Q3', today: localDate('2026-12-31') } as const
  const standing = smallStanding()
  const kept = { sums: sumsByScope(wellbeing('2026-05-01', 30)), standing }
  const progress = figureProgress(found, found.figures[0], kept, asked)
  const judged = (profile: 'flat' | 'milestone') =>
    judge({ ...found, profile }, progress, null, { asked, standing }).forecast
  expect(judged('milestone')).toBeNull()
  expect(judged('flat')?.middle).toBe(40)
})
