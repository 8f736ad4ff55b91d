import * as v from 'valibot'
import type { RecordNames } from './record-names.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { Field } from './fields/field.ts'
import { controlInWords } from './fields/value-words.ts'
import {
  COUNT_MOMENT_LABEL,
  COUNT_ROLE_LABEL,
  type Headcount,
  headcountSchema,
  headcountTotal,
  splitDifference,
} from './headcount.ts'
import { definitionOf } from './registry.ts'
import { AGE_BAND_LABEL, AGE_BANDS } from './vocabulary.ts'

/** Everything known of a field of a kind, by the path of a value in it; `undefined` for kinds and fields without a form. */
export function fieldAt(path: string, kind: string): Field | undefined {
  return definitionOf(kind)?.form?.fields[fieldOf(path)]
}

/** The values a field chooses between, with their words; `undefined` for fields that do not. */
export function choicesOf(
  path: string,
  kind: string,
): readonly { value: string; label: string }[] | undefined {
  const control = fieldAt(path, kind)?.control
  if (control?.type !== 'choice') return undefined
  return Object.entries(control.words).map(([value, label]) => ({ value, label }))
}

/** One count in words: "14", or "12 (Under 5: 8, 25 to 64: 4)"; with the total typed beside it where that differs. */
export function headcountInWords(headcount: Headcount): string {
  const total = headcountTotal(headcount)
  const about = [
    ...(headcount.role === undefined ? [] : [COUNT_ROLE_LABEL[headcount.role]]),
    ...(headcount.moment === undefined ? [] : [COUNT_MOMENT_LABEL[headcount.moment]]),
  ].map((words) => ` · ${words.toLowerCase()}`)
  if (headcount.split === 'none') return `${total}${about.join('')}`
  const bands = AGE_BANDS.flatMap((band) => {
    const people = headcount.byAge[band]
    return people === undefined ? [] : [`${AGE_BAND_LABEL[band]}: ${people}`]
  })
  const split = `${total ?? 'not counted'} (${bands.join(', ')})${about.join('')}`
  return splitDifference(headcount) === 0 ? split : `${split}, with ${headcount.stated} given as the total`
}

/** Any field's value as a colleague would say it; `path` may name one part of it, as `counts/…` does. */
export function valueInWords(
  path: string,
  value: unknown,
  { kind, names, today }: { kind: string; names: RecordNames; today: LocalDate },
): string {
  const field = fieldOf(path)
  if (field === 'counts' && (value === null || value === undefined)) return 'not counted'
  const headcount = v.safeParse(headcountSchema, value)
  if (headcount.success) return headcountInWords(headcount.output)
  return controlInWords(fieldAt(path, kind)?.control ?? { type: 'own' }, value, names, today)
}

/** The field a path leads to or into: `counts` of `counts/door-1`. */
export function fieldOf(path: string): string {
  return path.split('/')[0] ?? path
}

/** What a field is called, by the record's own definition; a part of it by its own heading too. */
export function fieldInWords(path: string, kind: string): string {
  const field = fieldOf(path)
  const label = definitionOf(kind)?.fields[field] ?? field
  const control = fieldAt(path, kind)?.control
  const heading = control?.type === 'tallies' ? control.words[path.slice(field.length + 1)] : undefined
  return heading === undefined ? label : `${label}, ${heading}`
}
