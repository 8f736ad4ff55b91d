import { defineEntry } from '../fields/define-entry.ts'
import { choice, hint, line, month, note, orBlank } from '../fields/kinds-of-field.ts'

/** A service that people are sent on to, kept so that a tablet without signal can show it. */
export const signpostService = defineEntry({
  kind: 'signpost-service',
  label: 'Service to signpost to',
  plural: 'Services to signpost to',
  words: 'help advice charity NHS council local list',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    topic: choice('Mostly about', {
      'physical-activity': 'Physical activity',
      weight: 'Healthy weight or diet',
      smoking: 'Smoking',
      alcohol: 'Alcohol',
      'mental-wellbeing': 'Mental wellbeing',
      loneliness: 'Loneliness',
      caring: 'Caring role',
      money: 'Money and cost of living',
      housing: 'Housing or warmth',
      digital: 'Digital access',
      travel: 'Travel',
      other: 'Something else',
    }),
    offers: hint('One line that can be read out.', orBlank(line('What it offers'))),
    phone: hint('The service’s own number.', orBlank(line('Telephone'))),
    web: orBlank(line('Web address')),
    area: hint('Leave blank for the whole county.', orBlank(line('Area'))),
    checkedIn: hint('When somebody last made sure of it.', orBlank(month('Checked'))),
    note: note(),
  },
  titled: ['name', 'topic'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Age UK befriending',
    topic: 'loneliness',
    offers: 'A weekly call or visit',
    phone: '01865 000000',
    web: 'www.example.org',
    area: 'Saltmere',
    checkedIn: '2026-09',
    note: 'Open to self-referral',
  },
  upgrades: [],
})
