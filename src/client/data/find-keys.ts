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
  /** The words of its note. */
  readonly noteWords?: readonly string[]
}

/** What an entry can be found by; nothing for records that are not about a day. */
export function findKeys({ kind, day, body, deleted }: Findable): FindKeys {
  if (day === null) return {}
  const presetId = textOf(body['presetId'])
  const label = [kind, presetId, titleOf(kind, body)].join(SEPARATOR)
  const note = textOf(body['note'])
  return {
    label,
    ...(note === '' ? {} : { noted: day, noteWords: wordsIn(note) }),
    ...(deleted ? { voided: day } : {}),
  }
}

/** The different words of a text, in lower case and without what stands between them. */
export function wordsIn(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))]
}

/** The entries of a site that have one label: how many, and the first and the last day they are about. */
export interface LabelUse {
  readonly count: number
  readonly first: LocalDate
  readonly last: LocalDate
}

/** What the entries of one site are called. */
export interface NamesRow {
  readonly scope: string
  readonly labels: Readonly<Record<string, LabelUse>>
}

/** That an entry of a site is called so, and the day it is about. */
export interface LabelledDay {
  readonly scope: string
  readonly label: string
  readonly day: LocalDate
}

/** What entries are called, site by site. */
export function namesOf(entries: readonly LabelledDay[]): readonly NamesRow[] {
  const names = new Map<string, Record<string, LabelUse>>()
  for (const { scope, label, day } of entries) {
    const labels = names.get(scope) ?? {}
    const { count, first, last } = labels[label] ?? { count: 0, first: day, last: day }
    labels[label] = { count: count + 1, first: day < first ? day : first, last: day > last ? day : last }
    names.set(scope, labels)
  }
  return [...names].map(([scope, labels]) => ({ scope, labels }))
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
