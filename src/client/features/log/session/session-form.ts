import * as v from 'valibot'
import type { EventSession, WrittenSession } from '#domain/records/event-session.ts'
import { FIRST_COUNT_KEY, type Headcount, headcountTotal } from '#domain/records/headcount.ts'
import { readBody } from '#domain/records/registry.ts'
import { sameAgain } from '#domain/records/session-again.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import { type Preset, presetChoices } from '#domain/records/preset.ts'
import {
  AGE_BANDS,
  type AgeBand,
  audienceSchema,
  countMethodSchema,
  heldStateSchema,
  outcome7Schema,
} from '#domain/records/vocabulary.ts'
import { formOfBody, typedFormSchema } from '#domain/records/fields/typed-value.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { MORE_FIELDS, readMore } from './session-more.ts'

/** What stands in the form, as typed. Also what a draft holds. */
export const sessionFormSchema = v.object({
  day: v.string(),
  startTime: v.string(),
  title: v.string(),
  heldState: heldStateSchema,
  /** Blank is not zero: nothing was counted. */
  total: v.string(),
  isSplit: v.boolean(),
  bands: v.object({
    '0-4': v.string(),
    '5-11': v.string(),
    '12-17': v.string(),
    '18-24': v.string(),
    '25-64': v.string(),
    '65+': v.string(),
    unknown: v.string(),
  }),
  countMethod: countMethodSchema,
  note: v.string(),
  audience: audienceSchema,
  outcome: outcome7Schema,
  actionIds: v.array(v.string()),
  /** What is said beside all that, by field. A draft of an older build has none. */
  more: v.optional(typedFormSchema, {}),
})
export type SessionForm = v.InferOutput<typeof sessionFormSchema>

const NO_BANDS: SessionForm['bands'] = {
  '0-4': '',
  '5-11': '',
  '12-17': '',
  '18-24': '',
  '25-64': '',
  '65+': '',
  unknown: '',
}

/** The form for a new session, with everything its preset sets. */
export function blankForm(presetId: string, preset: Preset, today: LocalDate): SessionForm {
  const choices = presetChoices(presetId, preset)
  return {
    day: today,
    startTime: '',
    title: choices.title,
    heldState: 'held',
    total: '',
    isSplit: false,
    bands: NO_BANDS,
    countMethod: 'counted',
    note: '',
    audience: choices.audience,
    outcome: choices.outcome,
    actionIds: choices.actionIds,
    more: formOfBody(MORE_FIELDS, choices),
  }
}

/** True when nothing was typed or chosen that differs. */
export function isSameForm(left: SessionForm, right: SessionForm): boolean {
  return (
    JSON.stringify(v.parse(sessionFormSchema, left)) === JSON.stringify(v.parse(sessionFormSchema, right))
  )
}

/** The contribution the form shows: the only one, or the first by key where several tablets counted. */
function ownCountKey(session: Pick<EventSession, 'counts'>): string | null {
  return Object.keys(session.counts).sort()[0] ?? null
}

function typed(people: number | null | undefined): string {
  return people === null || people === undefined ? '' : String(people)
}

/** The form for correcting a session, filled with what it says now. */
export function formOf(session: EventSession): SessionForm {
  const key = ownCountKey(session)
  const headcount = key === null ? undefined : session.counts[key]
  const isSplit = headcount?.split === 'age'
  const bands = { ...NO_BANDS }
  if (isSplit) for (const band of AGE_BANDS) bands[band] = typed(headcount.byAge[band])
  const total =
    headcount === undefined
      ? null
      : isSplit
        ? (headcount.stated ?? headcountTotal(headcount))
        : headcountTotal(headcount)
  const { title, heldState, countMethod, note, audience, outcome } = session
  return {
    day: session.day,
    startTime: session.startTime ?? '',
    title,
    heldState,
    total: typed(total),
    isSplit,
    bands,
    countMethod,
    note,
    audience,
    outcome,
    actionIds: [...session.actionIds],
    more: formOfBody(MORE_FIELDS, session),
  }
}

/** The form as it was filled the last time, but for the number and what was about that day. */
export function sameAsLast(last: EventSession, today: LocalDate): SessionForm | null {
  const body = { ...sameAgain(last), day: today, heldState: 'held', counts: {}, note: '' }
  const again = readBody('event-session', body)
  return again === null ? null : formOf(again)
}

/** What the bands add up to; `null` when all are blank. Bands that are no number count as blank. */
export function bandsTotal(form: SessionForm): number | null {
  const people = AGE_BANDS.flatMap((band) => peopleTyped(form.bands[band]) ?? [])
  return people.length === 0 ? null : people.reduce((sum, count) => sum + count, 0)
}

/** The bands less the total typed beside them; 0 when they agree or there is nothing to compare. */
export function splitGap(form: SessionForm): number {
  const total = peopleTyped(form.total)
  const sum = bandsTotal(form)
  return !form.isSplit || total === null || total === undefined || sum === null ? 0 : sum - total
}

function headcountTyped(form: SessionForm): Headcount | null {
  const total = peopleTyped(form.total) ?? null
  const sum = form.isSplit ? bandsTotal(form) : null
  if (sum === null) return total === null ? null : { split: 'none', total }
  const byAge: Partial<Record<AgeBand, number>> = {}
  for (const band of AGE_BANDS) {
    const people = peopleTyped(form.bands[band])
    if (people !== null && people !== undefined) byAge[band] = people
  }
  // A total is kept beside a split only where the two disagree.
  return { split: 'age', byAge, stated: total === sum ? null : total }
}

/** Whether and how many, as one: 0 people at a session that was held is "nobody came". */
function attendancePart(
  form: SessionForm,
  key: string,
  others: EventSession['counts'],
  before?: Headcount,
): Pick<EventSession, 'heldState' | 'counts'> {
  if (form.heldState !== 'held') return { heldState: form.heldState, counts: others }
  const headcount = keptIn(before, headcountTyped(form))
  if (headcount === null) return { heldState: 'held', counts: others }
  const isEmpty = headcountTotal(headcount) === 0 && Object.keys(others).length === 0
  const stated = headcount.split === 'age' ? headcount.stated : null
  if (isEmpty && stated === null) return { heldState: 'held-no-attendance', counts: {} }
  return { heldState: 'held', counts: { ...others, [key]: headcount } }
}

/** The count as typed, with what the form cannot show of the one before: who and when, or a pad's split if the number is the same. */
function keptIn(before: Headcount | undefined, typed: Headcount | null): Headcount | null {
  if (before === undefined || typed === null) return typed
  if (before.split === 'return' && typed.split === 'none' && typed.total === headcountTotal(before))
    return before
  const { role, moment } = before
  return {
    ...typed,
    ...(role === undefined ? {} : { role }),
    ...(moment === undefined ? {} : { moment }),
  }
}

/** What stands under "more", for a form whose fields were found to fit. */
function moreRead(form: SessionForm): Readonly<Record<string, unknown>> {
  const read = readMore(form)
  return read.ok ? read.body : {}
}

function typedPart(form: SessionForm, day: LocalDate) {
  return {
    day,
    startTime: form.startTime === '' ? null : form.startTime,
    title: form.title.trim(),
    countMethod: form.countMethod,
    note: form.note.trim(),
    audience: form.audience,
    outcome: form.outcome,
    actionIds: [...form.actionIds],
    ...moreRead(form),
  }
}

/** The session a checked form makes, with its count as the first contribution. */
export function newSession(
  form: SessionForm,
  day: LocalDate,
  from: { presetId: string; preset: Preset },
): WrittenSession {
  return {
    ...presetChoices(from.presetId, from.preset),
    ...typedPart(form, day),
    ...attendancePart(form, FIRST_COUNT_KEY, {}),
  }
}

/** The session as corrected. Contributions the form does not show, and fields it does not know, stay as they were. */
export function correctedSession(
  form: SessionForm,
  day: LocalDate,
  before: EventSession,
  newKey: string,
): EventSession {
  const key = ownCountKey(before) ?? newKey
  const others = Object.fromEntries(Object.entries(before.counts).filter(([other]) => other !== key))
  return { ...before, ...typedPart(form, day), ...attendancePart(form, key, others, before.counts[key]) }
}

/** People counted under other contributions than the one the form shows. */
export function countedElsewhere(before: EventSession): number {
  const key = ownCountKey(before)
  const others = Object.entries(before.counts).filter(([other]) => other !== key)
  return others.reduce((sum, [, headcount]) => sum + (headcountTotal(headcount) ?? 0), 0)
}
