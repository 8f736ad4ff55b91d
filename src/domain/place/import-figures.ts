import {
  columnsTwice,
  FIRST_ROW,
  type ImportProblem,
  type ImportTable,
  isBlankRow,
} from '../records/import-table.ts'
import { valueInWords } from './profile-words.ts'
import type { CommunityProfile, ProfileFigure } from './profile-records.ts'

/** Which column says what: the area of a row, and the figure of each column that is taken. */
export interface ImportMapping {
  readonly areaColumn: string
  /** Code of a figure by column; a column that is not there is left out. */
  readonly figureByColumn: Readonly<Record<string, string>>
}

/** One figure of one area that would change. */
export interface FigureChange {
  readonly areaName: string
  readonly figure: ProfileFigure
  readonly before: number | string | null
  readonly after: number | string | null
}

export interface NewFigures {
  readonly profile: CommunityProfile
  readonly figures: Readonly<Record<string, number | string | null>>
}

export type ImportCheck =
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }
  | {
      readonly ok: true
      readonly areas: readonly NewFigures[]
      readonly changes: readonly FigureChange[]
      /** What a person should know before saving: areas that stay as they are, totals that could not be checked. */
      readonly notes: readonly string[]
    }

interface ImportFrom {
  readonly table: ImportTable
  readonly mapping: ImportMapping
  readonly profiles: readonly { readonly body: CommunityProfile }[]
  readonly figures: readonly { readonly body: ProfileFigure }[]
}

/** The mapping that the head of a table suggests: a column called like a figure, by its code or its label. */
export function suggestedMapping(
  { columns }: ImportTable,
  figures: readonly { readonly body: ProfileFigure }[],
): ImportMapping {
  const areaColumn =
    ['library_id', 'library_name', 'area_name', 'library', 'area', 'name'].flatMap(
      (name) => columns.find((column) => plain(column) === plain(name)) ?? [],
    )[0] ?? ''
  const taken = new Set<string>()
  const figureByColumn: Record<string, string> = {}
  for (const column of columns) {
    const figure = figures.find(
      ({ body }) => plain(body.code) === plain(column) || plain(body.label) === plain(column),
    )
    if (figure === undefined || column === areaColumn || taken.has(figure.body.code)) continue
    taken.add(figure.body.code)
    figureByColumn[column] = figure.body.code
  }
  return { areaColumn, figureByColumn }
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
}

/**
 * Looks a whole table over before anything is taken from it. Every problem is named by row and column; with
 * any of them nothing is taken.
 */
export function checkImport(from: ImportFrom): ImportCheck {
  const inHead = headProblems(from)
  if (inHead.length > 0) return { ok: false, problems: inHead }
  const read = readRows(from)
  const problems = [...read.problems, ...totalProblems(from, read.rows)]
  if (problems.length > 0) return { ok: false, problems }
  const areas = read.rows.map(({ profile, figures }) => ({ profile, figures }))
  return {
    ok: true,
    areas,
    changes: areas.flatMap((area) => changesOf(area, from)),
    notes: notesOf(from, read.rows),
  }
}

function headProblems({ table, mapping, figures }: ImportFrom): readonly ImportProblem[] {
  const problems: ImportProblem[] = []
  const named = (column: string, words: string) => problems.push({ row: 1, column, words })
  if (mapping.areaColumn === '' || !table.columns.includes(mapping.areaColumn)) {
    named(mapping.areaColumn || 'Area', 'There is no column that says which library or area a row is about.')
  }
  for (const column of columnsTwice(table.columns)) named(column, 'Two columns have this name.')
  const codes = Object.entries(mapping.figureByColumn)
  if (codes.length === 0) named('', 'No column is taken as a figure.')
  for (const [column, code] of codes) {
    if (!table.columns.includes(column)) named(column, 'There is no such column.')
    if (!figures.some(({ body }) => body.code === code)) named(column, 'There is no such figure.')
    if (codes.some(([other, same]) => other !== column && same === code)) {
      named(column, 'Another column is taken as the same figure.')
    }
  }
  if (table.rows.every(isBlankRow)) named(mapping.areaColumn, 'There are no rows.')
  return problems
}

interface ReadRow extends NewFigures {
  readonly row: number
}

function readRows(from: ImportFrom): {
  readonly rows: readonly ReadRow[]
  readonly problems: readonly ImportProblem[]
} {
  const { table, mapping } = from
  const rows: ReadRow[] = []
  const problems: ImportProblem[] = []
  const seen = new Map<CommunityProfile, number>()
  for (const [index, cells] of table.rows.entries()) {
    if (isBlankRow(cells)) continue
    const row = index + FIRST_ROW
    const name = cellOf(table, cells, mapping.areaColumn)
    const profile = profileNamed(from, name)
    const twice = profile === undefined ? undefined : seen.get(profile)
    if (profile === undefined) {
      problems.push({ row, column: mapping.areaColumn, words: `“${name}” is no library or area here.` })
    } else if (twice !== undefined) {
      problems.push({ row, column: mapping.areaColumn, words: `“${name}” stands in row ${twice} already.` })
    } else {
      seen.set(profile, row)
    }
    const figures = readFigures(from, cells, row, problems)
    if (profile !== undefined && twice === undefined) rows.push({ row, profile, figures })
  }
  return { rows, problems }
}

function cellOf({ columns }: ImportTable, cells: readonly string[], column: string): string {
  return (cells[columns.indexOf(column)] ?? '').trim()
}

/** An area by its name, or a library by the key of its site. */
function profileNamed({ profiles }: ImportFrom, name: string): CommunityProfile | undefined {
  const wanted = plain(name)
  if (wanted === '') return undefined
  return profiles.find(
    ({ body }) =>
      plain(body.areaName) === wanted || plain(body.siteId?.slice('site/'.length) ?? '') === wanted,
  )?.body
}

function readFigures(
  { table, mapping, figures }: ImportFrom,
  cells: readonly string[],
  row: number,
  problems: ImportProblem[],
): Readonly<Record<string, number | string | null>> {
  const read: Record<string, number | string | null> = {}
  for (const [column, code] of Object.entries(mapping.figureByColumn)) {
    const figure = figures.find(({ body }) => body.code === code)?.body
    if (figure === undefined) continue
    const cell = cellOf(table, cells, column)
    const value = readCell(cell, figure)
    if (typeof value === 'object' && value !== null) problems.push({ row, column, words: value.words })
    else read[code] = value
  }
  return read
}

function readCell(
  cell: string,
  { unit }: ProfileFigure,
): number | string | null | { readonly words: string } {
  if (cell === '') return null
  if (unit === 'text') return cell
  const value = Number(cell.replaceAll(',', ''))
  if (!/\d/.test(cell) || !Number.isFinite(value)) return { words: `“${cell}” is not a number.` }
  if (value < 0) return { words: `${cell} is less than 0.` }
  if (unit === 'percent' && value > 100) return { words: `${cell} is more than 100 %.` }
  if (COUNTED.has(unit) && !Number.isInteger(value)) return { words: `${cell} is not a whole number.` }
  return value
}

/** Units whose figures add up over areas. */
const COUNTED: ReadonlySet<ProfileFigure['unit']> = new Set(['people', 'households', 'areas', 'postcodes'])

/** Counts of published tables are changed at random a little: this much, or a thousandth, is not looked at. */
const NOISE = 50

/** Every library of the service is in the file, and the county as well. */
function totalsCanBeChecked(from: ImportFrom, rows: readonly ReadRow[]): boolean {
  const inFile = new Set(rows.map(({ profile }) => profile))
  return from.profiles.every(
    ({ body }) => (body.areaType !== 'catchment' && body.areaType !== 'county') || inFile.has(body),
  )
}

function totalProblems(from: ImportFrom, rows: readonly ReadRow[]): readonly ImportProblem[] {
  const county = rows.find(({ profile }) => profile.areaType === 'county')
  if (county === undefined || !totalsCanBeChecked(from, rows)) return []
  const libraries = rows.filter(({ profile }) => profile.areaType === 'catchment')
  return Object.entries(from.mapping.figureByColumn).flatMap(([column, code]) => {
    const figure = from.figures.find(({ body }) => body.code === code)?.body
    const total = county.figures[code]
    if (
      figure === undefined ||
      !COUNTED.has(figure.unit) ||
      figure.unit === 'postcodes' ||
      typeof total !== 'number'
    )
      return []
    const parts = libraries.map(({ figures }) => figures[code])
    if (parts.some((part) => typeof part !== 'number')) return []
    const sum = parts.reduce<number>((all, part) => all + Number(part), 0)
    if (Math.abs(sum - total) <= Math.max(NOISE, total / 1000)) return []
    const words =
      `The libraries add up to ${valueInWords(sum, figure.unit)} and the county is given as ` +
      `${valueInWords(total, figure.unit)}.`
    return [{ row: county.row, column, words }]
  })
}

function changesOf({ profile, figures }: NewFigures, from: ImportFrom): readonly FigureChange[] {
  return Object.entries(figures).flatMap(([code, after]) => {
    const figure = from.figures.find(({ body }) => body.code === code)?.body
    const before = profile.figures[code] ?? null
    return figure === undefined || before === after
      ? []
      : [{ areaName: profile.areaName, figure, before, after }]
  })
}

function notesOf(from: ImportFrom, rows: readonly ReadRow[]): readonly string[] {
  const inFile = new Set(rows.map(({ profile }) => profile))
  const missing = from.profiles.filter(({ body }) => body.areaType === 'catchment' && !inFile.has(body))
  const names = missing.map(({ body }) => body.areaName)
  return [
    ...(names.length === 0 ? [] : [`Not in the file, and staying as they are: ${names.join(', ')}.`]),
    ...(totalsCanBeChecked(from, rows)
      ? []
      : ['Totals could not be checked: that needs every library and the county in one file.']),
  ]
}
