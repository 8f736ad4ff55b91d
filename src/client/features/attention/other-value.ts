import * as v from 'valibot'
import { type Headcount, headcountSchema, headcountTotal } from '#domain/records/headcount.ts'
import { choicesOf, fieldAt, fieldOf } from '#domain/records/fact-words.ts'
import type { Control, Field } from '#domain/records/fields/field.ts'
import { textOf } from '#domain/records/fields/text-of.ts'
import { readTyped, typedOf } from '#domain/records/fields/typed-value.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import { AGE_BANDS, type AgeBand } from '#domain/records/vocabulary.ts'
import { clockTimeSchema, localDateSchema } from '#domain/time/local-date.ts'
import type { Typed } from '#client/data/form-draft.ts'

/** How to ask for a value that is neither of two. */
export type Asking =
  | { readonly as: 'people' | 'ages' | 'day' | 'time' | 'line' | 'text' }
  | { readonly as: 'number'; readonly field: Field }
  | { readonly as: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  /** Any of what either has chosen. */
  | { readonly as: 'some'; readonly ids: readonly string[] }

const idsSchema = v.array(v.string())
const NONE = { value: '', label: 'None' }
/** Fields that hold one reference: beside the two there is nothing to type. */
const REFERENCE = /Id$/

/** @returns `null` for a field that has no third value, such as being void or not */
export function askingFor(contested: {
  readonly path: string
  readonly kind: string
  readonly kept: unknown
  readonly lost: unknown
}): Asking | null {
  const { path, kind, kept, lost } = contested
  const field = fieldOf(path)
  const either = [kept, lost]
  const described = fieldAt(path, kind)
  const numbers = described === undefined ? undefined : numberField(described, path !== field)
  if (numbers !== undefined) return { as: 'number', field: numbers }
  if (path !== field) return askingForCount(either)
  const choices = choicesOf(path, kind)
  if (choices !== undefined) {
    return { as: 'choice', choices: either.includes(null) ? [NONE, ...choices] : choices }
  }
  const control = described?.control.type
  if (control === 'day' || control === 'time') return { as: control }
  const [keptIds, lostIds] = [v.safeParse(idsSchema, kept), v.safeParse(idsSchema, lost)]
  if (keptIds.success && lostIds.success) {
    return { as: 'some', ids: [...new Set([...keptIds.output, ...lostIds.output])] }
  }
  if (REFERENCE.test(field) || !either.every((value) => typeof value === 'string')) return null
  return { as: field === 'note' ? 'text' : 'line' }
}

/** The field that one number is typed into: of its own, or under one heading of a field that has several. */
function numberField(field: Field, isPart: boolean): Field | undefined {
  const { control } = field
  if (control.type === 'count' || control.type === 'hours' || control.type === 'amount') return field
  if (!isPart || (control.type !== 'tallies' && control.type !== 'week-hours')) return undefined
  const schema = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))
  const one: Control =
    control.type === 'tallies' ? { type: 'count', max: 99_999, unit: null } : { type: 'hours' }
  return { schema, label: field.label, control: one }
}

function askingForCount(either: readonly unknown[]): Asking | null {
  const counts = either.map(headcountOf)
  if (counts.every((count) => count === null)) return null
  return { as: counts.some((count) => count?.split === 'age') ? 'ages' : 'people' }
}

function headcountOf(value: unknown): Headcount | null {
  const read = v.safeParse(headcountSchema, value)
  return read.success ? read.output : null
}

/** The name of a part of a field in the form, such as one age band. */
export function partOf(path: string, part: string): string {
  return `${path}#${part}`
}

/** The form filled with the value that is on show, or with the other where only that one is split by age. */
export function typedFrom(
  path: string,
  asking: Asking,
  { kept, lost }: { kept: unknown; lost: unknown },
): Typed {
  switch (asking.as) {
    case 'people': {
      const headcount = headcountOf(kept)
      return { [path]: String((headcount && headcountTotal(headcount)) ?? '') }
    }
    case 'ages': {
      const split = [kept, lost].map(headcountOf).find((count) => count?.split === 'age')
      const byAge = split?.split === 'age' ? split.byAge : {}
      return Object.fromEntries(AGE_BANDS.map((band) => [partOf(path, band), String(byAge[band] ?? '')]))
    }
    case 'some': {
      const ids = v.safeParse(idsSchema, kept)
      return Object.fromEntries((ids.success ? ids.output : []).map((id) => [partOf(path, id), 'yes']))
    }
    case 'number':
      return { [path]: textOf(typedOf(asking.field.control, kept)) }
    case 'day':
    case 'time':
    case 'line':
    case 'text':
    case 'choice':
      return { [path]: typeof kept === 'string' ? kept : '' }
  }
}

export type ValueRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/** Reads what was typed as a value of the field. */
export function valueTyped(path: string, asking: Asking, typed: Typed): ValueRead {
  const text = (typed[path] ?? '').trim()
  switch (asking.as) {
    case 'people': {
      const people = peopleTyped(text)
      if (people === null) return { ok: false, message: 'Type how many came' }
      if (people === undefined) return { ok: false, message: 'Use a whole number of people' }
      return { ok: true, value: { split: 'none', total: people } satisfies Headcount }
    }
    case 'ages':
      return agesTyped(path, typed)
    case 'number':
      return readTyped(asking.field, text)
    case 'some':
      return { ok: true, value: asking.ids.filter((id) => typed[partOf(path, id)] === 'yes') }
    case 'day':
      return read(localDateSchema, text, 'Give the day')
    case 'time':
      return text === ''
        ? { ok: true, value: null }
        : read(clockTimeSchema, text, 'Give the time, or leave it blank')
    case 'line':
      return text === '' ? { ok: false, message: 'This cannot be empty' } : { ok: true, value: text }
    case 'text':
      return { ok: true, value: text }
    case 'choice':
      return { ok: true, value: text === '' ? null : text }
  }
}

function agesTyped(path: string, typed: Typed): ValueRead {
  const byAge: Partial<Record<AgeBand, number>> = {}
  for (const band of AGE_BANDS) {
    const people = peopleTyped(typed[partOf(path, band)] ?? '')
    if (people === undefined) return { ok: false, message: 'Use whole numbers of people' }
    if (people !== null) byAge[band] = people
  }
  if (Object.keys(byAge).length === 0) return { ok: false, message: 'Type how many came of at least one age' }
  return { ok: true, value: { split: 'age', byAge, stated: null } satisfies Headcount }
}

function read(schema: v.GenericSchema, text: string, message: string): ValueRead {
  return v.is(schema, text) ? { ok: true, value: text } : { ok: false, message }
}
