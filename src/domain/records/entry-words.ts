import type { LocalDate } from '../time/local-date.ts'
import { numberInWords } from './fields/value-words.ts'
import { valueInWords } from './fact-words.ts'
import { visitsStoodFor } from './kinds/door-visits.ts'
import { volunteerHours } from './kinds/volunteer-shift.ts'
import type { RecordNames } from './record-names.ts'
import { type Body, definitionOf, readBody } from './registry.ts'
import { attendanceInWords } from './session-words.ts'

const MINUTES = 60

export const UNREADABLE = 'An entry from a newer Branchline'

interface Said {
  readonly kind: string
  readonly body: Body
}

/** What an entry is called in a list: a session by its title, anything else by its kind and what tells it from others. */
export function entryTitle({ kind, body }: Said, names: RecordNames, today: LocalDate): string {
  const definition = definitionOf(kind)
  if (definition?.form === undefined) return definition?.label ?? UNREADABLE
  const { titled, fields } = definition.form
  const telling = titled.flatMap((field) =>
    body[field] === undefined || body[field] === null
      ? []
      : [valueInWords(field, body[field], { kind, names, today })],
  )
  // A session's title is all the name it needs, as is the name of what is kept in a list.
  const isNamed = fields[titled[0] ?? '']?.control.type === 'line'
  if (isNamed && telling.length > 0) return telling[0] ?? definition.label
  return telling.length === 0 ? definition.label : `${definition.label}: ${telling.join(', ')}`
}

/** The figure an entry stands with in a list: how many came, or the number that its kind is known by. */
export function entryFigure({ kind, body }: Said): string {
  if (kind === 'event-session') {
    const session = readBody('event-session', body)
    return session === null ? '–' : attendanceInWords(session)
  }
  if (kind === 'volunteer-shift') {
    const shift = readBody('volunteer-shift', body)
    return shift === null ? '–' : numberInWords({ type: 'hours' }, volunteerHours(shift) * MINUTES)
  }
  if (kind === 'door-visits') {
    const visits = readBody('door-visits', body)
    return visits === null ? '–' : (visitsStoodFor(visits)?.toLocaleString('en-GB') ?? 'not counted')
  }
  const form = definitionOf(kind)?.form
  const field = form?.figure === undefined ? undefined : form.fields[form.figure]
  const value = form?.figure === undefined ? undefined : body[form.figure]
  if (field === undefined || form === undefined) return form === undefined ? '–' : '1'
  return typeof value === 'number' ? numberInWords(field.control, value) : 'not counted'
}
