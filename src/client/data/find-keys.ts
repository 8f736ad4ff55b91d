import { definitionOf } from '#domain/records/registry.ts'
import type { RecordRow } from './database.ts'

const SEPARATOR = '|'

/** What a label says: the kind, a session's preset, and the text the entry is called by. */
export interface Label {
  readonly label: string
  readonly kind: string
  readonly presetId: string
  readonly text: string
}

/** What an entry can be found by; nothing for records that are not about a day. */
export function findKeys({
  kind,
  day,
  body,
  deleted,
}: Pick<RecordRow, 'kind' | 'day' | 'body' | 'deleted'>): Pick<RecordRow, 'label' | 'noted' | 'voided'> {
  if (day === null) return {}
  const presetId = textOf(body['presetId'])
  const label = [kind, presetId, titleOf(kind, body)].join(SEPARATOR)
  return {
    label,
    ...(textOf(body['note']) === '' ? {} : { noted: day }),
    ...(deleted ? { voided: day } : {}),
  }
}

export function readLabel(label: string): Label {
  const [kind = '', presetId = '', ...text] = label.split(SEPARATOR)
  return { label, kind, presetId, text: text.join(SEPARATOR) }
}

/** What people typed to call it by; empty for kinds that are told apart by what they choose. */
function titleOf(kind: string, body: RecordRow['body']): string {
  const form = definitionOf(kind)?.form
  for (const name of form?.titled ?? []) {
    const text = textOf(body[name])
    if (form?.fields[name]?.control.type === 'line' && text !== '') return text
  }
  return ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
