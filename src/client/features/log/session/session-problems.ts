import * as v from 'valibot'
import { textOf } from '#domain/records/fields/text-of.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import { AGE_BAND_LABEL, AGE_BANDS, type AgeBand } from '#domain/records/vocabulary.ts'
import { clockTimeSchema, type LocalDate, localDateSchema } from '#domain/time/local-date.ts'
import type { SessionForm } from './session-form.ts'
import { readMore } from './session-more.ts'
import { differsFromPreset, type SessionSettings } from './session-settings.ts'

/** Fields a problem can stand beside. */
export type ProblemField = 'total' | 'day' | 'startTime' | 'title' | 'note' | AgeBand | MoreField

/** A field under "more", by its own name. */
type MoreField = `more/${string}`

interface Problem {
  readonly field: ProblemField
  readonly message: string
}

export type FormCheck =
  | { readonly ok: true; readonly day: LocalDate }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const NOT_PEOPLE = 'use a whole number of people, or leave it blank if it was not counted'

/** Looks a form over when it is submitted, in the order of its fields. Blank numbers are no problem. */
export function checkForm(
  form: SessionForm,
  preset: Pick<SessionSettings, 'audiences' | 'outcomes'>,
): FormCheck {
  const problems: Problem[] = []
  const isCounted = form.heldState === 'held'
  if (isCounted && peopleTyped(form.total) === undefined) {
    problems.push({ field: 'total', message: `How many came: ${NOT_PEOPLE}` })
  }
  if (isCounted && form.isSplit) {
    for (const band of AGE_BANDS) {
      if (peopleTyped(form.bands[band]) !== undefined) continue
      problems.push({ field: band, message: `${AGE_BAND_LABEL[band]}: ${NOT_PEOPLE}` })
    }
  }
  const day = v.safeParse(localDateSchema, form.day)
  if (!day.success) problems.push({ field: 'day', message: 'Choose the day of the session' })
  if (form.startTime !== '' && !v.is(clockTimeSchema, form.startTime)) {
    problems.push({
      field: 'startTime',
      message: 'Give the start time as hours and minutes, such as 10:30, or leave it blank',
    })
  }
  const title = form.title.trim()
  if (title === '') problems.push({ field: 'title', message: 'Give the session a title' })
  if (title.length > 200) problems.push({ field: 'title', message: 'Keep the title under 200 characters' })
  if (form.note.length > 4000)
    problems.push({ field: 'note', message: 'Keep the note under 4,000 characters' })
  if (differsFromPreset(form, preset) && textOf(form.more['changeReason']).trim() === '') {
    problems.push({
      field: 'more/changeReason',
      message: 'Say in a few words why it differs from the preset',
    })
  }
  const more = readMore(form)
  if (!more.ok) {
    problems.push(
      ...more.problems.map(({ field, message }): Problem => ({ field: `more/${field}`, message })),
    )
  }
  return day.success && problems.length === 0 ? { ok: true, day: day.output } : { ok: false, problems }
}
