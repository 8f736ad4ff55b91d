import { readFile } from 'node:fs/promises'
import path from 'node:path'
import Papa from 'papaparse'
import * as v from 'valibot'
import { type Body, checkBody, type RecordKind } from '#domain/records/registry.ts'

/** A record as the reference data gives it, checked against the schema of its kind. */
export interface ReferenceRecord {
  readonly id: string
  readonly kind: RecordKind
  readonly body: Body
}

/** Where in the reference data something stands, so that whoever edits the file can find it. */
export interface FilePlace {
  readonly file: string
  /** The row of a CSV file as a spreadsheet numbers it, or the entry of a JSON file. */
  readonly row: string
}

/** Reference data that cannot be loaded as it stands. The message names file, row and field. */
export class ReferenceDataError extends Error {
  override readonly name = 'ReferenceDataError'

  constructor(place: FilePlace, field: string, problem: string) {
    super(`${place.file}, ${place.row}, ${field}: ${problem}`)
  }
}

/** @throws {ReferenceDataError} naming the first field that does not fit the kind */
export function referenceRecord(place: FilePlace, id: string, kind: RecordKind, body: Body): ReferenceRecord {
  const checked = checkBody(kind, body)
  if (!checked.ok) throw new ReferenceDataError(place, checked.fields.join(', '), `does not fit a ${kind}`)
  return { id, kind, body: checked.body }
}

/** @throws {ReferenceDataError} when the file does not have the shape of the schema */
export async function readJson<Schema extends v.GenericSchema>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const text = await readFile(path.join(folder, file), 'utf8')
  const parsed = v.safeParse(schema, JSON.parse(text))
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const [entry = 'the file', ...rest] = (v.getDotPath(issue) ?? '').split('.')
  throw new ReferenceDataError({ file, row: `entry ${entry}` }, rest.join('.') || entry, issue.message)
}

/** One row of a CSV file. Its readers name the column, so that a bad cell can be found. */
export class CsvRow {
  readonly place: FilePlace
  readonly #cells: Readonly<Record<string, string>>

  constructor(place: FilePlace, cells: Readonly<Record<string, string>>) {
    this.place = place
    this.#cells = cells
  }

  get columns(): readonly string[] {
    return Object.keys(this.#cells)
  }

  /** The words in a cell; an empty cell is null. A missing column is a mistake and throws. */
  textOrNull(column: string): string | null {
    const cell = this.#cells[column]
    if (cell === undefined) throw new ReferenceDataError(this.place, column, 'there is no such column')
    return cell === '' ? null : cell
  }

  text(column: string): string {
    const cell = this.textOrNull(column)
    if (cell === null) throw new ReferenceDataError(this.place, column, 'is empty')
    return cell
  }

  /** The number in a cell; an empty cell is null, which is not 0. */
  numberOrNull(column: string): number | null {
    const cell = this.textOrNull(column)
    if (cell === null) return null
    const value = Number(cell)
    if (!Number.isFinite(value)) throw new ReferenceDataError(this.place, column, `"${cell}" is not a number`)
    return value
  }

  /** The parts of a cell that holds a list, written `a|b`. */
  list(column: string): readonly string[] {
    return (this.textOrNull(column) ?? '').split('|').filter((part) => part !== '')
  }

  /** One of the words a column may hold, as what it stands for. */
  choice<Value>(column: string, meanings: Readonly<Record<string, Value>>): Value {
    const cell = this.textOrNull(column) ?? ''
    const meaning = Object.hasOwn(meanings, cell) ? meanings[cell] : undefined
    if (meaning === undefined)
      throw new ReferenceDataError(this.place, column, `"${cell}" is not expected here`)
    return meaning
  }
}

/** @throws {ReferenceDataError} when a row has more or fewer cells than the header */
export async function readCsv(folder: string, file: string): Promise<readonly CsvRow[]> {
  const text = await readFile(path.join(folder, file), 'utf8')
  const parsed = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  const [problem] = parsed.errors
  // The header is row 1 of a spreadsheet, so the first row of data is row 2.
  if (problem !== undefined) {
    throw new ReferenceDataError({ file, row: `row ${(problem.row ?? 0) + 2}` }, 'cells', problem.message)
  }
  return parsed.data.map((cells, index) => new CsvRow({ file, row: `row ${index + 2}` }, cells))
}
