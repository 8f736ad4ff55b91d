import { communityAgreements, communityInDate } from './agreement-amounts.ts'
import { count, type Measure, percentage } from './define-measure.ts'

export const democracyMeasures: readonly Measure[] = [
  {
    id: '8.1',
    priority: 8,
    version: 1,
    definition:
      'Different volunteers in the period, and the hours given. People of a group have no code: their hours count, their number does not, and the figure says so.',
    fields: 'Volunteer hours: volunteer, people, hours each, attendance',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      count({
        key: 'volunteers',
        label: 'Volunteers',
        unit: 'people, by code',
        numerator: { take: 'distinct', of: ['volunteer'], words: 'Different volunteers known by a code' },
        overTime: 'grows',
        sensitivity: 'small-numbers',
      }),
      count({
        key: 'hours',
        label: 'Hours',
        unit: 'hours',
        numerator: {
          take: 'sum',
          of: ['volunteer-minutes'],
          per: 60,
          words: 'Hours of everyone, of all kinds',
        },
      }),
    ],
    exampleIn: {
      kind: 'volunteer-shift',
      body: { volunteerId: 'volunteer-7', people: 1 },
      why: 'A volunteer with a code came.',
    },
    exampleOut: {
      kind: 'volunteer-shift',
      body: { volunteerId: 'volunteer-7', people: 1, status: 'no-show' },
      why: 'Did not come.',
    },
  },
  {
    id: '8.2',
    priority: 8,
    version: 1,
    definition: 'People at co-design and consultation sessions, and changes made and told back.',
    fields: 'Session: kind of session, counts. You said, we did: what came of it, told back',
    profile: 'milestone',
    type: 'performance',
    figures: [
      count({
        key: 'people',
        label: 'Attendances at co-design',
        unit: 'attendances',
        numerator: {
          take: 'sum',
          of: ['preset:preset/co-design'],
          words: 'Attendances at co-design, consultation and forum sessions',
        },
      }),
      count({
        key: 'told-back',
        label: 'Changes told back',
        unit: 'changes',
        numerator: { take: 'sum', of: ['told-back'], words: 'Ideas done and told back' },
      }),
    ],
    exampleIn: { kind: 'event-session', body: { presetId: 'preset/co-design' }, why: 'A co-design session.' },
    exampleOut: {
      kind: 'idea',
      body: { state: 'raised', did: null, isToldBack: false },
      why: 'Nothing came of it yet.',
    },
  },
  {
    id: '8.3',
    priority: 8,
    version: 1,
    definition:
      'Three figures that are never added together: attendances at heritage sessions, hours of heritage volunteers, contributions online.',
    fields: 'Session: kind of session, counts. Volunteer hours: role. Heritage online: contributions',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      count({
        key: 'attendance',
        label: 'Attendances',
        unit: 'attendances',
        numerator: {
          take: 'sum',
          of: ['preset:preset/local-history'],
          words: 'Attendances at local and family history, archive and museum sessions',
        },
      }),
      count({
        key: 'hours',
        label: 'Volunteer hours',
        unit: 'hours',
        numerator: {
          take: 'sum',
          of: ['volunteer-minutes-in:volunteer-role/heritage'],
          per: 60,
          words: 'Hours in the heritage role',
        },
      }),
      count({
        key: 'online',
        label: 'Contributions online',
        unit: 'contributions',
        numerator: { take: 'sum', of: ['heritage-online'], words: 'Contributions from the public' },
      }),
    ],
    exampleIn: {
      kind: 'event-session',
      body: { presetId: 'preset/local-history' },
      why: 'An archive workshop.',
    },
    exampleOut: {
      kind: 'event-session',
      body: { presetId: 'preset/exhibition-performance' },
      why: 'An exhibition is culture of another kind.',
    },
  },
  {
    id: '8.4',
    priority: 8,
    version: 1,
    definition: 'Of the community and Friends agreements, those whose review is not overdue.',
    fields: 'Partnership or agreement: what it is about, starts, review due',
    profile: 'milestone',
    type: 'performance',
    figures: [
      percentage({
        key: 'in-date',
        label: 'In date',
        numerator: communityInDate,
        denominator: communityAgreements,
      }),
    ],
    exampleIn: { kind: 'agreement', body: {}, why: 'Its review is due later.' },
    exampleOut: {
      kind: 'agreement',
      body: { subType: 'museum' },
      why: 'A museum agreement is of another sort.',
    },
  },
  {
    id: '8.5',
    priority: 8,
    version: 1,
    definition: 'Of those who came to sessions where hands were counted, those there for the first time.',
    fields: 'Session: here for the first time, counts',
    profile: 'snapshot',
    type: 'context',
    figures: [
      percentage({
        key: 'first',
        label: 'Here for the first time',
        numerator: { take: 'sum', of: ['first-timers'], words: 'Hands up' },
        denominator: { take: 'sum', of: ['first-timers-asked'], words: 'Attendances at those sessions' },
      }),
    ],
    exampleIn: { kind: 'event-session', body: { firstTimers: 3 }, why: 'Three hands went up.' },
    exampleOut: { kind: 'event-session', body: {}, why: 'Nobody asked, which is not 0.' },
  },
]
