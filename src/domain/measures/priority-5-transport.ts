import { agreementsAmount, agreementsSeenTo } from './agreement-amounts.ts'
import { count, type Measure, percentage } from './define-measure.ts'

export const transportMeasures: readonly Measure[] = [
  {
    id: '5.1',
    priority: 5,
    version: 1,
    definition:
      'Of all partnerships and agreements, those reviewed or signed in the period. Shared with priorities 3 and 9.',
    fields: 'Partnership or agreement: starts, signed, last reviewed',
    profile: 'milestone',
    type: 'performance',
    figures: [
      percentage({
        key: 'reviewed',
        label: 'Reviewed or formalised',
        numerator: agreementsSeenTo,
        denominator: agreementsAmount,
        overTime: 'grows',
      }),
    ],
    exampleIn: {
      kind: 'agreement',
      body: { reviewedOn: '2026-10-02' },
      why: 'It was reviewed in the period.',
    },
    exampleOut: {
      kind: 'agreement',
      body: { signedOn: null, reviewedOn: '2024-03-02' },
      why: 'Its last review is years ago.',
    },
  },
  {
    id: '5.2',
    priority: 5,
    version: 1,
    definition:
      'People helped with a bus pass or a journey, and chats about travel. The plan gives this priority no promise and no activity of its own.',
    fields: 'Digital help: with what, people helped. Signposting or health chat: about',
    profile: 'flat',
    type: 'context',
    figures: [
      count({
        key: 'help',
        label: 'Travel help',
        unit: 'people and chats',
        numerator: {
          take: 'sum',
          of: ['digital-travel', 'travel-contact'],
          words: 'People helped with travel, and chats about it',
        },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'digital-help', body: { task: 'travel' }, why: 'A journey was planned.' },
    exampleOut: { kind: 'digital-help', body: { task: 'email' }, why: 'E-mail takes nobody anywhere.' },
  },
]
