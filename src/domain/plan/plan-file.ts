import * as v from 'valibot'
import {
  columnsTwice,
  FIRST_ROW,
  type ImportProblem,
  type ImportTable,
  isBlankRow,
} from '../records/import-table.ts'
import {
  type Cells,
  itemsOf,
  joined,
  LINE_COLUMNS,
  LINE_KINDS,
  type LineKind,
  LIST_COLUMNS,
  PLAN_COLUMNS,
  type PlanColumn,
  type PlanLine,
} from './plan-line.ts'

/** A file read into its lines, with what could not be read. */
export interface PlanFile {
  readonly lines: readonly PlanLine[]
  readonly problems: readonly ImportProblem[]
}

/** The column that says what a row is about. */
const LINE_COLUMN = 'line'
// Object.keys forgets which keys they are.
const COLUMNS = Object.keys(PLAN_COLUMNS) as readonly PlanColumn[]

const isColumn = (name: string): name is PlanColumn => COLUMNS.some((column) => column === name)
const lineKind = (text: string): LineKind | undefined =>
  LINE_KINDS.find((kind) => kind === text.toLowerCase())

/** A whole plan as rows of a table, every one with every column. */
export function planRows(lines: readonly PlanLine[]): readonly Readonly<Record<string, string>>[] {
  return lines.map(({ is, cells }) => ({
    [LINE_COLUMN]: is,
    ...Object.fromEntries(COLUMNS.map((column) => [column, cells[column] ?? ''])),
  }))
}

/** Reads a table as lines of a plan. */
export function readPlanTable({ columns, rows }: ImportTable): PlanFile {
  const problems: ImportProblem[] = [
    ...[LINE_COLUMN, 'id', 'text']
      .filter((column) => !columns.includes(column))
      .map((column) => ({ row: 1, column, words: 'There is no such column.' })),
    ...columns
      .filter((column) => column !== '' && column !== LINE_COLUMN && !isColumn(column))
      .map((column) => ({ row: 1, column, words: 'A plan has no such column.' })),
    ...columnsTwice(columns).map((column) => ({ row: 1, column, words: 'Two columns have this name.' })),
  ]
  const lines = rows.flatMap((cells, index): readonly PlanLine[] => {
    if (isBlankRow(cells)) return []
    const row = index + FIRST_ROW
    const word = cells[columns.indexOf(LINE_COLUMN)]?.trim() ?? ''
    const is = lineKind(word)
    if (is === undefined) {
      const words = `“${word}” is none of ${LINE_KINDS.join(', ')}.`
      if (columns.includes(LINE_COLUMN)) problems.push({ row, column: LINE_COLUMN, words })
      return []
    }
    const said = columns.flatMap((column, at) => (isColumn(column) ? [[column, cells[at] ?? '']] : []))
    return [{ row, is, cells: Object.fromEntries(said) }]
  })
  return { lines, problems }
}

/** Where each kind of line stands in a file of JSON, and what it calls its code and its wording there. */
const LISTS = {
  priority: { list: 'priorities', id: 'number', text: 'title' },
  promise: { list: 'promises', id: 'id', text: 'text' },
  activity: { list: 'activities', id: 'code', text: 'text' },
  action: { list: 'actions', id: 'id', text: 'text' },
  milestone: { list: 'milestones', id: 'id', text: 'text' },
  evidence: { list: 'evidence', id: 'id', text: 'text' },
} as const
const LISTED = LINE_KINDS.filter((kind) => kind !== 'plan')
const YEAR = 'planYear'
const SOURCE = 'source'

/** A whole plan as JSON: the lists of a service's own `plan.json`, with everything else a plan says besides. */
export function planJson(lines: readonly PlanLine[]): string {
  const plan = lines.find(({ is }) => is === 'plan')
  const lists = LISTED.map((kind) => [
    LISTS[kind].list,
    lines.filter(({ is }) => is === kind).map((line) => jsonEntry(kind, line.cells)),
  ])
  const whole = { [SOURCE]: plan?.cells.text, [YEAR]: plan?.cells.id, ...Object.fromEntries(lists) }
  return `${JSON.stringify(whole, null, 2)}\n`
}

function jsonEntry(kind: keyof typeof LISTS, cells: Cells): Record<string, unknown> {
  const entries = LINE_COLUMNS[kind].flatMap((column) => {
    const cell = cells[column] ?? ''
    const isList = LIST_COLUMNS.has(column)
    return cell === '' && !isList
      ? []
      : [[jsonName(kind, column), isList ? itemsOf(cell).map(asJson) : asJson(cell)]]
  })
  return Object.fromEntries(entries)
}

/** A number where it is one and reads the same again. */
function asJson(text: string): string | number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : text
}

function jsonName(kind: keyof typeof LISTS, column: PlanColumn): string {
  return column === 'id' || column === 'text' ? LISTS[kind][column] : column
}

const simpleSchema = v.union([v.string(), v.number(), v.boolean()])
const valueSchema = v.union([simpleSchema, v.null(), v.array(simpleSchema)])
const WHOLE_FILE = 'The file'

/** Reads text as a plan written in JSON. */
export function readPlanJson(text: string): PlanFile {
  const whole = readObject(text)
  if (whole === null) {
    const words = 'It cannot be read as JSON with the parts of a plan in it.'
    return { lines: [], problems: [{ row: WHOLE_FILE, column: '', words }] }
  }
  const problems: ImportProblem[] = Object.keys(whole)
    .filter((name) => ![SOURCE, YEAR, ...LISTED.map((kind): string => LISTS[kind].list)].includes(name))
    .map((column) => ({ row: WHOLE_FILE, column, words: 'A plan has no such part.' }))
  const cells = { id: asCell(whole[YEAR]) ?? '', text: asCell(whole[SOURCE]) ?? '' }
  const lines = LISTED.flatMap((kind) => readEntries(kind, whole[LISTS[kind].list], problems))
  return { lines: [{ row: WHOLE_FILE, is: 'plan', cells }, ...lines], problems }
}

function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    // A list passes for a record as well.
    const read = v.safeParse(v.record(v.string(), v.unknown()), Array.isArray(value) ? null : value)
    return read.success ? read.output : null
  } catch {
    return null
  }
}

function readEntries(
  kind: keyof typeof LISTS,
  given: unknown,
  problems: ImportProblem[],
): readonly PlanLine[] {
  const { list } = LISTS[kind]
  const entries = v.safeParse(v.optional(v.array(v.record(v.string(), v.unknown())), []), given)
  if (!entries.success) {
    problems.push({ row: WHOLE_FILE, column: list, words: 'This is no list of entries.' })
    return []
  }
  return entries.output.map((entry, index) => {
    const row = `Entry ${index + 1} of ${list}`
    return { row, is: kind, cells: readCells(kind, entry, row, problems) }
  })
}

function readCells(
  kind: keyof typeof LISTS,
  entry: Readonly<Record<string, unknown>>,
  row: string,
  problems: ImportProblem[],
): Cells {
  const cells: Partial<Record<PlanColumn, string>> = {}
  for (const [name, value] of Object.entries(entry)) {
    const column = COLUMNS.find((one) => jsonName(kind, one) === name)
    const cell = asCell(value)
    if (column === undefined) problems.push({ row, column: name, words: 'A plan has no such column.' })
    else if (cell === null)
      problems.push({ row, column: name, words: 'This is neither a text nor a list of them.' })
    else cells[column] = cell
  }
  return cells
}

/** A value as the cell of a table says it; null for one that no cell can hold. */
function asCell(value: unknown): string | null {
  const read = v.safeParse(valueSchema, value)
  if (!read.success) return null
  if (Array.isArray(read.output)) return joined(read.output.map(inCell))
  return read.output === null ? '' : inCell(read.output)
}

function inCell(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
