import { count, type Measure, percentage } from './define-measure.ts'
import { hasPremises, sitesAmount } from './place-amounts.ts'

const active = { take: 'distinct', of: ['garden-session'], at: hasPremises } as const
const green = ['preset:preset/garden-nature'] as const

export const natureMeasures: readonly Measure[] = [
  {
    id: '6.1',
    priority: 6,
    version: 1,
    definition:
      'Sites developing green space or garden activity: those with at least one garden session or upkeep logged in the period. This is the measure the plan itself asks for.',
    fields: 'Green space, climate or building: what it was',
    profile: 'snapshot',
    type: 'performance',
    figures: [
      count({
        key: 'sites',
        label: 'Sites',
        unit: 'sites',
        numerator: { ...active, words: 'Sites with a garden session or upkeep' },
        overTime: 'level',
      }),
      percentage({
        key: 'share',
        label: 'Of all sites',
        numerator: { ...active, words: 'Sites with a garden session or upkeep' },
        denominator: sitesAmount('Sites with premises', hasPremises),
      }),
    ],
    exampleIn: { kind: 'place-action', body: { what: 'garden-session' }, why: 'The garden was tended.' },
    exampleOut: {
      kind: 'place-action',
      body: { what: 'energy', stage: 'done' },
      why: 'An energy measure is counted under climate.',
    },
  },
  {
    id: '6.2',
    priority: 6,
    version: 1,
    definition: 'Garden, nature and green-walk sessions, and who came to them.',
    fields: 'Session: kind of session, held, run by, counts',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      count({
        key: 'sessions',
        label: 'Sessions',
        unit: 'sessions',
        numerator: { take: 'entries', of: green, words: 'Such sessions that were held' },
      }),
      count({
        key: 'attendance',
        label: 'Attendances',
        unit: 'attendances',
        numerator: { take: 'sum', of: green, words: 'Attendances at them' },
      }),
    ],
    exampleIn: {
      kind: 'event-session',
      body: { presetId: 'preset/garden-nature' },
      why: 'A session in the garden.',
    },
    exampleOut: {
      kind: 'event-session',
      body: { presetId: 'preset/garden-nature', heldState: 'cancelled', counts: {} },
      why: 'It rained and was called off.',
    },
  },
  {
    id: '6.3',
    priority: 6,
    version: 1,
    definition: 'Hours given by volunteers in the role of gardeners.',
    fields: 'Volunteer hours: role, people, hours each, attendance',
    profile: 'seasonal',
    type: 'context',
    figures: [
      count({
        key: 'hours',
        label: 'Hours',
        unit: 'hours',
        numerator: {
          take: 'sum',
          of: ['volunteer-minutes-in:volunteer-role/garden'],
          per: 60,
          words: 'Hours of everyone on such a shift',
        },
      }),
    ],
    exampleIn: { kind: 'volunteer-shift', body: {}, why: 'Three people gave an hour and a half each.' },
    exampleOut: { kind: 'volunteer-shift', body: { status: 'no-show' }, why: 'Nobody came.' },
  },
]
