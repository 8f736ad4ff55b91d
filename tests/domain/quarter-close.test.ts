import { expect, test } from 'vitest'
import { sumsByScope } from '#domain/measures/amount.ts'
import { figuresAtClose } from '#domain/measures/closed-figures.ts'
import { viewFromSums } from '#domain/measures/figure-view.ts'
import { measures } from '#domain/measures/all-measures.ts'
import { DEFAULT_THRESHOLDS } from '#domain/measures/suppression.ts'
import { isClosed, narrativeKey, overrideKey, saidOf } from '#domain/plan/quarter-close.ts'
import { checkBody } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { counted } from '#support/sessions.ts'
import { anExample, smallStanding, sumsOf } from '#support/standing.ts'

test('a close keeps a figure of every measure, as it may be shown, in a body that can be stored and sent', () => {
  const asked = { site: null, year: 2026, quarter: 'Q3', today: localDate('2026-10-14') } as const
  const standing = smallStanding({})
  const atClose = figuresAtClose(
    {
      view: viewFromSums({ sums: new Map(), standing, thresholds: DEFAULT_THRESHOLDS }),
      standing,
      targets: new Map(),
    },
    asked,
  )
  const figures = Object.fromEntries(Object.entries(atClose).map(([id, { figure }]) => [id, figure]))
  expect(Object.keys(figures)).toEqual(measures.map(({ id }) => id))
  const { body } = anExample('quarter-close', { figures })
  expect(checkBody('quarter-close', body)).toMatchObject({ ok: true, body: { figures } })
  // Far below what one operation may hold.
  expect(JSON.stringify(body).length).toBeLessThan(16 * 1024)
})

/** What stands beside the closed figures of Q3 2026/27. */
function lastYearOf(measure: string, sums: Parameters<typeof sumsByScope>[0], more = {}) {
  const asked = { site: null, year: 2026, quarter: 'Q3', today: localDate('2027-01-04') } as const
  const sources = {
    sums: sumsByScope(sums),
    standing: smallStanding(more),
    targets: new Map(),
    thresholds: DEFAULT_THRESHOLDS,
  }
  return figuresAtClose({ ...sources, view: viewFromSums(sources) }, asked)[measure]?.lastYear
}

const wellbeing = (day: string, people: number) =>
  sumsOf('event-session', { day, presetId: 'preset/wellbeing-social', counts: counted(people) })

test('the same quarter last year stands beside a closed figure, by itself and as far as the year had come', () => {
  const before = [...wellbeing('2025-05-06', 30), ...wellbeing('2025-11-04', 12)]
  expect(lastYearOf('3.5', [...before, ...wellbeing('2026-10-14', 50)])).toEqual({
    inQuarter: 12,
    byThen: 42,
    direction: 'up',
    publishedIn: null,
  })
  expect(lastYearOf('3.5', [...before, ...wellbeing('2026-10-14', 42)])?.direction).toBe('level')
  expect(lastYearOf('3.5', [...before, ...wellbeing('2026-10-14', 14)])?.direction).toBe('down')
})

test('of a year nobody recorded nothing stands there, unless it was published, which is said', () => {
  const now = wellbeing('2026-10-14', 50)
  const none = { inQuarter: null, byThen: null, direction: null, publishedIn: null }
  expect(lastYearOf('3.5', now)).toEqual(none)
  const published = { ...anExample('published-year').body, year: 2025 }
  const more = { publishedYears: [{ id: 'published-year/2025', body: published }] }
  // 900 a month for 40,000 residents.
  expect(lastYearOf('2.1', now, more)).toMatchObject({
    inQuarter: 67.5,
    byThen: 202.5,
    publishedIn: 'the return to Arts Council England',
  })
  expect(lastYearOf('3.5', now, more)).toEqual(none)
})

test('a few people of last year are not given away beside a closed figure', () => {
  const contact = (day: string) => sumsOf('signposting-contact', { day, depth: 'brief' })
  const before = [contact('2025-11-04'), contact('2025-11-05')].flat()
  const now = Array.from({ length: 9 }, () => contact('2026-10-14')).flat()
  expect(lastYearOf('3.1', [...before, ...now])).toEqual({
    inQuarter: 'x',
    byThen: 'x',
    direction: null,
    publishedIn: null,
  })
})

test('what is said of a priority or a promise, and of a measure, has a key that a record may hold', () => {
  expect(narrativeKey({ number: 3 })).toBe('3')
  expect(narrativeKey({ code: 'PE-4' })).toBe('promise-PE-4')
  expect(narrativeKey({ code: 'P.1/a' })).toBe('promise-P-46-1-47-a')
  expect(narrativeKey({ code: 'x'.repeat(60) })).toHaveLength(40)
  expect(overrideKey('3.5')).toBe('3-5')
  expect(overrideKey('A.1')).toBe('A-1')
})

test('what was said at each close is told in order of the quarters, the newest close of each', () => {
  const close = (quarter: string, narratives: Readonly<Record<string, string>> | null) =>
    anExample('quarter-close', { quarter, narratives }).body
  const closings = [
    close('Q3', { '3': 'Third' }),
    close('Q1', { '3': 'First, too early' }),
    close('Q1', { '3': 'First' }),
    close('Q2', { '4': 'Of another' }),
    close('Q4', null),
  ]
  expect(saidOf(closings, '3')).toEqual([
    { quarter: 'Q1', text: 'First' },
    { quarter: 'Q3', text: 'Third' },
  ])
  expect(saidOf([], '3')).toEqual([])
})

test('a day is closed with its quarter, of its year alone, and what is about no day never is', () => {
  const closed = [{ year: 2022, quarter: 'Q1' } as const]
  expect(isClosed(closed, localDate('2022-06-30'))).toBe(true)
  expect(isClosed(closed, localDate('2022-07-01'))).toBe(false)
  expect(isClosed(closed, localDate('2023-04-01'))).toBe(false)
  expect(isClosed(closed, null)).toBe(false)
  expect(isClosed([], localDate('2022-06-30'))).toBe(false)
})
