import type { LocalDate } from '#domain/time/local-date.ts'
import type { RecordRow } from './database.ts'
import type { Label, LabelUse } from './find-keys.ts'

/** Which entries are looked for; what is null lets all pass. */
export interface EntryFilter {
  /** Null for every site on this tablet. */
  readonly scope: string | null
  /** Words that must all occur in what an entry is called, or begin words of its note; lower case. */
  readonly words: readonly string[]
  readonly kind: string | null
  readonly presetId: string | null
  readonly state: 'waiting' | 'attention' | 'void' | null
  /** From and up to a day, both included. */
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}

/** A label of a site's entries, with everything it is called by in lower case: its text, its kind and its preset. */
export type SearchLabel = Label & LabelUse & { readonly scope: string; readonly says: string }

export type SearchLabels = readonly SearchLabel[]

/** Whether entries are looked for by what they are called, so that labels are needed. */
export function isByName({ words, kind, presetId }: EntryFilter): boolean {
  return words.length > 0 || kind !== null || presetId !== null
}

/** Whether a label may have entries at the site and on the days looked for, whatever it says. */
export function labelIsThere({ scope, first, last }: SearchLabel, filter: EntryFilter): boolean {
  if (filter.scope !== null && scope !== filter.scope) return false
  if (filter.from !== null && last < filter.from) return false
  return filter.until === null || first <= filter.until
}

export function labelFits(label: SearchLabel, { kind, presetId, words }: EntryFilter): boolean {
  if (kind !== null && label.kind !== kind) return false
  if (presetId !== null && label.presetId !== presetId) return false
  return words.every((word) => label.says.includes(word))
}

/** Whether an entry fits in all but its words and its day. */
export function rowFits(row: RecordRow, { scope, kind, presetId, state }: EntryFilter): boolean {
  if (scope !== null && row.scope !== scope) return false
  if (kind !== null && row.kind !== kind) return false
  if (presetId !== null && row.body['presetId'] !== presetId) return false
  if (state === 'void') return row.deleted
  if (state === 'attention') return row.unsettled === 'attention'
  return state === null || row.unsettled === 'on-this-tablet'
}

export function isBetween({ day }: RecordRow, { from, until }: Pick<EntryFilter, 'from' | 'until'>): boolean {
  return day !== null && (from === null || day >= from) && (until === null || day <= until)
}
