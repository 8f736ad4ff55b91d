import { daysBetween } from '../../time/local-date.ts'
import { textOf } from '../fields/text-of.ts'
import { noteConcerns } from '../note-check.ts'
import { type Body, type BodyOf, checkBody, definitionOf, readBody, type RecordKind } from '../registry.ts'
import { sessionFigure, sessionWarnings } from './session-checks.ts'
import type { CheckContext, Mismatch, Warning } from './warning.ts'

/** After so many days an entry counts as logged late. */
export const LATE_AFTER_DAYS = 60
/** So many times the usual is worth a second look, from a number that is no chance of small figures. */
const TIMES = 10
const FROM = 30

/**
 * What of an entry may want a second look, in the order of its fields. It never says that an entry is
 * wrong, and nothing is refused for it. An entry that its schema does not take has no warnings.
 */
export function warningsOf(kind: string, body: Body, context: CheckContext): readonly Warning[] {
  const checked = checkBody(kind, body)
  const form = definitionOf(kind)?.form
  if (!checked.ok || form === undefined) return []
  const session = kind === 'event-session' ? readBody('event-session', body) : null
  return [
    ...dayWarnings(checked.day, form.fields, context),
    ...(session === null ? [] : sessionWarnings(session, context)),
    ...mismatches(kind, body).map(({ code, field }): Warning => ({ code, field })),
    ...usualWarnings(kind, body, context),
    ...noteWarnings(form.fields, body, context),
  ]
}

type Fields = NonNullable<NonNullable<ReturnType<typeof definitionOf>>['form']>['fields']

function dayWarnings(
  day: CheckContext['today'] | null,
  fields: Fields,
  { today }: CheckContext,
): readonly Warning[] {
  // Figures of a month are put in when it is over, however long that takes.
  const dated = Object.entries(fields).find(([, { control }]) => control.type === 'day')
  if (day === null || dated === undefined) return []
  const days = daysBetween(day, today)
  if (days < 0) return [{ code: 'day-to-come', field: dated[0], days: -days }]
  return days > LATE_AFTER_DAYS ? [{ code: 'day-long-ago', field: dated[0], days }] : []
}

/** The figure an entry stands with; null when it has none or was not counted. */
export function figureOf(kind: string, body: Body): number | null {
  if (kind === 'event-session') {
    const session = readBody('event-session', body)
    return session === null ? null : sessionFigure(session)
  }
  const name = definitionOf(kind)?.form?.figure
  const value = name === undefined ? null : body[name]
  return typeof value === 'number' ? value : null
}

/** What a figure usually is: the middle one of several; null while there are too few to know. */
export function usualOf(figures: readonly number[]): number | null {
  const ENOUGH = 4
  if (figures.length < ENOUGH) return null
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? null
}

/** So many months with one figure, this one among them, are no chance. */
const SAME_MONTHS = 4

function usualWarnings(kind: string, body: Body, { figures }: CheckContext): readonly Warning[] {
  const given = figureOf(kind, body)
  if (given === null) return []
  const form = definitionOf(kind)?.form
  const field = kind === 'event-session' ? 'counts' : (form?.figure ?? '')
  if (isMonthly(kind) && isTheSame([given, ...figures])) return [{ code: 'same-each-month', field, given }]
  const usual = usualOf(figures)
  return usual === null || given < FROM || given < usual * TIMES
    ? []
    : [{ code: 'ten-times', field, given, usual }]
}

/** Whether a kind is about a month and not about a day. */
export function isMonthly(kind: string): boolean {
  const fields = definitionOf(kind)?.form?.fields ?? {}
  return Object.values(fields).some(({ control }) => control.type === 'month')
}

/** Whether the latest figures are one and the same, to the last digit: then they were worked out, not counted. */
export function isTheSame(figures: readonly number[]): boolean {
  const latest = figures.slice(0, SAME_MONTHS)
  const [first = 0] = latest
  return latest.length === SAME_MONTHS && first > 0 && latest.every((figure) => figure === first)
}

function noteWarnings(fields: Fields, body: Body, { ordinary }: CheckContext): readonly Warning[] {
  return Object.entries(fields).flatMap(([name, { control }]): readonly Warning[] => {
    const text = body[name]
    if (control.type !== 'note' || typeof text !== 'string') return []
    const concerns = noteConcerns(text, `${ordinary} ${textOf(body['title'])}`)
    return concerns.length === 0 ? [] : [{ code: 'note-about-person', field: name, concerns }]
  })
}

interface Found {
  readonly code: Mismatch
  readonly field: string
}

type Rule<Kind extends RecordKind> = (body: BodyOf<Kind>) => readonly Found[]

const given = (isSo: boolean, code: Mismatch, field: string): readonly Found[] =>
  isSo ? [{ code, field }] : []
const sum = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((total, number) => total + number, 0)

/** Figures that contradict each other, by kind. */
const RULES: { readonly [Kind in RecordKind]?: Rule<Kind> } = {
  'home-library-round': ({ due, made, missed }) =>
    given(made + sum(missed) !== due && (made > due || sum(missed) > 0), 'round-does-not-add-up', 'made'),
  'registration-batch': ({ cardsIssued, cardsOffered, declined }) =>
    given(cardsIssued + (declined ?? 0) > cardsOffered, 'more-cards-than-offered', 'cardsIssued'),
  'issues-month': ({ issues, selfService }) =>
    given((selfService ?? 0) > issues, 'more-self-service-than-issues', 'selfService'),
  'door-visits': ({ fromDay, untilDay, method, multiplierTenths }) => [
    ...given(untilDay < fromDay, 'until-before-from', 'untilDay'),
    ...given(
      method === 'sampled' && multiplierTenths === null,
      'sample-without-multiplier',
      'multiplierTenths',
    ),
  ],
  'volunteer-shift': ({ status, minutesEach }) =>
    given(status === 'no-show' && minutesEach > 0, 'hours-without-coming', 'minutesEach'),
  'volunteer-survey': (survey) =>
    (['byAge', 'bySex', 'byEthnicity', 'byDisability', 'byCaring', 'byLanguage'] as const).flatMap((group) =>
      given(sum(survey[group]) > survey.answered, 'more-than-answered', group),
    ),
  'calendar-period': ({ fromDay, untilDay }) => given(untilDay < fromDay, 'until-before-from', 'untilDay'),
}

function mismatches(kind: string, body: Body): readonly Found[] {
  return Object.entries(RULES).flatMap(([of, rule]) => {
    if (of !== kind) return []
    const read = readBody(kind as RecordKind, body)
    // The rule stands under the kind that the body was just read as.
    return read === null ? [] : (rule as Rule<RecordKind>)(read)
  })
}
