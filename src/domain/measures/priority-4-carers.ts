import { count, type Measure, percentage } from './define-measure.ts'
import { isRural } from './place-amounts.ts'

const ROUNDS = 'Home Library round'

export const carerMeasures: readonly Measure[] = [
  {
    id: '4.1',
    priority: 4,
    version: 1,
    definition:
      'Services at the door, however many books each, and how many of the visits that were due were made.',
    fields: `${ROUNDS}: visits made, visits due`,
    profile: 'flat',
    type: 'performance',
    figures: [
      count({
        key: 'visits',
        label: 'Visits made',
        unit: 'visits',
        numerator: { take: 'sum', of: ['round-made'], words: 'Visits made' },
        sensitivity: 'small-numbers',
      }),
      percentage({
        key: 'made',
        label: 'Made of those due',
        numerator: { take: 'sum', of: ['round-made'], words: 'Visits made' },
        denominator: { take: 'sum', of: ['round-due'], words: 'Visits due' },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'home-library-round', body: {}, why: 'Eight visits were made.' },
    exampleOut: { kind: 'outreach-contact', body: {}, why: 'A stall is not a visit to a reader’s door.' },
  },
  {
    id: '4.2',
    priority: 4,
    version: 1,
    definition:
      'Readers served at home at least once: of each round the most its own register said in the period, added up.',
    fields: `${ROUNDS}: round, readers reached`,
    profile: 'snapshot',
    type: 'performance',
    figures: [
      count({
        key: 'readers',
        label: 'Readers at home',
        unit: 'people, by register',
        numerator: { take: 'largest', of: ['round-readers'], words: 'The largest register of each round' },
        overTime: 'grows',
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'home-library-round', body: { readers: 8 }, why: 'The register says eight.' },
    exampleOut: { kind: 'outreach-contact', body: {}, why: 'Contacts elsewhere are no readers at home.' },
  },
  {
    id: '4.3',
    priority: 4,
    version: 1,
    definition:
      'Sessions for carers, for people with dementia or planned to be accessible, and who came to them.',
    fields: 'Session: kind of session, planned for, held, run by, counts',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      count({
        key: 'sessions',
        label: 'Sessions',
        unit: 'sessions',
        numerator: {
          take: 'entries',
          of: ['carer-aware'],
          words: 'Sessions of that kind, or planned for carers or disabled people',
        },
      }),
      count({
        key: 'attendance',
        label: 'Attendances',
        unit: 'attendances',
        numerator: { take: 'sum', of: ['carer-aware'], words: 'Attendances at them' },
      }),
    ],
    exampleIn: {
      kind: 'event-session',
      body: { targetGroupIds: ['target-group/carers'] },
      why: 'It was planned for carers.',
    },
    exampleOut: {
      kind: 'event-session',
      body: {},
      why: 'Carers may have come; it was not planned for them.',
    },
  },
  {
    id: '4.4',
    priority: 4,
    version: 1,
    definition: 'Contacts about a caring role in which something was done.',
    fields: 'Signposting or health chat: about, what was done, how deep it went',
    profile: 'flat',
    type: 'performance',
    figures: [
      count({
        key: 'contacts',
        label: 'Contacts',
        unit: 'contacts',
        numerator: {
          take: 'sum',
          of: ['caring-contact'],
          words: 'Contacts about caring with information, a signpost or a referral',
        },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'signposting-contact', body: { topic: 'caring' }, why: 'A carer was signposted.' },
    exampleOut: {
      kind: 'signposting-contact',
      body: { topic: 'caring', action: 'not-wanted', serviceId: null },
      why: 'No action was wanted.',
    },
  },
  {
    id: '4.5',
    priority: 4,
    version: 1,
    definition:
      'Of all sessions held and outreach visits, those of sites that stand in a rural neighbourhood. An outreach visit goes by the site that logged it.',
    fields: 'Session: held, run by. Outreach or stall. Community profile: rural or urban',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      percentage({
        key: 'share',
        label: 'Sessions and outreach in rural places',
        numerator: {
          take: 'entries',
          of: ['session-at', 'outreach-at'],
          at: isRural,
          words: 'Those of rural sites',
        },
        denominator: { take: 'entries', of: ['all', 'outreach'], words: 'Sessions held and outreach visits' },
      }),
    ],
    exampleIn: { kind: 'outreach-contact', body: {}, why: 'A stall by a rural site.' },
    exampleOut: {
      kind: 'event-session',
      body: { heldState: 'postponed', counts: {} },
      why: 'It did not take place.',
    },
  },
]
