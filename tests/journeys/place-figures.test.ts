// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { placeViewOf } from '#client/features/place/place-view.ts'
import type { ProfileRow, Reading } from '#domain/place/compare-profiles.ts'
import { BASIS_IN_WORDS, valueInWords } from '#domain/place/profile-words.ts'
import { hoursInWords, siteTypeInWords, statutoryInWords, whyNoCommunity } from '#domain/place/site-words.ts'
import { oxfordshire } from '#support/reference.ts'

const SHIPPED = join(import.meta.dirname, '../../src/server/reference/oxfordshire')
type Cells = Readonly<Record<string, string>>

/** The published files as they are, read by nothing of ours. */
function published(file: string): readonly Cells[] {
  return Papa.parse<Record<string, string>>(readFileSync(join(SHIPPED, file), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data
}
const libraries = published('library-profiles.csv')
const areas = published('area-profile.csv')

const all = await oxfordshire()
const records = {
  sites: all('site'),
  profiles: all('community-profile'),
  figures: all('profile-figure'),
  sources: all('data-source'),
}
const site = (key: string) => {
  const found = records.sites.find(({ id }) => id === `site/${key}`)
  if (found === undefined) throw new Error(`no ${key}`)
  return found.body
}

/** A cell of the published file as the screen has to hold it. */
function held(cells: Cells | undefined, { figure }: ProfileRow): number | string | null {
  const cell = cells?.[figure.code] ?? ''
  if (cell === '') return null
  return figure.unit === 'text' ? cell.split('|').join(', ') : Number(cell)
}

/** What a figure reads when the digits that the screen prints are read back. */
function readBack(row: ProfileRow, { value }: Reading): number | string | null {
  const words = valueInWords(value, row.figure.unit)
  return typeof value === 'number' ? Number(words.replace(/[^\d.]/g, '')) : value
}

const PRINTED_TO: Readonly<Record<string, number>> = { percent: 0.05, km: 0.05, score: 0.005, decile: 0.005 }

describe.each(libraries.map((cells) => [cells['library_name'] ?? '', cells] as const))('%s', (_, cells) => {
  const view = placeViewOf(records, `site/${cells['library_id']}`)
  const rows = view.groups.flatMap((group) => group.rows)
  const area = (type: string, name?: string) =>
    areas.find((one) => one['area_type'] === type && (name === undefined || one['area_name'] === name))

  test('every figure on the screen equals the published cell, here and in the areas beside it', () => {
    expect(rows).toHaveLength(records.figures.length)
    for (const row of rows) {
      const { code } = row.figure
      expect(row.here.value, code).toEqual(held(cells, row))
      expect(row.district?.value, code).toEqual(held(area('district', cells['library_district']), row))
      expect(row.county?.value, code).toEqual(held(area('county'), row))
      expect(row.england?.value, code).toEqual(held(area('country'), row))
    }
  })

  test('every published column is on the screen, and printed to no less than its last digit but one', () => {
    const shown = new Set(rows.map((row) => row.figure.code))
    const identity = ['library_id', 'library_name', 'library_district', 'library_lsoa21_code', 'lsoa21_codes']
    expect(Object.keys(cells).filter((column) => !shown.has(column) && !identity.includes(column))).toEqual(
      [],
    )
    for (const row of rows) {
      if (typeof row.here.value !== 'number') continue
      const off = Math.abs(Number(readBack(row, row.here)) - row.here.value)
      expect(off, row.figure.code).toBeLessThanOrEqual((PRINTED_TO[row.figure.unit] ?? 0) + 1e-9)
    }
  })
})

test('every figure says its source with date, licence and words, and whether it is published or estimated', () => {
  const { groups, sources } = placeViewOf(records, 'site/wychwood')
  for (const { figure } of groups.flatMap(({ rows }) => rows)) {
    const source = sources.get(figure.sourceId)
    expect(source?.date, figure.code).toBeTruthy()
    expect(source?.licence, figure.code).toBeTruthy()
    expect(source?.attribution, figure.code).toBeTruthy()
    if (figure.code.startsWith('est_')) expect(BASIS_IN_WORDS[figure.basis]).toBe('Estimated')
  }
})

test('History Centre, museum and Home Library Service have no community of their own, and say why', () => {
  for (const key of ['oxfordshire-history-centre', 'the-oxfordshire-museum', 'home-library-service']) {
    const view = placeViewOf(records, `site/${key}`)
    expect(view.hasNoCommunity).toBe(true)
    expect(view.areas?.here.areaType).toBe('county')
    expect(whyNoCommunity(site(key))).toMatch(/serves people from all over the county/)
  }
  expect(hoursInWords(site('home-library-service'))).toBeNull()
})

test('prison libraries and closed mobiles are shown as what they are', () => {
  const others = records.sites.filter(
    ({ body }) => body.type === 'prison-library' || body.type === 'mobile-library',
  )
  expect(others).toHaveLength(8)
  for (const { id, body } of others) {
    expect(placeViewOf(records, id).hasNoCommunity).toBe(true)
    expect(whyNoCommunity(body)).toMatch(body.type === 'mobile-library' ? /no longer runs/ : /prison/)
    expect(siteTypeInWords(body).endsWith(', closed')).toBe(body.status === 'closed')
  }
})

test('hours say how many of them have staff, and a site says whether it is statutory', () => {
  expect(hoursInWords(site('abingdon'))).toBe('51.5, all with staff')
  expect(hoursInWords(site('charlbury'))).toMatch(/with staff, [\d.]+ without \(Open\+\)$/)
  expect(statutoryInWords(site('charlbury'))).toMatch(/^Yes/)
  expect(statutoryInWords(site('home-library-service'))).toBeNull()
})
