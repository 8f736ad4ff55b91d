import type { LocalDate } from '../../time/local-date.ts'
import type { NoteConcern } from '../note-check.ts'
import type { Body } from '../registry.ts'

/** Two figures of one entry that do not go together. */
export type Mismatch =
  | 'more-booked-than-places'
  | 'round-does-not-add-up'
  | 'more-cards-than-offered'
  | 'more-self-service-than-issues'
  | 'more-than-answered'
  | 'until-before-from'
  | 'sample-without-multiplier'
  | 'hours-without-coming'

/**
 * Something about an entry that a person may want to look at again. A warning never stops anybody: the
 * entry may be right, and is saved as it stands.
 */
export type Warning =
  | { readonly code: 'split-differs'; readonly field: string; readonly split: number; readonly total: number }
  | { readonly code: 'ten-times'; readonly field: string; readonly given: number; readonly usual: number }
  | { readonly code: 'note-about-person'; readonly field: string; readonly concerns: readonly NoteConcern[] }
  | { readonly code: 'day-to-come' | 'day-long-ago'; readonly field: string; readonly days: number }
  | { readonly code: 'looks-double'; readonly field: string; readonly ids: readonly string[] }
  | { readonly code: 'same-each-month'; readonly field: string; readonly given: number }
  | { readonly code: 'ages-contradict' | Mismatch; readonly field: string }

export type WarningCode = Warning['code']

/** Another entry of the same site and day. */
export interface Neighbour {
  readonly id: string
  readonly kind: string
  readonly body: Body
}

/** What is known beside the entry when it is looked over. */
export interface CheckContext {
  readonly today: LocalDate
  /** Figures of the latest entries like it, newest first: of its series, or of its kind here. */
  readonly figures: readonly number[]
  /** Others of the same site and day, from this tablet and from others; without those that are void. */
  readonly sameDay: readonly Neighbour[]
  /** The entry's own id; null while it is new. */
  readonly ownId: string | null
  /** Words a note may hold without being taken for a person's name. */
  readonly ordinary: string
}
