import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import {
  choice,
  count,
  day,
  hint,
  line,
  neighbourhood,
  note,
  orBlank,
  yesNo,
  usual,
} from '../fields/kinds-of-field.ts'

/** The service met people elsewhere: a stall, a care home, a fair. A stall is a contact, not a programme. */
export const outreachContact = defineEntry({
  kind: 'outreach-contact',
  label: 'Outreach or stall',
  plural: 'Outreach and stalls',
  words: 'care home fair market hospital village hall visit talk',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    venueType: usual(
      choice('Kind of place', {
        'care-home': 'Care home',
        sheltered: 'Sheltered housing',
        hospital: 'Hospital',
        'community-hall': 'Community hall',
        'market-fair': 'Market or fair',
        'mobile-stop': 'Mobile stop',
        other: 'Somewhere else',
      }),
    ),
    village: usual(line('Village or neighbourhood')),
    lsoaCode: hint(
      'Where people live whom you met, as the map has it. Never a postcode.',
      orBlank(neighbourhood('Neighbourhood on the map')),
    ),
    isSession: hint(
      'A planned session there is logged as a session as well.',
      yesNo('It was a planned session'),
    ),
    contacts: hint('People you spoke with.', count('Contacts', 'people')),
    joins: orBlank(count('Joined the library', 'people')),
    itemsIssued: orBlank(count('Items issued', 'items')),
    note: note(),
  },
  titled: ['village', 'venueType'],
  figure: 'contacts',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    venueType: 'market-fair',
    village: 'Fennick Green',
    lsoaCode: 'E00000001',
    isSession: true,
    contacts: 35,
    joins: 4,
    itemsIssued: 12,
    note: 'With the parish council',
  },
  upgrades: [],
})
