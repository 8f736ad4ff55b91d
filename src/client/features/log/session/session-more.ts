import { eventSession } from '#domain/records/event-session.ts'
import type { Field, FieldSet } from '#domain/records/fields/field.ts'
import { fieldsAsked, type FormRead, readForm, type TypedForm } from '#domain/records/fields/typed-value.ts'

const ASKED_FOR = [
  'stateReason',
  'targetGroupIds',
  'seriesId',
  'endTime',
  'format',
  'place',
  'runBy',
  'partnerIds',
  'onlinePeak',
  'accompanying',
  'helpers',
  'firstTimers',
  'joinedToday',
  'packsTaken',
  'recordedViews',
  'capacity',
  'booked',
  'claim',
  'feedback',
  'factor',
  'staffMinutes',
  'costPence',
  'chargePence',
  'changeReason',
  'notDoubleIds',
] as const

const { fields } = eventSession.form

function fieldsNamed(names: readonly string[]): FieldSet {
  return Object.fromEntries(
    names.flatMap((name): (readonly [string, Field])[] => (fields[name] ? [[name, fields[name]]] : [])),
  )
}

/** Everything a session can say beside its count, its day and what its preset sets. */
export const MORE_FIELDS = fieldsNamed(ASKED_FOR)
/** Whether some of them are asked for follows from whether it took place. */
const WITH_STATE = fieldsNamed([...ASKED_FOR, 'heldState'])

interface WithMore {
  readonly heldState: string
  readonly more: TypedForm
}

/** Asked where the preset's choice is changed, and where two sessions look like one. */
const ASKED_ELSEWHERE = new Set(['heldState', 'changeReason', 'notDoubleIds'])

/** The fields to show now, in order. */
export function moreAsked({ more, heldState }: WithMore): readonly (readonly [string, Field])[] {
  return fieldsAsked(WITH_STATE, { ...more, heldState }).filter(([name]) => !ASKED_ELSEWHERE.has(name))
}

export function readMore({ more, heldState }: WithMore): FormRead {
  const read = readForm(WITH_STATE, { ...more, heldState })
  if (!read.ok) return read
  const { heldState: _, ...body } = read.body
  return { ok: true, body }
}
