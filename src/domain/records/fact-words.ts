import * as v from 'valibot'
import type { RecordNames } from './record-names.ts'
import { dayInWords, type LocalDate } from '../time/local-date.ts'
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
import { exceptionSchema } from './kinds/series.ts'
import { definitionOf } from './registry.ts'
import { AGE_BAND_LABEL, AGE_BANDS, RETURN_BAND_LABEL, RETURN_BANDS } from './vocabulary.ts'

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
  const bands =
    headcount.split === 'age'
      ? bandsInWords(AGE_BANDS, AGE_BAND_LABEL, headcount.byAge)
      : bandsInWords(RETURN_BANDS, RETURN_BAND_LABEL, headcount.byReturn)
  const split = `${total ?? 'not counted'} (${bands.join(', ')})${about.join('')}`
  return headcount.split === 'return' || splitDifference(headcount) === 0
    ? split
    : `${split}, with ${headcount.stated} given as the total`
}

function bandsInWords<Band extends string>(
  bands: readonly Band[],
  labels: Readonly<Record<Band, string>>,
  people: { readonly [Key in Band]?: number | undefined },
): readonly string[] {
  return bands.flatMap((band) => (people[band] === undefined ? [] : [`${labels[band]}: ${people[band]}`]))
}

/** Any field's value as a colleague would say it; `path` may name one part of it, as `counts/…` does. */
export function valueInWords(
  path: string,
  value: unknown,
  { kind, names, today }: { kind: string; names: RecordNames; today: LocalDate },
): string {
  const field = fieldOf(path)
  if (field === 'counts' && (value === null || value === undefined)) return 'not counted'
  if (field === 'exceptions' && kind === 'series') return exceptionInWords(value, today)
  const headcount = v.safeParse(headcountSchema, value)
  if (headcount.success) return headcountInWords(headcount.output)
  return controlInWords(fieldAt(path, kind)?.control ?? { type: 'own' }, value, names, today)
}

function exceptionInWords(value: unknown, today: LocalDate): string {
  const exception = v.safeParse(exceptionSchema, value)
  if (!exception.success) return 'as planned'
  if (exception.output.is === 'skipped') return 'left out'
  const { toDay, startTime } = exception.output
  return `moved to ${dayInWords(toDay, today)}${startTime === null ? '' : ` at ${startTime}`}`
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
