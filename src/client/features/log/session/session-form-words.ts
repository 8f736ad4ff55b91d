import { peopleTyped } from '#domain/records/people-typed.ts'
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
