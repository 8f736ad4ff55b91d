/** What a field means, as staff read it behind its "?". */
export interface FieldGuide {
  readonly rule: string
  /** One example that counts, or is right, and one that does not. */
  readonly counts: string
  readonly countsNot: string
  /** The return, measure or screen that uses it. */
  readonly usedBy: string
}

/** Guides by the fields of a kind: one that is missing, or is of no field, does not compile. */
export type GuidesOf<Definition extends { readonly fields: Readonly<Record<string, string>> }> = Readonly<
  Record<keyof Definition['fields'] & string, FieldGuide>
>

/** @param usedBy left out for what is in no return and no measure */
export function guide(
  rule: string,
  counts: string,
  countsNot: string,
  usedBy: string = ENTRY_ONLY,
): FieldGuide {
  return { rule, counts, countsNot, usedBy }
}

const ENTRY_ONLY = 'In no return or measure; shown on the entry only'
export const ACE_EVENTS = 'Arts Council England activity return: events'
export const ACE_ATTENDANCE = 'Arts Council England activity return: event attendance'
export const ACE_VISITS = 'Arts Council England activity return: visits'
export const ACE_HOME = 'Arts Council England activity return: home delivery'
export const CIPFA_VOLUNTEERS = 'CIPFA return: number of volunteers and hours in the year'
export const CIPFA_HOUSEBOUND = 'CIPFA return: housebound readers in the year'
export const EVENTS_SCHEMA = 'Open data schema for events'
export const VISITS_SCHEMA = 'Open data schema for visits'
export const LIST = 'What entries choose from'

export const DAY = guide(
  'The day it took place, not the day you write it down.',
  'Held on Tuesday, logged on Thursday: Tuesday.',
  'The day the return is due.',
  'Every return and measure, by quarter',
)

export const MONTH = guide(
  'The calendar month the figures are of.',
  'Figures of October, put in in November: October.',
  'The month you put them in.',
  'Every measure of a month, by quarter',
)

export const NOTE = guide(
  'Anything that explains the figures later. About the entry, never about a person.',
  '“The heating was off.”',
  'A name, a telephone number, an address or an e-mail address.',
)

export const LIST_NOTE = guide(
  'What a colleague should know before choosing this.',
  '“Open to self-referral.”',
  'Anything about a person who uses it.',
  LIST,
)

export const NAME = guide(
  'What it is called, as staff would look for it.',
  'The name on its own notice board.',
  'A person’s name.',
  LIST,
)
