import { defineEntry } from '../fields/define-entry.ts'
import { count, hint, link, month, note, orBlank, usual } from '../fields/kinds-of-field.ts'
import { firstDayOf } from '../../time/quarter.ts'

/** Cards given at a registration office in a month: every child a library member. No baby or parent is named. */
export const registrationBatch = defineEntry({
  kind: 'registration-batch',
  label: 'Cards at a registration office',
  plural: 'Cards at registration offices',
  words: 'ECALM births registered every child a library member',
  offered: 'log',
  home: 'any',
  fields: {
    month: month('Month'),
    officeId: usual(
      hint('Offices are kept under Lists.', link('Registration office', 'registration-office')),
    ),
    birthsRegistered: count('Births registered', 'births'),
    cardsOffered: count('Cards offered', 'cards'),
    cardsIssued: count('Cards issued', 'cards'),
    declined: orBlank(count('Declined', 'cards')),
    note: note(),
  },
  titled: ['officeId'],
  figure: 'cardsIssued',
  policies: { note: 'append' },
  day: (body) => firstDayOf(body.month),
  example: {
    month: '2026-10',
    officeId: 'registration-office/saltmere',
    birthsRegistered: 210,
    cardsOffered: 190,
    cardsIssued: 64,
    declined: 126,
    note: 'New leaflet from the 12th',
  },
  upgrades: [],
})
