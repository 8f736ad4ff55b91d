/** What a note seems to hold that it should not: notes are about sessions, never about people. */
export type NoteConcern = 'email' | 'phone' | 'postcode' | 'name'

const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/
/** Ten digits or more from 0 or +44, however they are spaced. */
const PHONE = /(?:\+44|\b0)(?:[\s().-]*\d){9,10}\b/
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i
const HONORIFIC = /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Lady|Cllr)\.?\s+\p{Lu}/u
const CALLED = /\b(?:called|named|name is|name was)\s+\p{Lu}\p{Ll}+/u
const TWO_CAPITALS = /(?<!\p{L})\p{Lu}\p{Ll}+(?:[-'’]\p{Lu}\p{Ll}+)?\s+\p{Lu}\p{Ll}+(?:[-'’]\p{Lu}\p{Ll}+)?/gu

/** Words that stand with a capital letter and are nobody's name. */
const ORDINARY = new Set(
  (
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August ' +
    'September October November December Easter Christmas Bank Holiday Half Term Summer Winter Spring Autumn Reading ' +
    'Challenge Library Libraries County Council History Centre Museum Community School Primary Hall Room Friends Rhyme ' +
    'Time Story Lego Club Home Service Age Open Digital Helper Local Family New The This We There They It In On At A ' +
    'An And For With From After Before Some Two Three Four Five Ten Very Good Great North South East West Old ' +
    'Street Road Children Parents'
  ).split(' '),
)

function hasName(note: string, ordinary: ReadonlySet<string>): boolean {
  if (HONORIFIC.test(note) || CALLED.test(note)) return true
  for (const [pair] of note.matchAll(TWO_CAPITALS)) {
    if (!pair.split(/\s+/).some((word) => ORDINARY.has(word) || ordinary.has(word))) return true
  }
  return false
}

/** A longer name, such as "Vale of Miller and Brook", holds words that are names of people too. */
const LONGEST_PLACE = 2

/** Words of the names of districts, for `ordinary` below: places around that a note may well name. */
export function wordsOfPlaces(districts: readonly string[]): string {
  return [...new Set(districts)].filter((name) => name.split(/\s+/).length <= LONGEST_PLACE).join(' ')
}

/**
 * Looks for what might point to a person. It guesses: it may warn of a place and miss a name, so it
 * only ever warns and never stops anyone.
 *
 * @param ordinary text whose words are known to be no names here, such as the session's title and the site's name
 */
export function noteConcerns(note: string, ordinary = ''): readonly NoteConcern[] {
  const known = new Set(ordinary.split(/\s+/))
  const concerns: NoteConcern[] = []
  if (EMAIL.test(note)) concerns.push('email')
  if (PHONE.test(note)) concerns.push('phone')
  if (POSTCODE.test(note)) concerns.push('postcode')
  if (hasName(note, known)) concerns.push('name')
  return concerns
}
