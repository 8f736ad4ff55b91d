import type { NoteConcern } from '#domain/records/note-check.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import type { SaveFailure } from '#client/data/save.ts'
import { bandsTotal, type SessionForm, splitGap } from './session-form.ts'

/** What saving the form now will record, said beside the Save button so that blank never passes for zero. */
export function savesInWords(form: SessionForm, elsewhere = 0): string {
  switch (form.heldState) {
    case 'cancelled':
      return 'Will be saved as cancelled'
    case 'postponed':
      return 'Will be saved as postponed'
    case 'held-no-attendance':
      return 'Will be saved as held, nobody came'
    case 'held': {
      const typed = peopleTyped(form.total)
      if (typed === undefined) return 'The number cannot be read yet'
      const people = (form.isSplit ? bandsTotal(form) : null) ?? typed
      if (people === null && elsewhere === 0) return 'No number: will be saved as held, not counted'
      const all = (people ?? 0) + elsewhere
      if (all === 0) return 'Will be saved as held, nobody came'
      return all === 1 ? 'Will be saved as 1 person' : `Will be saved as ${all} people`
    }
  }
}

/** Says how a split and the total beside it disagree; `null` when they do not. */
export function splitGapInWords(form: SessionForm): string | null {
  const gap = splitGap(form)
  if (gap === 0) return null
  const people = Math.abs(gap) === 1 ? '1 person' : `${Math.abs(gap)} people`
  return gap < 0
    ? `The ages leave out ${people} of the total. Put them under “Age not known”, or save it as it is.`
    : `The ages come to ${people} more than the total. Put it right, or save it as it is.`
}

const CONCERN: Record<NoteConcern, string> = {
  name: 'a person’s name',
  email: 'an e-mail address',
  phone: 'a phone number',
  postcode: 'a postcode',
}

/** A gentle warning about a note; `null` when there is nothing to warn of. */
export function concernsInWords(concerns: readonly NoteConcern[]): string | null {
  if (concerns.length === 0) return null
  const found = concerns.map((concern) => CONCERN[concern])
  const last = found.pop()
  const list = found.length === 0 ? last : `${found.join(', ')} and ${last}`
  return `This looks as if it holds ${list}. Branchline counts, it does not keep people’s details: please leave them out.`
}

/** What to do when nothing was saved. In every case the form keeps its contents. */
export const SAVE_FAILURE_WORDS: Record<SaveFailure, string> = {
  'storage-full':
    'This was not saved: the tablet has no room left or could not write. What you typed is still here. Free some space on the tablet, then save again.',
  'storage-gone':
    'This was not saved: the tablet’s storage is no longer there. Note down what you typed, then reload Branchline.',
  invalid:
    'This was not saved: something in it does not fit. What you typed is still here. Look it over and save again.',
  'not-found':
    'This was not saved: the entry is no longer on this tablet. Note down what you typed and log it again.',
}
