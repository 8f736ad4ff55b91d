import { describe, expect, test } from 'vitest'
import { sumsByScope } from '#domain/measures/amount.ts'
import { measureOf } from '#domain/measures/all-measures.ts'
import { EVERYWHERE } from '#domain/measures/month-sums.ts'
import { figureProgress } from '#domain/measures/progress.ts'
import { newestPublished, publishedRate, publishedShares } from '#domain/measures/published-figures.ts'
import type { PublishedYear } from '#domain/measures/published-year.ts'
import { localDate } from '#domain/time/local-date.ts'
import { oxfordshire } from '#support/reference.ts'
import { anExample, smallStanding } from '#support/standing.ts'

const years = (await oxfordshire())('published-year')
const found = newestPublished(years)
if (found === null) throw new Error('the county has no published year')
const county: PublishedYear = found

const total = (months: readonly number[] | null) => (months ?? []).reduce((sum, one) => sum + one, 0)

describe('the county’s return of 2023/24', () => {
  test('it comes to 10,856 sessions and 193,179 attendances, 253 for each 1,000 residents', () => {
    expect([county.year, total(county.sessions), total(county.attendances)]).toEqual([2023, 10_856, 193_179])
    expect(Math.round(publishedRate(county) ?? 0)).toBe(253)
    // July alone.
    expect(county.attendances[3]).toBe(24_598)
  })

  test('under 12s and adults are all of it, month by month', () => {
    const added = county.attendances.map(
      (_, month) => (county.attendancesUnder12?.[month] ?? 0) + (county.attendancesAdult?.[month] ?? 0),
    )
    expect(added).toEqual(county.attendances)
    expect([total(county.attendancesUnder12), total(county.attendancesAdult)]).toEqual([158_616, 34_563])
  })

  test.each([
    ['sessions', [22.4, 22.8, 26.8, 28]],
    ['attendances', [21, 26.9, 24.9, 27.2]],
    ['attendancesUnder12', [19.8, 28.4, 25.1, 26.8]],
    ['attendancesAdult', [26.6, 20.3, 24.2, 28.8]],
  ] as const)('its seasons of %s are those the definitions print', (of, printed) => {
    expect(publishedShares(county, of)?.map((share) => Math.round(share * 10) / 10)).toEqual(printed)
  })
})

test('of several published years seasons and rates go by the newest; without any there is none', () => {
  const other = { id: 'published-year/2019', body: { ...county, year: 2019 } }
  expect(newestPublished([other, ...years])?.year).toBe(2023)
  expect(newestPublished([])).toBeNull()
  expect(publishedShares(null, 'sessions')).toBeNull()
})

describe('last year in Progress', () => {
  const reach = measureOf('2.1')
  if (reach === undefined) throw new Error('no measure 2.1')
  const [figure] = reach.figures
  const published = { ...anExample('published-year').body, year: 2023 }
  const standing = smallStanding({ publishedYears: [{ id: 'published-year/2023', body: published }] })
  const asked = { site: null, year: 2024, quarter: 'Q2', today: localDate('2025-08-01') } as const
  const sumsIn = (month: string) => {
    const cell = { entries: 2, amount: 400, notCounted: 0, sampled: 0, estimated: 0 }
    return sumsByScope([{ scope: EVERYWHERE, month, cells: { all: cell } }])
  }

  test('is the published one where nothing was recorded, to the same day, and says what it was published in', () => {
    const { lastYear, lastYearPublishedIn, quarters, direction } = figureProgress(
      reach,
      figure,
      { sums: sumsIn('2024-05'), standing },
      asked,
    )
    // 900 a month for 40,000 residents: 22.5 per 1,000.
    expect(quarters.map((one) => one.lastYear.value)).toEqual([67.5, 67.5, 67.5, 67.5])
    expect([lastYear, direction]).toEqual([135, 'down'])
    expect(lastYearPublishedIn).toBe('the return to Arts Council England')
  })

  test('is what was recorded as soon as anything was, and never a mixture', () => {
    const { quarters, lastYearPublishedIn } = figureProgress(
      reach,
      figure,
      { sums: sumsIn('2023-05'), standing },
      asked,
    )
    expect(quarters.map((one) => one.lastYear.value)).toEqual([10, 0, 0, 0])
    expect(lastYearPublishedIn).toBeNull()
  })

  test('of one site is never the whole service’s, nor of figures that the return does not know', () => {
    const kept = { sums: sumsIn('2024-05'), standing }
    const ofSite = figureProgress(reach, figure, kept, { ...asked, site: 'site/banbury' })
    expect([ofSite.lastYear, ofSite.lastYearPublishedIn]).toEqual([null, null])
    const targeted = measureOf('2.3')
    if (targeted === undefined) throw new Error('no measure 2.3')
    const ofTargeted = figureProgress(targeted, targeted.figures[0], kept, asked)
    expect([ofTargeted.lastYear, ofTargeted.lastYearPublishedIn]).toEqual([null, null])
  })
})
