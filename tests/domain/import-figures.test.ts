import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { withNewerFigures } from '#domain/place/area-figure.ts'
import { areaValue } from '#domain/place/area-file.ts'
import { checkImport, isAbout, suggestedMapping } from '#domain/place/import-figures.ts'
import { librariesSubject, neighbourhoodsSubject } from '#domain/place/import-subject.ts'
import { editionsOf, FIRST_EDITION, profilesOf } from '#domain/place/profile-editions.ts'
import { shippedAreas } from '#support/areas.ts'
import type { ImportTable } from '#domain/records/import-table.ts'
import { oxfordshire } from '#support/reference.ts'

const SHIPPED = join(import.meta.dirname, '../../src/server/reference/oxfordshire')
const all = await oxfordshire()
const profiles = all('community-profile')
const figures = all('profile-figure')
const libraries = librariesSubject(profiles, figures)
const areaFile = await shippedAreas()
const county = profiles.find(({ body }) => body.areaType === 'county')?.body ?? null
const neighbourhoods = neighbourhoodsSubject(areaFile, county)

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
const check = (table: ImportTable, mapping = suggestedMapping(table, libraries)) =>
  checkImport({ table, mapping, subject: libraries })
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
      const mapping = suggestedMapping(table, libraries)
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
      subject: libraries,
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

/** Every neighbourhood in a table of two figures that add up and one that does not, as a service would make it. */
function areaTable(): { columns: string[]; rows: string[][] } {
  return {
    columns: ['LSOA21CD', 'Residents', 'households', 'imd2025_decile'],
    rows: areaFile.areas.map((area) => [
      area.code,
      ...['residents', 'households', 'imd2025_decile'].map((code) => String(areaValue(areaFile, area, code))),
    ]),
  }
}
const checkAreas = (table: ImportTable, subject = neighbourhoods) =>
  checkImport({ table, mapping: suggestedMapping(table, subject), subject })

describe('a file of single neighbourhoods', () => {
  test('it is told from one of libraries by what its rows name', () => {
    expect(isAbout(areaTable(), neighbourhoods)).toBe(true)
    expect(isAbout(areaTable(), libraries)).toBe(false)
    expect(isAbout(wholeTable(), neighbourhoods)).toBe(false)
    expect(isAbout(published('library-profiles.csv'), neighbourhoods)).toBe(false)
  })

  test('the figures there are map themselves, and taking them in again changes nothing', () => {
    const table = areaTable()
    expect(suggestedMapping(table, neighbourhoods)).toEqual({
      areaColumn: 'LSOA21CD',
      figureByColumn: {
        Residents: 'residents',
        households: 'households',
        imd2025_decile: 'imd2025_decile',
      },
    })
    const checked = checkAreas(table)
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems.slice(0, 3)))
    expect(checked.areas).toHaveLength(428)
    expect([checked.changes, checked.notes]).toEqual([[], []])
  })

  test('a neighbourhood is named by its code or by its official name', () => {
    const checked = checkAreas({
      columns: ['Area', 'imd2025_decile'],
      rows: [
        ['Cherwell 008A', '7'],
        ['E01028423', '6'],
      ],
    })
    if (!checked.ok) throw new Error('refused')
    expect(checked.areas.map(({ place, figures }) => [place.code, figures])).toEqual([
      ['E01028422', { imd2025_decile: 7 }],
      ['E01028423', { imd2025_decile: 6 }],
    ])
    expect(checked.notes).toEqual([
      'Not in the file, and staying as they are: 426 neighbourhoods.',
      'Totals could not be checked: that needs every neighbourhood in one file.',
    ])
  })

  test('neighbourhoods are held against the county’s own total, in the file or here', () => {
    const off = areaTable()
    wrote(off, 0, 1, '2858')
    const problems = (table: ImportTable) => {
      const checked = checkAreas(table)
      return checked.ok ? [] : checked.problems
    }
    expect(problems(off)).toEqual([
      {
        row: 1,
        column: 'Residents',
        words:
          'The neighbourhoods add up to 726,277 and the county has 725,277 here. ' +
          'Take in the county’s newer figures first, or give the county a row in this file.',
      },
    ])
    expect(problems({ ...off, rows: [...off.rows, ['Oxfordshire', '726300', '', '']] })).toEqual([])
    expect(problems({ ...off, rows: [...off.rows, ['Oxfordshire', '725200', '', '']] })).toEqual([
      {
        row: 430,
        column: 'Residents',
        words: 'The neighbourhoods add up to 726,277 and the county is given as 725,200.',
      },
    ])
  })

  test('a figure without a total of the county is taken, and it is said that nothing was held against it', () => {
    const table = areaTable()
    const disabled = areaFile.areas.map((area) => String(areaValue(areaFile, area, 'disabled')))
    const checked = checkAreas({
      columns: ['code', 'disabled'],
      rows: table.rows.map(([code = ''], row) => [code, disabled[row] ?? '']),
    })
    expect(checked.ok && checked.notes).toEqual([
      'There is no total of the county to check this one against: Disabled people.',
    ])
    const alone = checkAreas(areaTable(), neighbourhoodsSubject(areaFile, null))
    expect(alone.ok && alone.notes).toHaveLength(2)
  })

  test('every problem of a broken file is named by row and column', () => {
    const checked = checkAreas({
      columns: ['LSOA21CD', 'residents', 'imd2025_decile', 'imd2025_rank'],
      rows: [
        ['E01028422', 'many', '11', '12.5'],
        ['E99999999', '1500', '0', '4'],
        ['Cherwell 008A', '-1', '3', '5'],
      ],
    })
    expect(checked.ok ? [] : checked.problems).toEqual([
      { row: 2, column: 'residents', words: '“many” is not a number.' },
      { row: 2, column: 'imd2025_decile', words: '11 is more than 10.' },
      { row: 2, column: 'imd2025_rank', words: '12.5 is not a whole number.' },
      { row: 3, column: 'LSOA21CD', words: '“E99999999” is no neighbourhood here.' },
      { row: 4, column: 'LSOA21CD', words: '“Cherwell 008A” stands in row 2 already.' },
      { row: 4, column: 'residents', words: '-1 is less than 0.' },
    ])
    const nameless = checkAreas({ columns: ['residents'], rows: [['5']] })
    expect(nameless.ok ? [] : nameless.problems).toEqual([
      { row: 1, column: 'Area', words: 'There is no column that says which neighbourhood a row is about.' },
    ])
  })
})

describe('newer figures of neighbourhoods', () => {
  const [first, second] = areaFile.areas
  if (first === undefined || second === undefined) throw new Error('no neighbourhoods')
  const newer = (id: string, edition: string, values: Readonly<Record<string, number | null>>) => ({
    id,
    body: { code: 'residents', sourceId: `data-source/${id}`, edition, values },
  })
  const held = [
    newer('0199b', 'Mid-2025', { [first.code]: 2000 }),
    newer('0199a', 'Mid-2024', { [first.code]: 1900, [second.code]: null }),
  ]
  const residents = (edition: string | null) => {
    const file = withNewerFigures(areaFile, held, editionsOf([...profiles, ...held]), edition)
    const source = file.figures.find(({ code }) => code === 'residents')?.sourceId
    return [...file.areas.slice(0, 2).map((area) => areaValue(file, area, 'residents')), source]
  }

  test('the newest stand by themselves, and each edition before can be chosen', () => {
    expect(residents(null)).toEqual([2000, null, 'data-source/0199b'])
    expect(residents('Mid-2024')).toEqual([1900, null, 'data-source/0199a'])
    expect(residents(FIRST_EDITION)).toEqual([1858, 1635, 'data-source/census-2021'])
  })

  test('an edition of neighbourhoods alone leaves every profile as it was at that time', () => {
    const editions = editionsOf([...profiles, ...held])
    for (const edition of [null, ...editions, FIRST_EDITION]) {
      expect(profilesOf(profiles, edition, editions)).toHaveLength(profiles.length)
    }
  })

  test('what no file named keeps the figure it had', () => {
    const file = withNewerFigures(areaFile, held, ['Mid-2025', 'Mid-2024'], null)
    expect(file.areas.slice(2)).toEqual(areaFile.areas.slice(2))
    expect(withNewerFigures(areaFile, [], [], null)).toBe(areaFile)
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
