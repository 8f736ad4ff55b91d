import * as v from 'valibot'
import type { PlanNames } from '../plan/plan-names.ts'
import { dayInWords, type LocalDate, localDateSchema } from '../time/local-date.ts'
import {
  type EventSession,
  type Headcount,
  headcountSchema,
  headcountTotal,
  splitDifference,
} from './event-session.ts'
import { definitionOf } from './registry.ts'
import {
  AGE_BAND_LABEL,
  AGE_BANDS,
  AUDIENCE_LABEL,
  COUNT_METHOD_LABEL,
  HELD_STATE_LABEL,
  outcome7Schema,
  universalOfferSchema,
} from './vocabulary.ts'

const FORMAT_WORDS: Record<EventSession['format'], string> = {
  'in-person': 'In person',
  'online-live': 'Live online',
  hybrid: 'In person and online',
  'self-directed': 'Self-directed',
  recorded: 'Recorded',
}

const PLACE_WORDS: Record<EventSession['place'], string> = {
  'in-library': 'In the library',
  grounds: 'Grounds or garden',
  'outreach-venue': 'Outreach venue',
  school: 'School or early years',
  home: 'At home',
  'heritage-site': 'Heritage site',
  online: 'Online',
}

const RUN_BY_WORDS: Record<EventSession['runBy'], string> = {
  library: 'The library',
  joint: 'Jointly with a partner',
  volunteers: 'Volunteers for the library',
  hired: 'Hired out, not counted as ours',
}

const asWritten = (options: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(options.map((option) => [option, option]))

/** Words for values that are stored as codes, by field. */
const CODE_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  audience: AUDIENCE_LABEL,
  outcome: asWritten(outcome7Schema.options),
  secondaryOutcome: asWritten(outcome7Schema.options),
  offer: asWritten(universalOfferSchema.options),
  countMethod: COUNT_METHOD_LABEL,
  heldState: HELD_STATE_LABEL,
  format: FORMAT_WORDS,
  place: PLACE_WORDS,
  runBy: RUN_BY_WORDS,
}

/** The values a field chooses between, with their words; `undefined` for fields that do not. */
export function choicesOf(field: string): readonly { value: string; label: string }[] | undefined {
  const words = CODE_WORDS[field]
  return words && Object.entries(words).map(([value, label]) => ({ value, label }))
}

const REFERS = new Set(['presetId', 'primaryPriorityId', 'alsoPriorityIds', 'activityIds', 'actionIds'])

/** One count in words: "14", or "12 (Under 5: 8, 25 to 64: 4)"; with the total typed beside it where that differs. */
export function headcountInWords(headcount: Headcount): string {
  const total = headcountTotal(headcount)
  if (headcount.split === 'none') return String(total)
  const bands = AGE_BANDS.flatMap((band) => {
    const people = headcount.byAge[band]
    return people === undefined ? [] : [`${AGE_BAND_LABEL[band]}: ${people}`]
  })
  const split = `${total ?? 'not counted'} (${bands.join(', ')})`
  return splitDifference(headcount) === 0 ? split : `${split}, with ${headcount.stated} given as the total`
}

function scalarInWords(field: string, value: string, names: PlanNames, today: LocalDate): string {
  if (value === '') return 'nothing'
  if (REFERS.has(field)) return names(value)
  if (field === 'day') {
    const day = v.safeParse(localDateSchema, value)
    return day.success ? dayInWords(day.output, today) : value
  }
  return CODE_WORDS[field]?.[value] ?? value
}

/** Any field's value as a colleague would say it; `path` may name one count, `counts/…`. */
export function valueInWords(path: string, value: unknown, names: PlanNames, today: LocalDate): string {
  const field = fieldOf(path)
  if (value === null || value === undefined) return field === 'counts' ? 'not counted' : 'nothing'
  if (Array.isArray(value)) {
    const items = value.map((item) => scalarInWords(field, String(item), names, today))
    return items.length === 0 ? 'none' : items.join('; ')
  }
  const headcount = v.safeParse(headcountSchema, value)
  if (headcount.success) return headcountInWords(headcount.output)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? scalarInWords(field, value, names, today) : 'changed'
}

/** The field a path leads to or into: `counts` of `counts/door-1`. */
export function fieldOf(path: string): string {
  return path.split('/')[0] ?? path
}

/** What a field is called, by the record's own definition. */
export function fieldInWords(path: string, kind = 'event-session'): string {
  return definitionOf(kind)?.fields[fieldOf(path)] ?? fieldOf(path)
}
