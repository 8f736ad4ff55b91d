import { textOf } from '#domain/records/fields/text-of.ts'
import { type Body, definitionOf } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'

const SEPARATOR = '|'

/** What a label says: the kind, a session's preset, and the text the entry is called by. */
export interface Label {
  readonly label: string
  readonly kind: string
  readonly presetId: string
  readonly text: string
}

interface Findable {
  readonly kind: string
  readonly day: LocalDate | null
  readonly body: Body
  readonly deleted: boolean
}

/** Values of the indexes that a search goes by. */
export interface FindKeys {
  /**
   * The kind, a session's preset and what it is called. There are few different ones, so that a search reads
   * those and not every entry.
   */
  readonly label?: string
  /** The day it is about, while it has a note; and while it is void. Each index holds those few. */
  readonly noted?: LocalDate
  readonly voided?: LocalDate
}

/** What an entry can be found by; nothing for records that are not about a day. */
export function findKeys({ kind, day, body, deleted }: Findable): FindKeys {
  if (day === null) return {}
  const presetId = textOf(body['presetId'])
  const label = [kind, presetId, titleOf(kind, body)].join(SEPARATOR)
  return {
    label,
    ...(textOf(body['note']) === '' ? {} : { noted: day }),
    ...(deleted ? { voided: day } : {}),
  }
}

/** One label that entries of a site have. */
export interface LabelRow {
  readonly scope: string
  readonly label: string
}

/** The row for a record's label; null for a record that has none. */
export function labelRow(row: { readonly scope: string; readonly label?: string }): LabelRow | null {
  return row.label === undefined ? null : { scope: row.scope, label: row.label }
}

export function readLabel(label: string): Label {
  const [kind = '', presetId = '', ...text] = label.split(SEPARATOR)
  return { label, kind, presetId, text: text.join(SEPARATOR) }
}

/** What people typed to call it by; empty for kinds that are told apart by what they choose. */
function titleOf(kind: string, body: Body): string {
  const form = definitionOf(kind)?.form
  for (const name of form?.titled ?? []) {
    const text = textOf(body[name])
    if (form?.fields[name]?.control.type === 'line' && text !== '') return text
  }
  return ''
}
