import * as v from 'valibot'
import { type Control, type Field, type FieldSet, isAsked } from './field.ts'
import { WEEKDAYS } from './kinds-of-field.ts'

/** What stands in a control, as typed or chosen: a text, several choices, or a text under each heading. */
const typedValueSchema = v.union([v.string(), v.array(v.string()), v.record(v.string(), v.string())])
export type TypedValue = v.InferOutput<typeof typedValueSchema>

/** What stands in a form, by field. Also what a draft of it holds. */
export const typedFormSchema = v.record(v.string(), typedValueSchema)
export type TypedForm = v.InferOutput<typeof typedFormSchema>

const YES = 'yes'

interface FieldProblem {
  readonly field: string
  readonly message: string
}

export type FormRead =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/** Whether a field may be left blank. */
export function mayBeBlank({ schema }: Pick<Field, 'schema'>): boolean {
  return v.is(schema, undefined)
}

/** Headings of a control that asks for one number under each; `undefined` for every other control. */
export function headingsOf(control: Control): Readonly<Record<string, string>> | undefined {
  if (control.type === 'tallies') return control.words
  return control.type === 'week-hours' ? WEEKDAYS : undefined
}

/** A stored value as its control shows it. */
export function typedOf(control: Control, value: unknown): TypedValue {
  if (headingsOf(control) !== undefined) {
    const numbers = v.safeParse(v.record(v.string(), v.number()), value)
    const entries = Object.entries(numbers.success ? numbers.output : {})
    return Object.fromEntries(entries.map(([heading, number]) => [heading, numberTyped(control, number)]))
  }
  if (control.type === 'choices' || control.type === 'links') {
    return Array.isArray(value) ? value.map(String) : []
  }
  if (control.type === 'yes-no') return value === true ? YES : ''
  if (typeof value === 'number') return numberTyped(control, value)
  return typeof value === 'string' ? value : ''
}

function numberTyped(control: Control, value: number): string {
  if (control.type === 'hours' || control.type === 'week-hours') return String(value / 60)
  if (control.type !== 'amount') return String(value)
  const amount = value / control.perUnit
  return control.perUnit === 100 && !Number.isInteger(amount) ? amount.toFixed(2) : String(amount)
}

/** Whether a field is filled in the form that every kind has. */
function isTyped({ control, isGuided }: Field): boolean {
  return control.type !== 'own' && isGuided !== true
}

/** A whole body as a form shows it. Values no ordinary control can hold are left out. */
export function formOfBody(fields: FieldSet, body: Readonly<Record<string, unknown>>): TypedForm {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => isTyped(field))
      .map(([name, { control }]) => [name, typedOf(control, body[name])]),
  )
}

/** The fields a form asks for now, by what stands in it. */
export function fieldsAsked(fields: FieldSet, form: TypedForm): readonly (readonly [string, Field])[] {
  const values = valuesFor(fields, form)
  return Object.entries(fields).filter(([, field]) => isTyped(field) && isAsked(field, values))
}

function valuesFor(fields: FieldSet, form: TypedForm): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const read = readTyped(field, form[name])
      return read.ok ? [[name, read.value]] : []
    }),
  )
}

/**
 * Reads a form as the body of a record, in the order of its fields. A field that is not asked for is
 * blank. What the record holds and the form does not show stays as it was.
 */
export function readForm(
  fields: FieldSet,
  form: TypedForm,
  before: Readonly<Record<string, unknown>> = {},
): FormRead {
  const body: Record<string, unknown> = { ...before }
  const problems: FieldProblem[] = []
  const asked = new Set(fieldsAsked(fields, form).map(([name]) => name))
  for (const [name, field] of Object.entries(fields)) {
    if (!isTyped(field)) continue
    if (!asked.has(name)) {
      body[name] = null
      continue
    }
    const read = readTyped(field, form[name])
    if (read.ok) body[name] = read.value
    else problems.push({ field: name, message: read.message })
  }
  return problems.length === 0 ? { ok: true, body } : { ok: false, problems }
}

export type TypedRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/** Reads what stands in a control as a value of its field. Blank is null, and never a 0. */
export function readTyped(field: Field, typed: TypedValue | undefined): TypedRead {
  const headings = headingsOf(field.control)
  if (headings !== undefined) return readHeadings(field, headings, typed)
  const read = valueTyped(field.control, typed ?? '')
  // A text that is always there is empty where others are blank.
  const value = read === null && field.control.type === 'note' && !v.is(field.schema, null) ? '' : read
  if (value === undefined || !v.is(field.schema, value))
    return { ok: false, message: whatIsWrong(field, value) }
  return { ok: true, value }
}

function readHeadings(
  field: Field,
  headings: Readonly<Record<string, string>>,
  typed: TypedValue | undefined,
): TypedRead {
  const texts = typeof typed === 'object' && !Array.isArray(typed) ? typed : {}
  const numbers: Record<string, number> = {}
  for (const [heading, words] of Object.entries(headings)) {
    const value = numberIn(field.control, texts[heading] ?? '')
    if (value === null) continue
    if (value === undefined || !v.is(field.schema, { [heading]: value })) {
      return { ok: false, message: `${field.label}, ${words}: ${NUMBER_WANTED[field.control.type] ?? ''}` }
    }
    numbers[heading] = value
  }
  return { ok: true, value: numbers }
}

/** @returns `undefined` for a text that cannot be such a value; whether it is allowed is the schema's to say */
function valueTyped(control: Control, typed: TypedValue): unknown {
  if (typeof typed !== 'string') return Array.isArray(typed) ? typed : undefined
  const text = typed.trim()
  const { type } = control
  if (type === 'yes-no') return text === YES
  if (type === 'choices' || type === 'links') return []
  if (type === 'count' || type === 'hours' || type === 'amount') return numberIn(control, text)
  return text === '' ? null : text
}

const WHOLE = /^\d{1,8}$/
const DECIMAL = /^\d{1,8}(?:\.\d{1,2})?$/
const CLOCK = /^(\d{1,3}):([0-5]\d)$/

/** A number as people type it, in the unit it is stored in: "1,200", "£12.50", "1.5" or "1:30" hours. `null` is blank. */
function numberIn(control: Control, typed: string): number | null | undefined {
  const text = typed.replace(/[\s,£]/g, '')
  if (text === '') return null
  if (control.type === 'hours' || control.type === 'week-hours') {
    const clock = CLOCK.exec(text)
    if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2])
    return DECIMAL.test(text) ? Math.round(Number(text) * 60 * 100) / 100 : undefined
  }
  if (control.type === 'amount') {
    return DECIMAL.test(text) ? Math.round(Number(text) * control.perUnit * 100) / 100 : undefined
  }
  return WHOLE.test(text) ? Number(text) : undefined
}

const NUMBER_WANTED: Partial<Record<Control['type'], string>> = {
  count: 'use a whole number',
  tallies: 'use a whole number, or leave it blank if it was not counted',
  hours: 'use hours in quarters, such as 1.5 or 1:30',
  'week-hours': 'use hours in quarters, such as 7.5 or 7:30, or leave it blank when closed',
  amount: 'use a number, such as 12.5',
}

const MISSING: Partial<Record<Control['type'], string>> = {
  choice: 'choose one',
  link: 'choose one',
  day: 'choose the day',
  month: 'choose the month',
  time: 'give the time as hours and minutes, such as 10:30',
}

function whatIsWrong(field: Field, value: unknown): string {
  const { label, control } = field
  const optional = mayBeBlank(field) ? ', or leave it blank' : ''
  const wanted = NUMBER_WANTED[control.type]
  if (wanted !== undefined) {
    const most = control.type === 'count' && typeof value === 'number' ? ` up to ${control.max}` : ''
    return `${label}: ${wanted}${most}${optional}`
  }
  const missing = MISSING[control.type]
  if (missing !== undefined) return `${label}: ${missing}${optional}`
  if (value === null) return `${label}: this cannot be empty`
  return `${label}: keep it shorter`
}
