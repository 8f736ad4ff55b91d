import { concernsInWords } from '../note-words.ts'
import { LATE_AFTER_DAYS } from './entry-checks.ts'
import type { Warning } from './warning.ts'

const AS_IT_IS = 'Put it right, or save it as it is.'

/** A warning in the words of a colleague: what it is and what to do. */
export function warningInWords(warning: Warning): string {
  switch (warning.code) {
    case 'split-differs': {
      const gap = warning.split - warning.total
      const people = Math.abs(gap) === 1 ? '1 person' : `${Math.abs(gap)} people`
      return gap < 0
        ? `The ages leave out ${people} of the total. Put them under “Age not known”, or save it as it is.`
        : `The ages come to ${people} more than the total. ${AS_IT_IS}`
    }
    case 'ten-times':
      return `${warning.given.toLocaleString('en-GB')} is ten times what is usual here (${warning.usual.toLocaleString('en-GB')}) or more. ${AS_IT_IS}`
    case 'same-each-month':
      return `${warning.given.toLocaleString('en-GB')} is what the months before have too, to the last digit. Was it counted? ${AS_IT_IS}`
    case 'note-about-person':
      return concernsInWords(warning.concerns) ?? ''
    case 'day-to-come':
      return `The day is still to come${warning.days === 1 ? '' : `, in ${warning.days} days`}. ${AS_IT_IS}`
    case 'day-long-ago':
      return `The day is ${warning.days} days ago. After ${LATE_AFTER_DAYS} days an entry is marked as logged late. ${AS_IT_IS}`
    case 'ages-contradict':
      return `By their ages, nobody of those it was for came. ${AS_IT_IS}`
    case 'looks-double':
      return warning.ids.length === 1
        ? 'A session of this name at this time is logged already. If both took place, say so, and it is not asked again.'
        : `${warning.ids.length} sessions of this name at this time are logged already. If all took place, say so, and it is not asked again.`
    case 'more-booked-than-places':
      return `More were booked than there are places. ${AS_IT_IS}`
    case 'round-does-not-add-up':
      return `Visits made and missed do not come to the visits due. ${AS_IT_IS}`
    case 'more-cards-than-offered':
      return `Cards issued and declined come to more than were offered. ${AS_IT_IS}`
    case 'more-self-service-than-issues':
      return `There are more issues by self-service than issues. ${AS_IT_IS}`
    case 'more-than-answered':
      return `The groups come to more people than answered. ${AS_IT_IS}`
    case 'until-before-from':
      return `It ends before it begins. ${AS_IT_IS}`
    case 'sample-without-multiplier':
      return 'A sample needs to say what it is multiplied by before it counts in a total. Give it, or save it as it is.'
    case 'hours-without-coming':
      return `Somebody who did not come gives no hours: they are kept here and not counted. ${AS_IT_IS}`
  }
}
