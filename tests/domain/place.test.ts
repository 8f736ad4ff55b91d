import { describe, expect, test } from 'vitest'
import {
  barScale,
  countyAreas,
  isBar,
  missingRows,
  profileGroups,
  readingOf,
  rowsByMethod,
  siteAreas,
  yardstick,
} from '#domain/place/compare-profiles.ts'
import { residentsAged, shareAged } from '#domain/place/people-by-age.ts'
import { percentInWords, profileSentences, valueInWords } from '#domain/place/profile-words.ts'
import { oxfordshire } from '#support/reference.ts'

const all = await oxfordshire()
const sites = all('site')
const profiles = all('community-profile')
const figures = all('profile-figure')

const site = (id: string) => {
  const found = sites.find((held) => held.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}
const abingdon = siteAreas(site('site/abingdon'), profiles)
const county = countyAreas(profiles)
if (abingdon === null || county === null) throw new Error('the reference data lacks a profile')
const figure = (code: string) => {
  const found = figures.find(({ body }) => body.code === code)
  if (found === undefined) throw new Error(`no figure ${code}`)
  return found.body
}

describe('areas to compare', () => {
  test('a site is compared with its own district, the county and England', () => {
    expect(abingdon.here.areaName).toBe('Abingdon')
    expect(abingdon.district?.areaName).toBe('Vale of White Horse')
    expect(abingdon.county?.areaName).toBe('Oxfordshire')
    expect(abingdon.england?.areaName).toBe('England')
  })

  test('places that serve the whole county have no community of their own', () => {
    for (const id of ['oxfordshire-history-centre', 'the-oxfordshire-museum', 'home-library-service']) {
      expect(siteAreas(site(`site/${id}`), profiles)).toBeNull()
    }
  })

  test('a site is marked against the county and the county against England', () => {
    expect(yardstick(abingdon)?.areaType).toBe('county')
    expect(yardstick(county)?.areaType).toBe('country')
    expect(countyAreas([])).toBeNull()
  })
})

describe('readings', () => {
  test('a percentage is its own share, and a part of a whole has the share it makes', () => {
    expect(readingOf(figure('pct_disabled'), abingdon.here)).toEqual({ value: 15, share: 15 })
    const under5 = readingOf(figure('est_age_0_4'), abingdon.here)
    expect(under5.value).toBe(2733)
    expect(under5.share).toBeCloseTo((100 * 2733) / 50503, 10)
    expect(readingOf(figure('imd2025_mean_decile'), abingdon.here).share).toBeNull()
  })

  test('a figure the data lacks is null and never 0', () => {
    if (county.england === null) throw new Error('no England')
    expect(readingOf(figure('est_age_0_4'), county.england)).toEqual({ value: null, share: null })
    expect(readingOf(figure('pct_households_dependent_children'), abingdon.here).value).toBeNull()
  })

  test('a figure nobody knows yet is missing too, as in a profile of an older year', () => {
    const bare = { ...abingdon.here, figures: {} }
    expect(readingOf(figure('est_age_0_4'), bare)).toEqual({ value: null, share: null })
  })

  test('groups and rows come in the order of the figures, each figure once', () => {
    const groups = profileGroups(figures.toReversed(), abingdon)
    expect(groups.slice(0, 2).map(({ name }) => name)).toEqual(['People by age', 'The community'])
    const codes = groups.flatMap(({ rows }) => rows.map((row) => row.figure.code))
    expect(codes).toHaveLength(figures.length)
    expect(new Set(codes).size).toBe(figures.length)
  })

  test('what the data does not say about a site is named, with the reason', () => {
    const missing = missingRows(profileGroups(figures, abingdon))
    expect(missing.map((row) => row.figure.code)).toEqual([
      'pct_economically_active',
      'pct_households_dependent_children',
      'pct_households_no_broadband',
    ])
    for (const row of missing) expect(row.figure.whyMissing).not.toBeNull()
  })

  test('figures made in one way are named together, and none is left out', () => {
    const [ages] = profileGroups(figures, abingdon)
    const methods = rowsByMethod(ages?.rows ?? [])
    expect(methods.map(({ figure: { basis }, labels }) => [basis, labels.length])).toEqual([
      ['estimated', 7],
      ['derived', 3],
    ])
  })

  test('wherever a shown area has no figure, the figure says why', () => {
    const rows = [abingdon, county]
      .flatMap((areas) => profileGroups(figures, areas))
      .flatMap((group) => group.rows)
    const unexplained = rows.filter(
      (row) =>
        row.figure.whyMissing === null &&
        [row.here, row.district, row.county, row.england].some((reading) => reading?.value === null),
    )
    expect(unexplained.map((row) => row.figure.code)).toEqual([])
  })
})

describe('people by age', () => {
  test('bands add up to the ages they fill exactly', () => {
    expect(residentsAged(figures, abingdon.here, { from: 0, to: 11 })).toBe(2733 + 4196)
    expect(residentsAged(figures, abingdon.here, { from: 65, to: null })).toBe(5187 + 3360 + 1324)
  })

  test('ages that no set of bands fills exactly have no figure', () => {
    expect(residentsAged(figures, abingdon.here, { from: 0, to: 10 })).toBeNull()
    expect(residentsAged(figures, abingdon.here, { from: 3, to: 11 })).toBeNull()
    expect(residentsAged([], abingdon.here, { from: 0, to: 11 })).toBeNull()
  })

  test('one band without a figure leaves the whole without one', () => {
    if (county.england === null) throw new Error('no England')
    expect(residentsAged(figures, county.england, { from: 0, to: 11 })).toBeNull()
    expect(shareAged(figures, county.england, { from: 0, to: 11 })).toBeNull()
  })

  test('in every area with estimates the bands cover everybody, but for the census’s own noise', () => {
    for (const { body } of profiles) {
      if (body.areaType === 'country') continue
      const everybody = residentsAged(figures, body, { from: 0, to: null })
      expect(Math.abs((everybody ?? 0) - Number(body.figures['residents']))).toBeLessThanOrEqual(30)
    }
  })
})

describe('bars', () => {
  const rowsOf = (name: string) => {
    const rows = profileGroups(figures, abingdon).find((group) => group.name === name)?.rows ?? []
    return rows.filter(isBar)
  }

  test('every age band is a bar beside the county’s', () => {
    const rows = rowsOf('People by age')
    expect(rows).toHaveLength(10)
    for (const row of rows) {
      expect(row.here.share).not.toBeNull()
      expect(row.county?.share).not.toBeNull()
    }
  })

  test('the scale is a multiple of 10 that no share passes', () => {
    expect(barScale([])).toBe(10)
    expect(barScale(rowsOf('People by age'))).toBe(30)
    expect(barScale(rowsOf('Ethnic group'))).toBe(90)
  })
})

describe('words', () => {
  test('values are written in British English with their unit', () => {
    expect(valueInWords(50503, 'people')).toBe('50,503')
    expect(valueInWords(15, 'percent')).toBe('15.0\u00a0%')
    expect(valueInWords(2.17, 'km')).toBe('2.2\u00a0km')
    expect(valueInWords(7.9, 'decile')).toBe('7.90')
    expect(valueInWords(2, 'decile')).toBe('2')
    expect(valueInWords('Cherwell, Oxford', 'text')).toBe('Cherwell, Oxford')
    expect(valueInWords(0, 'people')).toBe('0')
    expect(valueInWords(null, 'people')).toBe('No figure')
    expect(percentInWords(12.36)).toBe('12.4\u00a0%')
  })

  test('sentences say the share here and the share in the county', () => {
    const sentences = profileSentences(figures, abingdon).map((sentence) =>
      sentence.replaceAll('\u00a0', ' '),
    )
    expect(sentences[0]).toBe('13.7 % of people here are under 12; the county has 13.3 %.')
    expect(sentences).toContain('15.0 % of people here are disabled; the county has 14.5 %.')
  })

  test('a sentence leaves out a comparison that has no figure', () => {
    const [first] = profileSentences(figures, county)
    expect(first?.replaceAll('\u00a0', ' ')).toBe('13.3 % of people here are under 12.')
  })

  test('no words speak of users: a profile says who lives here, not who comes', () => {
    const words = [
      ...figures.flatMap(({ body }) => [body.label, body.method, body.sentence ?? '']),
      ...profiles.map(({ body }) => body.method),
      ...profileSentences(figures, abingdon),
    ]
    expect(words.filter((text) => /\busers?\b/i.test(text))).toEqual([])
  })
})
