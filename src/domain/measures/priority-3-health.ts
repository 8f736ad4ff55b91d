import { count, type Measure, percentage, rate } from './define-measure.ts'
import { staffedHours } from './place-amounts.ts'

const contacts = {
  take: 'sum',
  of: ['contact'],
  words: 'Contacts that were very brief or longer; a chat that only started is none',
} as const

export const healthMeasures: readonly Measure[] = [
  {
    id: '3.1',
    priority: 3,
    version: 1,
    definition: 'Conversations that make every contact count, from very brief on.',
    fields: 'Signposting or health chat: how deep it went',
    profile: 'flat',
    type: 'performance',
    figures: [
      count({
        key: 'contacts',
        label: 'Contacts',
        unit: 'contacts',
        numerator: contacts,
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'signposting-contact', body: {}, why: 'It was very brief, and that is enough.' },
    exampleOut: {
      kind: 'signposting-contact',
      body: { depth: 'chat-started' },
      why: 'The chat only started.',
    },
  },
  {
    id: '3.2',
    priority: 3,
    version: 1,
    definition: 'The same contacts for each 100 staffed hours, which is fair to small branches.',
    fields: 'Signposting or health chat: how deep it went. Opening hours: staffed',
    profile: 'flat',
    type: 'context',
    figures: [
      rate({
        key: 'rate',
        label: 'Contacts for each 100 staffed hours',
        unit: 'per 100 h',
        numerator: contacts,
        denominator: staffedHours,
        times: 100,
        overTime: 'level',
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'signposting-contact', body: { depth: 'brief' }, why: 'A brief contact counts.' },
    exampleOut: {
      kind: 'signposting-contact',
      body: { depth: 'chat-started' },
      why: 'The chat only started.',
    },
  },
  {
    id: '3.3',
    priority: 3,
    version: 1,
    definition: 'Of the contacts, those in which somebody was signposted, or referred with consent.',
    fields: 'Signposting or health chat: how deep it went, what was done',
    profile: 'flat',
    type: 'performance',
    figures: [
      percentage({
        key: 'share',
        label: 'Signposted or referred',
        numerator: { take: 'sum', of: ['contact-passed-on'], words: 'Contacts signposted or referred' },
        denominator: contacts,
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'signposting-contact', body: { action: 'referred' }, why: 'Referred with consent.' },
    exampleOut: {
      kind: 'signposting-contact',
      body: { action: 'information', serviceId: null },
      why: 'Information was given and nobody named.',
    },
  },
  {
    id: '3.4',
    priority: 3,
    version: 1,
    definition: 'Of the people sent by social prescribing, those who came to a first session.',
    fields: 'Social prescribing referral: came to a first session',
    profile: 'flat',
    type: 'performance',
    figures: [
      percentage({
        key: 'take-up',
        label: 'Came to a first session',
        numerator: { take: 'sum', of: ['referral-came'], words: 'Referrals who came to a first session' },
        denominator: { take: 'sum', of: ['referral'], words: 'Referrals in' },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'social-referral', body: {}, why: 'Came to a first session.' },
    exampleOut: { kind: 'social-referral', body: { attendedFirst: 'not-yet' }, why: 'Not yet is not yes.' },
  },
  {
    id: '3.5',
    priority: 3,
    version: 1,
    definition:
      'Everyone who came to sessions made for company: wellbeing and social, conversation cafés, reading groups. It shows reach, not loneliness cured.',
    fields: 'Session: kind of session, held, run by, counts',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      count({
        key: 'attendance',
        label: 'Attendances',
        unit: 'attendances',
        numerator: {
          take: 'sum',
          of: [
            'preset:preset/wellbeing-social',
            'preset:preset/conversation-cafe',
            'preset:preset/reading-group',
          ],
          words: 'Attendances at such sessions',
        },
      }),
    ],
    exampleIn: {
      kind: 'event-session',
      body: { presetId: 'preset/reading-group' },
      why: 'A reading group is company.',
    },
    exampleOut: {
      kind: 'event-session',
      body: { presetId: 'preset/digital-class' },
      why: 'A class is made for learning.',
    },
  },
]
