import { defineEntry } from '../fields/define-entry.ts'
import { count, hint, line, month, note, orBlank } from '../fields/kinds-of-field.ts'

/** What volunteers do, as the county names it. */
export const volunteerRole = defineEntry({
  kind: 'volunteer-role',
  label: 'Volunteer role',
  plural: 'Volunteer roles',
  words: 'digital helper garden rhyme home library',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    order: hint('Lower comes first.', count('Order', null, 999)),
    openedIn: hint('For a role that is new.', orBlank(month('Opened'))),
    note: note('What it is'),
  },
  titled: ['name'],
  policies: { note: 'append' },
  day: () => null,
  example: { name: 'Garden', order: 6, openedIn: '2026-04', note: 'Beds, bulbs and the bird table' },
  upgrades: [],
})
