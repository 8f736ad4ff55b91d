import type * as v from 'valibot'

/** Kinds of record a field may name one of. Text, because the kinds that fields belong to name each other. */
export type LinkedKind = string

/** Words for values that are stored as codes, in the order a person is offered them. */
export type ChoiceWords = Readonly<Record<string, string>>

/**
 * What a person does to fill a field. Screens draw it, forms read it, and values are put into words by it.
 * `tallies` is one whole number under each of a few headings; `week-hours` one time for each day of the week.
 * `own`: a value no ordinary control can hold, which only a form made for its kind offers.
 */
export type Control =
  | { readonly type: 'day' | 'month' | 'time' | 'line' | 'note' | 'hours' | 'week-hours' | 'own' }
  | { readonly type: 'count'; readonly max: number; readonly unit: string | null }
  /** Stored in units so small that it is whole: pence, tenths of a mile. */
  | { readonly type: 'amount'; readonly perUnit: number; readonly unit: string }
  | { readonly type: 'yes-no' }
  | { readonly type: 'choice' | 'choices' | 'tallies'; readonly words: ChoiceWords }
  | { readonly type: 'link' | 'links'; readonly to: LinkedKind }

/** One field of a record: what may stand in it, and all that a screen must know to ask for it and to show it. */
export interface Field<Schema extends v.GenericSchema = v.GenericSchema> {
  readonly schema: Schema
  /** What it is called on screens, in histories and in tables. */
  readonly label: string
  readonly control: Control
  /** A few words that help to answer; the whole definition is in the guide. */
  readonly hint?: string
  /** When it is asked for: only while another field of the record holds one of these. */
  readonly when?: { readonly field: string; readonly is: readonly unknown[] }
  /** True for what is usually the same as last time, which a new entry then begins with. */
  readonly isUsual?: true
  /** True for what a screen of its own fills, with what hangs on it; the plain form leaves it as it is. */
  readonly isGuided?: true
  /** True for what might point at a person: shown at its own site only, and in no export. */
  readonly isPrivate?: true
}

export type FieldSet = Readonly<Record<string, Field>>

/** Whether a field is asked for, by what the rest of the record says. */
export function isAsked(field: Pick<Field, 'when'>, body: Readonly<Record<string, unknown>>): boolean {
  return field.when === undefined || field.when.is.includes(body[field.when.field] ?? null)
}
