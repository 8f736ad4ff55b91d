import {
  columnsTwice,
  FIRST_ROW,
  type ImportProblem,
  type ImportTable,
  isBlankRow,
} from '../records/import-table.ts'
import type { ImportFigure, ImportPlace, ImportSubject } from './import-subject.ts'
import { valueInWords } from './profile-words.ts'

/** Which column says what: the area of a row, and the figure of each column that is taken. */
export interface ImportMapping {
  readonly areaColumn: string
  /** Code of a figure by column; a column that is not there is left out. */
  readonly figureByColumn: Readonly<Record<string, string>>
}

/** One figure of one area that would change. */
export interface FigureChange {
  readonly areaName: string
  readonly figure: ImportFigure
  readonly before: number | string | null
  readonly after: number | string | null
}

export interface NewFigures<Place extends ImportPlace = ImportPlace> {
  readonly place: Place
  readonly figures: Readonly<Record<string, number | string | null>>
}

export type ImportCheck<Place extends ImportPlace = ImportPlace> =
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }
  | {
      readonly ok: true
      readonly areas: readonly NewFigures<Place>[]
      readonly changes: readonly FigureChange[]
      /** What a person should know before saving: areas that stay as they are, totals that could not be checked. */
      readonly notes: readonly string[]
    }

interface ImportFrom<Place extends ImportPlace = ImportPlace> {
  readonly table: ImportTable
  readonly mapping: ImportMapping
  readonly subject: ImportSubject<Place>
}

/** The mapping that the head of a table suggests: a column called like a figure, by its code or its label. */
export function suggestedMapping(
  { columns }: ImportTable,
  { nameColumns, figures }: Pick<ImportSubject, 'nameColumns' | 'figures'>,
): ImportMapping {
  const areaColumn =
    nameColumns.flatMap((name) => columns.find((column) => plain(column) === plain(name)) ?? [])[0] ?? ''
  const taken = new Set<string>()
  const figureByColumn: Record<string, string> = {}
  for (const column of columns) {
    const figure = figures.find(
      ({ code, label }) => plain(code) === plain(column) || plain(label) === plain(column),
    )
    if (figure === undefined || column === areaColumn || taken.has(figure.code)) continue
    taken.add(figure.code)
    figureByColumn[column] = figure.code
  }
  return { areaColumn, figureByColumn }
}

/** Whether most rows of a table name parts of this subject, in the column that seems to say what a row is about. */
export function isAbout(table: ImportTable, subject: ImportSubject): boolean {
  const { areaColumn } = suggestedMapping(table, subject)
  const placeNamed = namesOf(subject.places.filter(({ role }) => role === 'part'))
  const rows = table.rows.filter((cells) => !isBlankRow(cells))
  const named = rows.filter((cells) => placeNamed(cellOf(table, cells, areaColumn)) !== undefined)
  return named.length > rows.length / 2
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
export function checkImport<Place extends ImportPlace>(from: ImportFrom<Place>): ImportCheck<Place> {
  const inHead = headProblems(from)
  if (inHead.length > 0) return { ok: false, problems: inHead }
  const read = readRows(from)
  const problems = [...read.problems, ...totalProblems(from, read.rows)]
  if (problems.length > 0) return { ok: false, problems }
  const areas = read.rows.map(({ place, figures }) => ({ place, figures }))
  return {
    ok: true,
    areas,
    changes: areas.flatMap((area) => changesOf(area, from)),
    notes: notesOf(from, read.rows),
  }
}

function headProblems({ table, mapping, subject }: ImportFrom): readonly ImportProblem[] {
  const problems: ImportProblem[] = []
  const named = (column: string, words: string) => problems.push({ row: 1, column, words })
  if (mapping.areaColumn === '' || !table.columns.includes(mapping.areaColumn)) {
    named(
      mapping.areaColumn || 'Area',
      `There is no column that says which ${subject.part.one} a row is about.`,
    )
  }
  for (const column of columnsTwice(table.columns)) named(column, 'Two columns have this name.')
  const codes = Object.entries(mapping.figureByColumn)
  if (codes.length === 0) named('', 'No column is taken as a figure.')
  for (const [column, code] of codes) {
    if (!table.columns.includes(column)) named(column, 'There is no such column.')
    if (!subject.figures.some((figure) => figure.code === code)) named(column, 'There is no such figure.')
    if (codes.some(([other, same]) => other !== column && same === code)) {
      named(column, 'Another column is taken as the same figure.')
    }
  }
  if (table.rows.every(isBlankRow)) named(mapping.areaColumn, 'There are no rows.')
  return problems
}

interface ReadRow<Place extends ImportPlace> extends NewFigures<Place> {
  readonly row: number
}

function readRows<Place extends ImportPlace>(
  from: ImportFrom<Place>,
): {
  readonly rows: readonly ReadRow<Place>[]
  readonly problems: readonly ImportProblem[]
} {
  const { table, mapping, subject } = from
  const placeNamed = namesOf(subject.places)
  const rows: ReadRow<Place>[] = []
  const problems: ImportProblem[] = []
  const seen = new Map<Place, number>()
  for (const [index, cells] of table.rows.entries()) {
    if (isBlankRow(cells)) continue
    const row = index + FIRST_ROW
    const name = cellOf(table, cells, mapping.areaColumn)
    const place = placeNamed(name)
    const twice = place === undefined ? undefined : seen.get(place)
    if (place === undefined) {
      problems.push({
        row,
        column: mapping.areaColumn,
        words: `“${name}” is no ${subject.part.one} here.`,
      })
    } else if (twice !== undefined) {
      problems.push({ row, column: mapping.areaColumn, words: `“${name}” stands in row ${twice} already.` })
    } else {
      seen.set(place, row)
    }
    const figures = readFigures(from, cells, row, problems)
    if (place !== undefined && twice === undefined) rows.push({ row, place, figures })
  }
  return { rows, problems }
}

function cellOf({ columns }: ImportTable, cells: readonly string[], column: string): string {
  return (cells[columns.indexOf(column)] ?? '').trim()
}

/** A place by any of its names; where several share one, by the first that has it. */
function namesOf<Place extends ImportPlace>(places: readonly Place[]): (name: string) => Place | undefined {
  const byName = new Map<string, Place>()
  for (const place of places) {
    for (const name of [place.name, ...place.otherNames].map(plain)) {
      if (name !== '' && !byName.has(name)) byName.set(name, place)
    }
  }
  return (name) => byName.get(plain(name))
}

function readFigures(
  { table, mapping, subject }: ImportFrom,
  cells: readonly string[],
  row: number,
  problems: ImportProblem[],
): Readonly<Record<string, number | string | null>> {
  const read: Record<string, number | string | null> = {}
  for (const [column, code] of Object.entries(mapping.figureByColumn)) {
    const figure = subject.figures.find((one) => one.code === code)
    if (figure === undefined) continue
    const cell = cellOf(table, cells, column)
    const value = readCell(cell, figure)
    if (typeof value === 'object' && value !== null) problems.push({ row, column, words: value.words })
    else read[code] = value
  }
  return read
}

function readCell(cell: string, { unit }: ImportFigure): number | string | null | { readonly words: string } {
  if (cell === '') return null
  if (unit === 'text') return cell
  const value = Number(cell.replaceAll(',', ''))
  if (!/\d/.test(cell) || !Number.isFinite(value)) return { words: `“${cell}” is not a number.` }
  if (value < 0) return { words: `${cell} is less than 0.` }
  if (unit === 'percent' && value > 100) return { words: `${cell} is more than 100 %.` }
  if (unit === 'decile' && value > 10) return { words: `${cell} is more than 10.` }
  if ((COUNTED.has(unit) || unit === 'rank') && !Number.isInteger(value))
    return { words: `${cell} is not a whole number.` }
  return value
}

/** Units whose figures add up over areas. */
const COUNTED: ReadonlySet<ImportFigure['unit']> = new Set(['people', 'households', 'areas', 'postcodes'])

/** Counts of published tables are changed at random a little: this much, or a thousandth, is not looked at. */
const NOISE = 50

/** Every part is in the file, and the whole as well where none is held against. */
function totalsCanBeChecked({ subject }: ImportFrom, rows: readonly ReadRow<ImportPlace>[]): boolean {
  const inFile = new Set(rows.map(({ place }) => place))
  return subject.places.every(
    (place) =>
      place.role === 'beside' || (place.role === 'whole' && subject.isWholeHeld) || inFile.has(place),
  )
}

/** A published total of a figure, with the row it stands in; row 1, the head, for one that is not in the file. */
function totalOf(
  { subject }: ImportFrom,
  rows: readonly ReadRow<ImportPlace>[],
  code: string,
): { readonly total: number; readonly row: number; readonly isHeld: boolean } | null {
  const whole = rows.find(({ place }) => place.role === 'whole')
  const given = whole?.figures[code]
  if (whole !== undefined && typeof given === 'number') return { total: given, row: whole.row, isHeld: false }
  const held = subject.isWholeHeld
    ? subject.places.find(({ role }) => role === 'whole')?.figures[code]
    : undefined
  return typeof held === 'number' ? { total: held, row: 1, isHeld: true } : null
}

function isAddedUp(figure: ImportFigure | undefined): figure is ImportFigure {
  return figure !== undefined && COUNTED.has(figure.unit) && figure.unit !== 'postcodes'
}

function totalProblems(from: ImportFrom, rows: readonly ReadRow<ImportPlace>[]): readonly ImportProblem[] {
  if (!totalsCanBeChecked(from, rows)) return []
  const parts = rows.filter(({ place }) => place.role === 'part')
  return Object.entries(from.mapping.figureByColumn).flatMap(([column, code]) => {
    const figure = from.subject.figures.find((one) => one.code === code)
    const whole = totalOf(from, rows, code)
    if (!isAddedUp(figure) || whole === null) return []
    const values = parts.map(({ figures }) => figures[code])
    if (values.some((value) => typeof value !== 'number')) return []
    const sum = values.reduce<number>((all, value) => all + Number(value), 0)
    if (Math.abs(sum - whole.total) <= Math.max(NOISE, whole.total / 1000)) return []
    const words =
      `The ${from.subject.part.many} add up to ${valueInWords(sum, figure.unit)} and the county ` +
      (whole.isHeld
        ? `has ${valueInWords(whole.total, figure.unit)} here. Take in the county’s newer figures first, or give the county a row in this file.`
        : `is given as ${valueInWords(whole.total, figure.unit)}.`)
    return [{ row: whole.row, column, words }]
  })
}

function changesOf({ place, figures }: NewFigures, { subject }: ImportFrom): readonly FigureChange[] {
  return Object.entries(figures).flatMap(([code, after]) => {
    const figure = subject.figures.find((one) => one.code === code)
    const before = place.figures[code] ?? null
    return figure === undefined || before === after ? [] : [{ areaName: place.name, figure, before, after }]
  })
}

/** More names than these are counted instead. */
const MOST_NAMES = 60

function notesOf(from: ImportFrom, rows: readonly ReadRow<ImportPlace>[]): readonly string[] {
  const { subject, mapping } = from
  const { many } = subject.part
  const inFile = new Set(rows.map(({ place }) => place))
  const missing = subject.places.filter((place) => place.role === 'part' && !inFile.has(place))
  const names = missing.map(({ name }) => name)
  const staying = names.length > MOST_NAMES ? `${names.length} ${many}` : names.join(', ')
  const unchecked = Object.values(mapping.figureByColumn).flatMap((code) => {
    const figure = subject.figures.find((one) => one.code === code)
    return isAddedUp(figure) && totalOf(from, rows, code) === null ? figure.label : []
  })
  const needed = subject.isWholeHeld ? `every ${subject.part.one}` : 'every library and the county'
  return [
    ...(names.length === 0 ? [] : [`Not in the file, and staying as they are: ${staying}.`]),
    ...(totalsCanBeChecked(from, rows)
      ? unchecked.map((label) => `There is no total of the county to check this one against: ${label}.`)
      : [`Totals could not be checked: that needs ${needed} in one file.`]),
  ]
}
