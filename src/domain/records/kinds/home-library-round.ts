import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import {
  choice,
  count,
  day,
  hint,
  line,
  link,
  note,
  orBlank,
  tallies,
  tenths,
  usual,
} from '../fields/kinds-of-field.ts'

/**
 * One Home Library round: visits by round code, never by reader. Each service at a door is one interaction,
 * however many books. No name or address of a reader is kept.
 */
export const homeLibraryRound = defineEntry({
  kind: 'home-library-round',
  label: 'Home Library round',
  plural: 'Home Library rounds',
  words: 'HLS housebound home delivery visit doorstep',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    round: usual(hint('The code of the round.', line('Round'))),
    volunteerId: usual(orBlank(link('Volunteer', 'volunteer'))),
    due: usual(count('Visits due', 'visits', 200)),
    made: count('Visits made', 'visits', 200),
    missed: tallies(
      'Visits missed, by reason',
      {
        'not-in': 'Nobody in',
        unwell: 'Reader unwell or away',
        volunteer: 'No volunteer',
        weather: 'Weather',
        other: 'Something else',
      },
      200,
    ),
    readers: hint(
      'Readers reached, by the round’s own register.',
      orBlank(count('Readers reached', 'people', 200)),
    ),
    items: orBlank(count('Items delivered', 'items')),
    chat: orBlank(
      choice('Time for a chat, a visit', {
        'under-5': 'Under 5 minutes',
        '5-15': '5 to 15 minutes',
        '15-30': '15 to 30 minutes',
        'over-30': 'Over 30 minutes',
      }),
    ),
    signposts: orBlank(count('Signposted to other help', 'times', 200)),
    miles: orBlank(tenths('Miles', 'miles')),
    mode: usual(
      choice('Travelled by', {
        foot: 'Foot',
        cycle: 'Cycle',
        bus: 'Bus',
        'car-petrol': 'Car, petrol or diesel',
        'car-electric': 'Car, electric',
        'council-van': 'Council van',
      }),
    ),
    note: note(),
  },
  titled: ['round'],
  figure: 'made',
  policies: { missed: 'map', note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    round: 'WYC-2',
    volunteerId: 'volunteer-example',
    due: 9,
    made: 8,
    missed: { unwell: 1 },
    readers: 8,
    items: 31,
    chat: '5-15',
    signposts: 1,
    miles: 124,
    mode: 'car-electric',
    note: 'Large print wanted',
  },
  upgrades: [],
})
