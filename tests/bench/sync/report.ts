import { CONTENDER_LABEL, CONTENDERS, type ContenderName } from './contender.ts'
import type { Hold } from './holds.ts'
import { type Measure, MEASURES, medianOf, type Row } from './samples.ts'

/** What a reader must know to compare the columns. */
export const NOTES: readonly string[] = [
  "Branchline and the floor write with strict durability, PouchDB and RxDB with the browser's own, weaker one.",
  'PouchDB and RxDB have no index beside their key, check no entry and keep no word of who changed what, when.',
  'The first sync of Branchline, and the floor with it, fetches the plan and the sites besides the entries.',
  'A push writes two rows an entry on the tablet in Branchline and the floor, and none in PouchDB.',
  'Bytes are those of the TCP streams, heads included.',
]

/** Rows of a table in columns as wide as their longest cell. */
function columns(lines: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const line of lines) line.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)))
  return lines
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))),
    )
    .map((line) => line.join('  ').trimEnd())
    .join('\n')
}

function figure(value: number, unit: string): string {
  if (unit === 'requests') return `${value}`
  if (unit === 'kB') return (value / 1000).toFixed(1)
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB')
}

function headOf(measure: Measure, size: number | null): string {
  const { label, unit, sizeIs } = MEASURES[measure]
  const about =
    size === null || label.startsWith(' ') ? '' : `, ${size.toLocaleString('en-GB')} ${sizeIs ?? ''}`
  return `${label}${about} (${unit})`
}

/** A contender's median and how many times Branchline's it is. */
function cellsOf(row: Row, contender: ContenderName): readonly [string, string] {
  const value = medianOf(row, contender)
  if (value === undefined) return ['–', '']
  const own = medianOf(row, 'branchline')
  const isOwn = contender === 'branchline' || own === undefined || own === 0
  return [figure(value, MEASURES[row.measure].unit), isOwn ? '' : `×${(value / own).toFixed(2)}`]
}

/** Every row with each contender's median and, beside it, how many times Branchline's that is. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['', ...CONTENDERS.flatMap((name) => [CONTENDER_LABEL[name], ''])]
  const lines = rows.map((row) => [
    headOf(row.measure, row.size),
    ...CONTENDERS.flatMap((name) => cellsOf(row, name)),
  ])
  return columns([head, ...lines])
}

export function holdsTable(holds: readonly Hold[]): string {
  const said = (isMet: boolean | null): string => (isMet === null ? '–' : isMet ? 'met' : 'NOT met')
  return columns(holds.map(({ what, limit, measured, isMet }) => [what, limit, measured, said(isMet)]))
}
