import { defineEntry } from '../fields/define-entry.ts'
import { hint, line, links, month, note, orBlank, yesNo } from '../fields/kinds-of-field.ts'

/**
 * Somebody who gives time, by a code. Nothing else about the person is kept but, if the site wishes, what
 * they are called there, which no other site's tablet, export or log ever holds.
 */
export const volunteer = defineEntry({
  kind: 'volunteer',
  label: 'Volunteer',
  plural: 'Volunteers',
  words: 'helper friend team',
  offered: 'list',
  home: 'site',
  fields: {
    code: hint('Any code the site knows them by, such as ABI-07.', line('Code')),
    knownAs: {
      ...hint('Optional. Stays with this site and is in no export.', orBlank(line('Known as'))),
      isPrivate: true,
    },
    roleIds: links('Roles', 'volunteer-role'),
    isUnder25: yesNo('Under 25'),
    since: orBlank(month('Volunteering since')),
    until: hint('Leave blank while they volunteer.', orBlank(month('Until'))),
    note: note(),
  },
  titled: ['knownAs', 'code'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    code: 'WYC-04',
    knownAs: 'Sam',
    roleIds: ['volunteer-role/garden'],
    isUnder25: true,
    since: '2026-04',
    note: 'Mornings only',
  },
  upgrades: [],
})

const AGAIN = '.'

/**
 * The id of a volunteer's record at another site. It begins with that of the first one, so that somebody who
 * gives time at both is one person in every figure.
 */
export function samePerson(volunteerId: string, newId: string): string {
  return `${personOf(volunteerId)}${AGAIN}${newId}`
}

/** By what one person is counted, whichever of their records an entry names. */
export function personOf(volunteerId: string): string {
  return volunteerId.split(AGAIN)[0] ?? volunteerId
}
