import { expect, test } from 'vitest'
import { measureOf } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import { hasCounted, measuresBehind, standsBehind } from '#domain/measures/behind-figure.ts'
import { figureValue, type FigureValue } from '#domain/measures/figure-value.ts'
import type { MonthSums } from '#domain/measures/month-sums.ts'
import { reportingOf } from '#domain/measures/reporting.ts'
import type { Standing } from '#domain/measures/standing.ts'
import { localDate } from '#domain/time/local-date.ts'
import { counted } from '#support/sessions.ts'
import { anExample, smallStanding, sumsOf } from '#support/standing.ts'

const SPAN = { first: '2026-10', last: '2026-12' }
const AS_OF = localDate('2026-12-31')

interface Given {
  readonly site?: string | null
  readonly key?: string
  readonly standing?: Standing
}

function valueOf(
  id: string,
  sums: readonly MonthSums[],
  { site = null, key, standing = smallStanding() }: Given = {},
): FigureValue {
  const measure = measureOf(id)
  const figure = measure?.figures.find((one) => key === undefined || one.key === key)
  if (measure === undefined || figure === undefined) throw new RangeError(id)
  return figureValue(measure, figure, {
    sums: sumsByScope(sums),
    standing,
    asked: { site, span: SPAN, asOf: AS_OF },
  })
}

test('an attendance rate is 14 of 40,000 residents in the county and of 10,000 at the site', () => {
  const sums = sumsOf('event-session', {})
  expect(valueOf('2.1', sums).value).toBe(0.35)
  expect(valueOf('2.1', sums, { site: 'site/banbury' }).value).toBe(1.4)
  expect(valueOf('2.1', sums, { site: 'site/thame' }).value).toBeNull()
})

test('blank is not zero: entries nobody counted give no number, and are said beside those that were', () => {
  const blank = sumsOf('event-session', { counts: {} })
  expect(valueOf('2.1', blank)).toMatchObject({ value: null, entries: 1, notCounted: 1, obtained: null })
  const both = valueOf('2.1', [...blank, ...sumsOf('event-session', { counts: counted(40) })])
  expect(both).toMatchObject({ value: 1, entries: 2, notCounted: 1 })
})

test('a figure says how much of it was counted, sampled and estimated', () => {
  const of = (countMethod: string, total: number) =>
    sumsOf('event-session', { countMethod, counts: counted(total) })
  const figure = valueOf('2.1', [...of('counted', 50), ...of('sampled', 30), ...of('estimated', 20)])
  expect(figure.obtained).toEqual({ counted: 50, sampled: 30, estimated: 20 })
})

test('one volunteer at two sites is one volunteer of the county, and a group has no number', () => {
  const one = { volunteerId: 'volunteer-1', people: 1 }
  const sums = [
    ...sumsOf('volunteer-shift', one),
    ...sumsOf('volunteer-shift', one, 'site/thame'),
    ...sumsOf('volunteer-shift', { people: 3, minutesEach: 90 }),
  ]
  expect(valueOf('8.1', sums)).toMatchObject({ value: 1, entries: 3, notCounted: 1 })
  expect(valueOf('8.1', sums, { key: 'hours' }).value).toBe(1.5 + 1.5 + 4.5)
})

test('readers at home are the largest register of each round, so that weeks do not add up', () => {
  const round = (code: string, readers: number | null) =>
    sumsOf('home-library-round', { round: code, readers })
  const sums = [
    round('WYC-1', 8),
    round('WYC-1', 11),
    round('WYC-1', 9),
    round('WYC-2', 4),
    round('WYC-3', null),
  ].flat()
  expect(valueOf('4.2', sums)).toMatchObject({ value: 15, entries: 5, notCounted: 1 })
})

test('cards in use are a share of those issued in the same months a year before', () => {
  const issued = { month: '2025-11', cardsIssued: 64 }
  const sums = [...sumsOf('registration-batch', issued), ...sumsOf('card-activation', { cardsFirstUsed: 16 })]
  expect(valueOf('7.2', sums)).toMatchObject({ value: 25, numerator: 16, denominator: 64 })
})

test('the reach of priority places is their rate over the county’s', () => {
  // 30 attendances for 10,000 residents against 40 for 40,000.
  const sums = [
    ...sumsOf('event-session', { counts: counted(30) }),
    ...sumsOf('event-session', { counts: counted(10) }, 'site/thame'),
  ]
  expect(valueOf('2.2', sums).value).toBe(3)
  expect(valueOf('2.2', sums, { site: 'site/banbury' }).value).toBeNull()
})

test('volunteers’ diversity is points from the county, of those who answered', () => {
  const byEthnicity = { white: 70, asian: 20, black: 10, 'not-said': 900 }
  const sums = sumsOf('volunteer-survey', { day: '2026-11-30', byEthnicity })
  expect(valueOf('9.4', sums).value).toBe(30 - 20)
})

test('hours without staff are by the opening hours that hold on the day, else by the site’s published hours', () => {
  const hours = (fromDay: string, unstaffed: object) =>
    anExample(
      'access-profile',
      { fromDay, untilDay: null, staffed: { mon: 480 }, unstaffed },
      { id: fromDay },
    )
  const site = anExample('site', { hoursPerWeek: 20, staffedHoursPerWeek: 15 }, { id: 'site/banbury' })
  const standing = smallStanding({ sites: [site] })
  expect(valueOf('2.5', [], { standing }).value).toBe(25)
  const kept = { ...standing, openingHours: [hours('2026-04-01', {}), hours('2026-11-01', { sat: 120 })] }
  expect(valueOf('2.5', [], { standing: kept }).value).toBe(20)
  expect(valueOf('2.5', [], { standing: kept, key: 'sites' }).value).toBe(1)
})

test('the median of moves is in quarters later, with the middle of two between them', () => {
  const moved = (from: string, to: string) =>
    anExample('plan-action', {
      moves: [{ on: '2026-11-01', from: [from], to: [to], reason: 'Late', by: 'Asha' }],
    })
  const standing = smallStanding({ actions: [moved('Q1', 'Q4'), moved('Q1', 'Q2')] })
  expect(valueOf('A.2', [], { standing, key: 'median' }).value).toBe(2)
  expect(valueOf('A.2', [], { standing }).value).toBe(2)
})

test('entries behind a figure are those counted in it and those it is a share of', () => {
  const [figure] = measureOf('3.3')?.figures ?? []
  if (figure === undefined) throw new RangeError('3.3')
  const contact = (body: object) => ({
    kind: 'signposting-contact',
    scope: 'site/banbury',
    day: AS_OF,
    body: { ...anExample('signposting-contact').body, ...body },
  })
  const standing = smallStanding()
  expect(standsBehind(figure, contact({}), standing)).toBe('counted')
  expect(standsBehind(figure, contact({ action: 'information' }), standing)).toBe('whole')
  expect(standsBehind(figure, contact({ depth: 'chat-started' }), standing)).toBeNull()
})

test('an entry knows the measures it counts in, and those it is only in the whole of', () => {
  const body = anExample('signposting-contact', { topic: 'loneliness', action: 'information' }).body
  const entry = { kind: 'signposting-contact', scope: 'site/banbury', day: AS_OF, body }
  const behind = measuresBehind(entry, smallStanding()).map(({ measure: { id }, how }) => `${id} ${how}`)
  expect(behind).toEqual(['3.1 counted', '3.2 counted', '3.3 whole'])
  expect(measuresBehind({ ...entry, kind: 'outage' }, smallStanding())).toEqual([])
})

test('a month has entries of a figure where its sums still hold one that is counted', () => {
  const [figure] = measureOf('3.3')?.figures ?? []
  if (figure === undefined) throw new RangeError('3.3')
  const standing = smallStanding()
  const has = (sums: readonly MonthSums[]) => sums.some((month) => hasCounted(figure, month, standing))
  const passedOn = sumsOf('signposting-contact', {})
  expect(has(passedOn)).toBe(true)
  expect(has(sumsOf('signposting-contact', { action: 'information' }))).toBe(false)
  expect(has(sumsOf('event-session', {}))).toBe(false)
  const nothing = { entries: 0, amount: 0, notCounted: 0, sampled: 0, estimated: 0 }
  const takenOut = passedOn.map((month) => ({
    ...month,
    cells: { ...month.cells, 'contact-passed-on': nothing },
  }))
  expect(has(takenOut)).toBe(false)
})

test('spokes are live where somebody was helped at a point that is a spoke', () => {
  const point = (id: string, businessPoint: string | null) => anExample('site', { businessPoint }, { id })
  const standing = smallStanding({
    sites: [point('site/hub', 'hub'), point('site/bicester', 'spoke'), point('site/thame', null)],
  })
  const helpedAt = (...ids: readonly string[]) => {
    const sums = ids.flatMap((pointId) => sumsOf('business-support', { supportType: 'workshop', pointId }))
    return valueOf('9.2', sums, { standing }).value
  }
  expect(helpedAt('site/bicester')).toBe(1)
  expect(helpedAt('site/bicester', 'site/bicester', 'site/hub', 'site/thame', 'site/nowhere')).toBe(1)
  expect(helpedAt('site/hub')).toBe(0)
})

test('a site is silent since its last entry of any kind, and one that never had any says so', () => {
  const activity = [
    { site: 'site/banbury', hasReported: true, lastDay: localDate('2026-12-01') },
    { site: 'site/grove', hasReported: false, lastDay: null },
    { site: 'site/thame', hasReported: false, lastDay: localDate('2026-09-21') },
  ]
  expect(reportingOf(activity, AS_OF)).toEqual({
    reported: ['site/banbury'],
    silent: [
      { site: 'site/grove', silentDays: null },
      { site: 'site/thame', silentDays: 101 },
    ],
  })
})
