import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { checkImport, suggestedMapping } from '#domain/place/import-figures.ts'
import { editionsOf, FIRST_EDITION, profilesOf } from '#domain/place/profile-editions.ts'
import type { ImportTable } from '#domain/records/import-table.ts'
import { oxfordshire } from '#support/reference.ts'

const SHIPPED = join(import.meta.dirname, '../../src/server/reference/oxfordshire')
const all = await oxfordshire()
const profiles = all('community-profile')
const figures = all('profile-figure')

function published(file: string): ImportTable {
  const { data } = Papa.parse<string[]>(readFileSync(join(SHIPPED, file), 'utf8'), { skipEmptyLines: true })
  const [columns = [], ...rows] = data
  return { columns, rows }
}

/** All libraries and the county in one table of two figures, as a service would make it. */
function wholeTable(): { columns: string[]; rows: string[][] } {
  const areas = profiles.filter(({ body }) => body.areaType === 'catchment' || body.areaType === 'county')
  return {
    columns: ['Area', 'residents', 'pct_disabled'],
    rows: areas.map(({ body }) => [
      body.areaName,
      String(body.figures['residents']),
      String(body.figures['pct_disabled']),
    ]),
  }
}
const check = (table: ImportTable, mapping = suggestedMapping(table, figures)) =>
  checkImport({ table, mapping, profiles, figures })
const problemsOf = (table: ImportTable) => {
  const checked = check(table)
  return checked.ok ? [] : checked.problems
}
const rowOf = (table: ImportTable, name: string) => table.rows.findIndex(([area]) => area === name)
const wrote = (table: { rows: string[][] }, row: number, column: number, text: string) => {
  const cells = table.rows[row]
  if (cells === undefined) throw new Error(`no row ${row}`)
  cells[column] = text
}

describe('a file of figures', () => {
  test('the published tables map themselves, and taking them in again changes nothing', () => {
    for (const file of ['library-profiles.csv', 'area-profile.csv']) {
      const table = published(file)
      const mapping = suggestedMapping(table, figures)
      expect(Object.keys(mapping.figureByColumn).length).toBeGreaterThan(60)
      const checked = check(table, mapping)
      if (!checked.ok) throw new Error(JSON.stringify(checked.problems.slice(0, 3)))
      const numbers = checked.changes.filter(({ figure }) => figure.unit !== 'text')
      expect(numbers).toEqual([])
    }
  })

  test('a changed figure is shown with what it was, and the rest is not', () => {
    const table = wholeTable()
    wrote(table, rowOf(table, 'Abingdon'), 2, '16.5')
    const checked = check(table)
    expect(
      checked.ok && checked.changes.map(({ areaName, before, after }) => [areaName, before, after]),
    ).toEqual([['Abingdon', 15, 16.5]])
    expect(checked.ok && checked.notes).toEqual([])
  })

  test('a file of some libraries leaves the others as they are, and says so', () => {
    const checked = check({ columns: ['Library', 'Residents'], rows: [['Abingdon', '51,000']] })
    if (!checked.ok) throw new Error('refused')
    expect(checked.changes).toMatchObject([{ areaName: 'Abingdon', before: 50_503, after: 51_000 }])
    expect(checked.notes[0]).toMatch(/^Not in the file, and staying as they are: .*Wychwood/)
    expect(checked.notes[1]).toMatch(/^Totals could not be checked/)
  })

  test('an empty cell is no figure, which is not 0', () => {
    const checked = check({ columns: ['Area', 'pct_disabled'], rows: [['Abingdon', '']] })
    expect(checked.ok && checked.areas[0]?.figures).toEqual({ pct_disabled: null })
  })
})

describe('a broken file', () => {
  test('every problem is named by row and column, all at once', () => {
    const table = wholeTable()
    const rows = [
      ['Abingdn', '50503', '15'],
      ['Adderbury', 'many', '14.4'],
      ['Bampton', '-4', '140'],
      ['Banbury', '12.5', '15.1'],
      ['Benson', '', 'n/a'],
      ['Adderbury', '9785', '14.4'],
    ]
    expect(problemsOf({ columns: table.columns, rows })).toEqual([
      { row: 2, column: 'Area', words: '“Abingdn” is no library or area here.' },
      { row: 3, column: 'residents', words: '“many” is not a number.' },
      { row: 4, column: 'residents', words: '-4 is less than 0.' },
      { row: 4, column: 'pct_disabled', words: '140 is more than 100 %.' },
      { row: 5, column: 'residents', words: '12.5 is not a whole number.' },
      { row: 6, column: 'pct_disabled', words: '“n/a” is not a number.' },
      { row: 7, column: 'Area', words: '“Adderbury” stands in row 3 already.' },
    ])
  })

  test('a total that is off by a thousand is named at the county’s row, one within the census’s noise is not', () => {
    const off = wholeTable()
    const county = rowOf(off, 'Oxfordshire')
    wrote(off, county, 1, '726277')
    expect(problemsOf(off)).toEqual([
      {
        row: county + 2,
        column: 'residents',
        words: 'The libraries add up to 725,277 and the county is given as 726,277.',
      },
    ])
    const noisy = wholeTable()
    wrote(noisy, county, 1, '725314')
    expect(check(noisy).ok).toBe(true)
  })

  test('missing columns are named, and a column taken twice', () => {
    const table = { columns: ['residents', 'pct_disabled'], rows: [['1', '2']] }
    expect(problemsOf(table)).toEqual([
      { row: 1, column: 'Area', words: 'There is no column that says which library or area a row is about.' },
    ])
    const mapping = {
      areaColumn: 'Area',
      figureByColumn: { residents: 'residents', people: 'residents', ghosts: 'ghosts' },
    }
    const checked = checkImport({
      table: { columns: ['Area', 'residents', 'people'], rows: [] },
      mapping,
      profiles,
      figures,
    })
    expect(checked.ok ? [] : checked.problems.map(({ column, words }) => `${column}: ${words}`)).toEqual([
      'residents: Another column is taken as the same figure.',
      'people: Another column is taken as the same figure.',
      'ghosts: There is no such column.',
      'ghosts: There is no such figure.',
      'Area: There are no rows.',
    ])
    expect(problemsOf({ columns: [], rows: [] }).length).toBeGreaterThan(0)
  })
})

describe('editions', () => {
  const [abingdon, wychwood] = ['site/abingdon', 'site/wychwood'].map((siteId) => {
    const found = profiles.find(({ body }) => body.siteId === siteId)
    if (found === undefined) throw new Error(`no ${siteId}`)
    return found
  })
  if (abingdon === undefined || wychwood === undefined) throw new Error('no profiles')
  const newer = (id: string, edition: string, residents: number) => ({
    id,
    body: { ...abingdon.body, edition, figures: { ...abingdon.body.figures, residents } },
  })
  const held = [newer('0199b', 'Mid-2025', 52_000), ...profiles, newer('0199a', 'Mid-2024', 51_000)]
  const residentsIn = (edition: string | null) =>
    profilesOf(held, edition).find(({ body }) => body.siteId === 'site/abingdon')?.body.figures['residents']

  test('the newest stands by itself, and each one before can be chosen', () => {
    expect(editionsOf(held)).toEqual(['Mid-2025', 'Mid-2024'])
    expect(residentsIn(null)).toBe(52_000)
    expect(residentsIn('Mid-2024')).toBe(51_000)
    expect(residentsIn(FIRST_EDITION)).toBe(50_503)
  })

  test('there is always one profile for each area, whatever is chosen', () => {
    for (const edition of [null, 'Mid-2024', FIRST_EDITION, 'no such edition']) {
      const chosen = profilesOf(held, edition)
      expect(chosen).toHaveLength(profiles.length)
      expect(chosen.find(({ body }) => body.siteId === 'site/wychwood')).toBe(wychwood)
    }
  })
})
