import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, day, line, note, orBlank, tallies, usual } from '../fields/kinds-of-field.ts'
import { AGE_BAND_LABEL, PLACE_LABEL } from '../vocabulary.ts'

/** A stall or a push for new members. A stall is not an event. */
export const membershipDrive = defineEntry({
  kind: 'membership-drive',
  label: 'Membership drive',
  plural: 'Membership drives',
  words: 'stall new members joined library cards ECALM',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    place: usual(choice('Place', PLACE_LABEL)),
    where: orBlank(line('Where it was')),
    joined: tallies('Joined', AGE_BAND_LABEL),
    renewed: orBlank(count('Renewed', 'people')),
    reactivated: orBlank(count('Came back after a time away', 'people')),
    note: note(),
  },
  titled: ['where', 'place'],
  policies: { joined: 'map', note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    place: 'outreach-venue',
    where: 'Market Place',
    joined: { '0-4': 6, '25-64': 9 },
    renewed: 4,
    reactivated: 1,
    note: 'Dry and busy',
  },
  upgrades: [],
})
