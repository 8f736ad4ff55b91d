import * as v from 'valibot'
import { defineRecord, type RecordDefinition } from '../define-record.ts'
import type { Field, FieldSet } from './field.ts'

type Entries<Fields extends FieldSet> = { [Name in keyof Fields & string]: Fields[Name]['schema'] }
type Schema<Fields extends FieldSet> = v.LooseObjectSchema<Entries<Fields>, undefined>

/** How people meet a kind of record: what is asked for, and where it is offered. */
export interface EntryForm {
  readonly fields: FieldSet
  /** `log`: something that happened, offered by Log and listed by day. `list`: something kept, with an editor under Lists. */
  readonly offered: 'log' | 'list'
  /** What several are called, as the heading of a list. */
  readonly plural: string
  /** Other words staff use for it, for the search in Log. */
  readonly words: string
  /** The fields that name one of these in a list, most telling first. */
  readonly titled: readonly string[]
  /** The field whose number stands for the entry in a list; left out where there is none. */
  readonly figure?: string
}

interface EntryDefinition<Kind extends string, Fields extends FieldSet>
  extends Omit<RecordDefinition<Kind, Schema<Fields>>, 'body' | 'fields'>,
    Omit<EntryForm, 'fields' | 'titled' | 'figure'> {
  readonly fields: Fields
  readonly titled: readonly (keyof Fields & string)[]
  readonly figure?: keyof Fields & string
}

/**
 * States a kind of record by its fields alone: the schema of its body, the names of its fields and the
 * form to log it with all follow from them.
 */
export function defineEntry<const Kind extends string, Fields extends FieldSet>(
  entry: EntryDefinition<Kind, Fields>,
): RecordDefinition<Kind, Schema<Fields>> & { readonly form: EntryForm } {
  const { fields, offered, plural, words, titled, figure, ...rest } = entry
  // One schema and one label for each field, under the field's own name.
  const entries = mapFields(fields, (field) => field.schema) as Entries<Fields>
  const labels = mapFields(fields, (field) => field.label) as { [Name in keyof Fields & string]: string }
  return {
    ...defineRecord({ ...rest, body: v.looseObject(entries), fields: labels }),
    form: { fields, offered, plural, words, titled, ...(figure === undefined ? {} : { figure }) },
  }
}

function mapFields<Value>(fields: FieldSet, of: (field: Field) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field)]))
}
