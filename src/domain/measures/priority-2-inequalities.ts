import { count, type Measure, percentage, rate } from './define-measure.ts'
import {
  isPriorityPlace,
  openPlusSites,
  openWeek,
  residentsAmount,
  shareInPriorityPlaces,
  unstaffedWeek,
} from './place-amounts.ts'

export const inequalityMeasures: readonly Measure[] = [
  {
    id: '2.1',
    priority: 2,
    version: 1,
    definition:
      'Attendances at sessions for each 1,000 residents. Somebody who comes weekly counts every week. At a site, the residents are those of its local community.',
    fields: 'Session: held, run by, counts. Community profile: residents',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      rate({
        key: 'rate',
        label: 'Attendances for each 1,000 residents',
        unit: 'per 1,000',
        numerator: { take: 'sum', of: ['all'], words: 'Attendances at sessions held and not only hired out' },
        denominator: residentsAmount('Residents'),
        times: 1000,
        overTime: 'adds',
      }),
    ],
    exampleIn: { kind: 'event-session', body: {}, why: 'Rhyme Time was held, and 14 came.' },
    exampleOut: { kind: 'event-session', body: { runBy: 'hired' }, why: 'The room was only hired out.' },
  },
  {
    id: '2.2',
    priority: 2,
    version: 1,
    definition:
      'The attendance rate of local communities that hold a neighbourhood of England’s most deprived fifth, beside the county’s. 1 or more means that the service reaches them as well as everybody.',
    fields: 'Session: held, run by, counts. Community profile: residents, most deprived fifth (2025)',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      rate({
        key: 'ratio',
        label: 'Reach in priority places',
        unit: 'times the county’s rate',
        numerator: {
          take: 'sum',
          of: ['session-at'],
          at: isPriorityPlace,
          words: 'Attendances at sites whose community holds such a neighbourhood',
        },
        denominator: {
          take: 'sum',
          of: ['all'],
          scaledBy: shareInPriorityPlaces,
          words: 'Attendances there would be at the county’s rate, by their share of residents',
        },
        times: 1,
        overTime: 'level',
        isCountyOnly: true,
      }),
    ],
    exampleIn: { kind: 'event-session', body: {}, why: 'Held at a site with such a neighbourhood.' },
    exampleOut: {
      kind: 'event-session',
      body: { heldState: 'cancelled', counts: {} },
      why: 'It was not held.',
    },
  },
  {
    id: '2.3',
    priority: 2,
    version: 1,
    definition: 'Of all sessions held, those planned for one of the groups of the equality plan.',
    fields: 'Session: held, run by, planned for',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      percentage({
        key: 'targeted',
        label: 'Sessions planned for a group',
        numerator: { take: 'entries', of: ['targeted'], words: 'Sessions held that name a group' },
        denominator: { take: 'entries', of: ['all'], words: 'Sessions held' },
      }),
    ],
    exampleIn: {
      kind: 'event-session',
      body: { targetGroupIds: ['target-group/new-arrivals'] },
      why: 'It was planned for new arrivals.',
    },
    exampleOut: {
      kind: 'event-session',
      body: {},
      why: 'Open to all is no group, whoever came.',
    },
  },
  {
    id: '2.4',
    priority: 2,
    version: 1,
    definition:
      'People helped with something digital, and how many of them did it in the end, alone or with help.',
    fields: 'Digital help: people helped, how it went',
    profile: 'flat',
    type: 'performance',
    figures: [
      count({
        key: 'people',
        label: 'People helped',
        unit: 'people',
        numerator: { take: 'sum', of: ['digital-help'], words: 'People helped' },
        sensitivity: 'small-numbers',
      }),
      percentage({
        key: 'did-it',
        label: 'Did it',
        numerator: { take: 'sum', of: ['digital-did-it'], words: 'People who did it alone or with help' },
        denominator: { take: 'sum', of: ['digital-help'], words: 'People helped' },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'digital-help', body: { people: 2 }, why: 'Two people were helped.' },
    exampleOut: {
      kind: 'event-session',
      body: { presetId: 'preset/digital-class' },
      why: 'A class is a session, counted as attendance.',
    },
  },
  {
    id: '2.5',
    priority: 2,
    version: 1,
    definition:
      'Of all hours open in a week, those without staff (Open+), and at how many sites. The site’s published hours hold until opening hours are kept.',
    fields: 'Opening hours: staffed, unstaffed, has Open+. Site: hours a week',
    profile: 'milestone',
    type: 'performance',
    figures: [
      percentage({
        key: 'share',
        label: 'Hours without staff',
        numerator: unstaffedWeek,
        denominator: openWeek,
      }),
      count({
        key: 'sites',
        label: 'Sites with Open+',
        unit: 'sites',
        numerator: openPlusSites,
        overTime: 'level',
      }),
    ],
    exampleIn: {
      kind: 'access-profile',
      body: { untilDay: null },
      why: 'Saturday has two hours without staff.',
    },
    exampleOut: {
      kind: 'access-profile',
      body: { untilDay: null, unstaffed: {}, hasOpenPlus: false },
      why: 'All its hours have staff.',
    },
  },
]
