import * as v from 'valibot'
import { clockTimeSchema, localDateSchema } from '../../time/local-date.ts'
import { monthSchema } from '../../time/quarter.ts'
import { lineSchema, noteSchema, recordIdSchema, tallySchema } from '../vocabulary.ts'
import type { ChoiceWords, Field, LinkedKind } from './field.ts'

/** More than any one field of a record may name. */
const MOST_LINKS = 60

export const WEEKDAYS = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const

/** A yes or no that nobody has to answer is no. */
export function yesNo(label: string) {
  return { schema: v.nullish(v.boolean(), false), label, control: { type: 'yes-no' } } satisfies Field
}

export function day(label: string) {
  return { schema: localDateSchema, label, control: { type: 'day' } } satisfies Field
}

export function month(label: string) {
  return { schema: monthSchema, label, control: { type: 'month' } } satisfies Field
}

export function time(label: string) {
  return { schema: clockTimeSchema, label, control: { type: 'time' } } satisfies Field
}

export function line(label: string) {
  return { schema: lineSchema, label, control: { type: 'line' } } satisfies Field
}

/** Text about the entry, never about a person; it may be left empty. */
export function note(label = 'Note') {
  return {
    schema: v.nullish(noteSchema, ''),
    label,
    control: { type: 'note' },
    hint: 'About the entry, never about a person.',
  } satisfies Field
}

/** As many as a month of a busy town library’s door or catalogue may count. */
export const MANY = 9_999_999

/** A whole number, zero or more. */
export function count(label: string, unit: string | null = null, max = 99_999) {
  const schema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
  return { schema, label, control: { type: 'count', max, unit } } satisfies Field
}

/** A time span in minutes, of whole quarter-hours; typed and shown in hours. */
export function hours(label: string, mostHours = 24) {
  const schema = v.pipe(tallySchema, v.multipleOf(15), v.maxValue(mostHours * 60))
  return { schema, label, control: { type: 'hours' } } satisfies Field
}

/** Money in pence, typed and shown in pounds. */
export function pounds(label: string) {
  return { schema: wholeSchema, label, control: { type: 'amount', perUnit: 100, unit: '£' } } satisfies Field
}

/** A measured amount kept in tenths of its unit. */
export function tenths(label: string, unit: string) {
  return { schema: wholeSchema, label, control: { type: 'amount', perUnit: 10, unit } } satisfies Field
}

const wholeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000_000))

export function choice<const Words extends ChoiceWords>(label: string, words: Words) {
  // The keys of an object that is written out are the names written in it.
  const schema = v.picklist(Object.keys(words) as (keyof Words & string)[])
  return { schema, label, control: { type: 'choice', words } } satisfies Field
}

/** Any number of the choices, none among them. */
export function choices<const Words extends ChoiceWords>(label: string, words: Words) {
  const { schema } = choice(label, words)
  return {
    schema: v.nullish(v.pipe(v.array(schema), v.maxLength(Object.keys(words).length)), []),
    label,
    control: { type: 'choices', words },
  } satisfies Field
}

/** A number under each of a few headings; a heading left out was not counted, which is not 0. */
export function tallies(label: string, words: ChoiceWords, max = 99_999) {
  return {
    schema: v.nullish(v.record(v.picklist(Object.keys(words)), v.pipe(tallySchema, v.maxValue(max))), {}),
    label,
    control: { type: 'tallies', words },
  } satisfies Field
}

/** Minutes for each day of the week, of whole quarter-hours; a day left out is closed. */
export function weekHours(label: string) {
  const minutes = v.pipe(tallySchema, v.multipleOf(15), v.maxValue(24 * 60))
  return {
    schema: v.nullish(v.record(v.picklist(Object.keys(WEEKDAYS)), minutes), {}),
    label,
    control: { type: 'week-hours' },
  } satisfies Field
}

export function link(label: string, to: LinkedKind) {
  return { schema: recordIdSchema, label, control: { type: 'link', to } } satisfies Field
}

/** What a field names that is chosen from the map and kept by its code: it is no record. */
export const NEIGHBOURHOOD = 'neighbourhood'

/** A neighbourhood of the map, by its code. */
export function neighbourhood(label: string) {
  return { schema: lineSchema, label, control: { type: 'link', to: NEIGHBOURHOOD } } satisfies Field
}

export function links(label: string, to: LinkedKind) {
  return {
    schema: v.nullish(v.pipe(v.array(recordIdSchema), v.maxLength(MOST_LINKS)), []),
    label,
    control: { type: 'links', to },
  } satisfies Field
}

/** The same field, which may be left blank. Blank is null, and null is never a 0. */
export function orBlank<Schema extends v.GenericSchema>(field: Field<Schema>) {
  return { ...field, schema: v.optional(v.nullable(field.schema), null) }
}

/**
 * The same field with a schema of its own, by which it is always there: fields of the first release are, so
 * that a tablet which has not been updated can read every record.
 */
export function always<Schema extends v.GenericSchema>(schema: Schema, field: Field) {
  return { ...field, schema }
}

/** The same field, asked for only while another one holds one of these; blank otherwise. */
export function when<Schema extends v.GenericSchema>(
  name: string,
  is: readonly unknown[],
  field: Field<Schema>,
) {
  return { ...field, when: { field: name, is } }
}

/** The same field, which begins with what the last entry of its kind here said. */
export function usual<Schema extends v.GenericSchema>(field: Field<Schema>) {
  return { ...field, isUsual: true as const }
}

export function hint<Schema extends v.GenericSchema>(text: string, field: Field<Schema>) {
  return { ...field, hint: text }
}
