import { defineEntry } from '../fields/define-entry.ts'
import { choice, line, note, orBlank } from '../fields/kinds-of-field.ts'

/** An organisation the service works with. Not a person. */
export const partner = defineEntry({
  kind: 'partner',
  label: 'Partner',
  plural: 'Partners',
  words: 'organisation charity group',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    sector: choice('Sector', {
      health: 'Health',
      'adult-learning': 'Adult learning or further education',
      school: 'School',
      charity: 'Charity',
      commercial: 'Commercial',
      'district-parish': 'District, town or parish',
      university: 'University',
      culture: 'Culture',
      museum: 'Museum partner',
      friends: 'Friends group',
    }),
    area: orBlank(line('Area')),
    note: note(),
  },
  titled: ['name', 'sector'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Saltmere College',
    sector: 'adult-learning',
    area: 'Saltmere',
    note: 'ESOL classes',
  },
  upgrades: [],
})
