import { count, type Measure, percentage, rate } from './define-measure.ts'
import { residentsAmount, schoolsInPlace } from './place-amounts.ts'

const starters = { take: 'sum', of: ['reading-starters'], words: 'Children who started' } as const

export const childrenMeasures: readonly Measure[] = [
  {
    id: '7.1',
    priority: 7,
    version: 1,
    definition: 'Of the births registered, those for which a library card was issued.',
    fields: 'Cards at a registration office: births registered, cards issued',
    profile: 'flat',
    type: 'performance',
    figures: [
      percentage({
        key: 'issued',
        label: 'Cards issued',
        numerator: { take: 'sum', of: ['cards-issued'], words: 'Cards issued' },
        denominator: { take: 'sum', of: ['births'], words: 'Births registered' },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'registration-batch', body: {}, why: '64 cards were issued that month.' },
    exampleOut: { kind: 'card-activation', body: {}, why: 'A card first used was issued before.' },
  },
  {
    id: '7.2',
    priority: 7,
    version: 1,
    definition:
      'Babies’ cards first used in the period, of those issued in the same months a year before. It lags by a year.',
    fields: 'Baby’s card first used: cards first used. Cards at a registration office: cards issued',
    profile: 'flat',
    type: 'performance',
    figures: [
      percentage({
        key: 'activated',
        label: 'Cards in use',
        numerator: { take: 'sum', of: ['cards-first-used'], words: 'Cards first used' },
        denominator: {
          take: 'sum',
          of: ['cards-issued'],
          yearsEarlier: 1,
          words: 'Cards issued in the same months a year before',
        },
        sensitivity: 'small-numbers',
        isCountyOnly: true,
      }),
    ],
    exampleIn: { kind: 'card-activation', body: {}, why: 'Two cards were used for the first time.' },
    exampleOut: { kind: 'membership-drive', body: {}, why: 'Joining at a stall is no baby’s card.' },
  },
  {
    id: '7.3',
    priority: 7,
    version: 1,
    definition:
      'Attendances of under fives for each 1,000 who live there. Where ages were not counted, everyone who came to a session for under fives but the adults said to have brought somebody.',
    fields: 'Session: counts by age, audience, came with somebody. Community profile: residents under 5',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      rate({
        key: 'rate',
        label: 'Attendances for each 1,000 under fives',
        unit: 'per 1,000',
        numerator: { take: 'sum', of: ['under-five'], words: 'Attendances of under fives' },
        denominator: residentsAmount('Residents under 5, estimated', { from: 0, to: 4 }),
        times: 1000,
        overTime: 'adds',
      }),
    ],
    exampleIn: { kind: 'event-session', body: {}, why: 'Rhyme Time is for under fives.' },
    exampleOut: {
      kind: 'event-session',
      body: { audience: 'adult' },
      why: 'No ages were counted, and it is for adults.',
    },
  },
  {
    id: '7.4',
    priority: 7,
    version: 1,
    definition:
      'Children who started the Summer Reading Challenge, how many finished, and how many that is for each 1,000.',
    fields: 'Summer Reading Challenge week: starters, finishers. Community profile: residents 5 to 11',
    profile: 'summer-reading',
    type: 'performance',
    figures: [
      count({ key: 'starters', label: 'Starters', unit: 'children', numerator: starters }),
      percentage({
        key: 'finished',
        label: 'Finished',
        numerator: { take: 'sum', of: ['reading-finishers'], words: 'Children who finished' },
        denominator: starters,
      }),
      rate({
        key: 'rate',
        label: 'Starters for each 1,000 children',
        unit: 'per 1,000',
        numerator: starters,
        denominator: residentsAmount('Residents 5 to 11, estimated; the profile has no band from 4', {
          from: 5,
          to: 11,
        }),
        times: 1000,
        overTime: 'adds',
      }),
    ],
    exampleIn: { kind: 'summer-reading-week', body: {}, why: '46 children started that week.' },
    exampleOut: {
      kind: 'event-session',
      body: { presetId: 'preset/summer-reading' },
      why: 'A session of the summer is attendance.',
    },
  },
  {
    id: '7.5',
    priority: 7,
    version: 1,
    definition:
      'Different schools met at least once, of those there are, and the pupils met. A loan box is no visit; a school typed by name counts as one.',
    fields: 'School or class visit: school, kind of visit, pupils. Schools: library',
    profile: 'term-time',
    type: 'performance',
    figures: [
      percentage({
        key: 'reached',
        label: 'Schools reached',
        numerator: { take: 'distinct', of: ['school'], words: 'Different schools met' },
        denominator: schoolsInPlace,
        overTime: 'grows',
      }),
      count({
        key: 'pupils',
        label: 'Pupils',
        unit: 'pupils',
        numerator: { take: 'sum', of: ['pupils'], words: 'Pupils met, counted at every visit' },
      }),
    ],
    exampleIn: { kind: 'class-visit', body: {}, why: 'A class came to the library.' },
    exampleOut: { kind: 'class-visit', body: { direction: 'loan-box' }, why: 'A box went and nobody met.' },
  },
  {
    id: '7.6',
    priority: 7,
    version: 1,
    definition: 'Of the volunteers known by a code, those under 25, and the hours of everyone marked so.',
    fields: 'Volunteer hours: volunteer, under 25, hours each, attendance',
    profile: 'snapshot',
    type: 'performance',
    figures: [
      percentage({
        key: 'share',
        label: 'Volunteers under 25',
        numerator: { take: 'distinct', of: ['young-volunteer'], words: 'Different volunteers under 25' },
        denominator: { take: 'distinct', of: ['volunteer'], words: 'Different volunteers known by a code' },
        sensitivity: 'small-numbers',
      }),
      count({
        key: 'hours',
        label: 'Hours',
        unit: 'hours',
        numerator: { take: 'sum', of: ['young-minutes'], per: 60, words: 'Hours of those under 25' },
      }),
    ],
    exampleIn: {
      kind: 'volunteer-shift',
      body: { volunteerId: 'volunteer-7', people: 1, isUnder25: true },
      why: 'A young volunteer with a code came.',
    },
    exampleOut: {
      kind: 'volunteer-shift',
      body: { volunteerId: 'volunteer-8', people: 1 },
      why: 'Not marked as under 25.',
    },
  },
]
