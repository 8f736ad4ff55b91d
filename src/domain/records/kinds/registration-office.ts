import { defineEntry } from '../fields/define-entry.ts'
import { line, link, note, orBlank } from '../fields/kinds-of-field.ts'

/** A place where births are registered and library cards offered. */
export const registrationOffice = defineEntry({
  kind: 'registration-office',
  label: 'Registration office',
  plural: 'Registration offices',
  words: 'births ECALM',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    nearestSiteId: orBlank(link('Nearest library', 'site')),
    note: note(),
  },
  titled: ['name'],
  policies: { note: 'append' },
  day: () => null,
  example: { name: 'Saltmere', nearestSiteId: 'site/saltmere-quay', note: 'By appointment' },
  upgrades: [],
})
