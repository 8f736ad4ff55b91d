import { privateFields } from '#domain/records/privacy.ts'
import { definitionOf } from '#domain/records/registry.ts'
import type { KeptRecord } from '../storage/record-store.ts'

type Cell = string | number | boolean | null

/** One column of a kind's table. Headings of one table differ from each other. */
interface Column {
  readonly heading: string
  readonly cell: (record: KeptRecord) => Cell
}

/** What every kind of record has beside its own fields. */
const COMMON: readonly Column[] = [
  { heading: 'Record id', cell: ({ id }) => id },
  { heading: 'Scope', cell: ({ scope }) => scope },
  { heading: 'Void', cell: ({ deleted }) => deleted },
  { heading: 'Revision', cell: ({ rev }) => rev },
]

/** The columns of a kind: its fields in words, and one for what this build does not know. */
export function columnsOf(kind: string): readonly Column[] {
  const fields = Object.entries(definitionOf(kind)?.fields ?? {})
  const taken = new Set([...COMMON.map(({ heading }) => heading), OTHER])
  const kept = privateFields(kind)
  const own = fields
    .filter(([field]) => !kept.has(field))
    .map(([field, label]): Column => {
      const heading = taken.has(label) ? `${label} (${field})` : label
      taken.add(heading)
      return { heading, cell: ({ body }) => cellOf(body[field]) }
    })
  const known = new Set(fields.map(([field]) => field))
  const rest = (record: KeptRecord): Cell => {
    const others = Object.entries(record.body).filter(([field]) => !known.has(field))
    return others.length === 0 ? null : JSON.stringify(Object.fromEntries(others))
  }
  return [...COMMON, ...own, { heading: OTHER, cell: rest }]
}

const OTHER = 'Other fields'

/** Lists and whatever else has parts are written as JSON, so that a program can take them apart again. */
function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
