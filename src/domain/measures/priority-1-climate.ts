import { count, type Measure, percentage } from './define-measure.ts'
import { climateServices, climateServicesMapped } from './delivery-amounts.ts'
import { isBranch, sitesAmount } from './place-amounts.ts'

export const climateMeasures: readonly Measure[] = [
  {
    id: '1.1',
    priority: 1,
    version: 1,
    definition: 'Everyone who came to sessions about the climate, repair or swapping.',
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
          of: ['preset:preset/climate-repair'],
          words: 'Attendances at climate, repair and swap sessions that were held and not only hired out',
        },
      }),
    ],
    exampleIn: {
      kind: 'event-session',
      body: { presetId: 'preset/climate-repair', title: 'Repair café' },
      why: 'A repair café is about the climate.',
    },
    exampleOut: {
      kind: 'event-session',
      body: { presetId: 'preset/garden-nature', title: 'Bulb planting' },
      why: 'A garden session is counted under nature.',
    },
  },
  {
    id: '1.2',
    priority: 1,
    version: 1,
    definition:
      'Of the services the plan asks to be mapped to the Climate Action Plan, those whose mapping is final.',
    fields: 'Services mapped to the climate plan: mapping, final on',
    profile: 'milestone',
    type: 'performance',
    figures: [
      percentage({
        key: 'mapped',
        label: 'Services mapped',
        numerator: climateServicesMapped,
        denominator: climateServices,
        isCountyOnly: true,
      }),
    ],
    exampleIn: { kind: 'climate-service', body: {}, why: 'Its mapping was final by the day.' },
    exampleOut: {
      kind: 'climate-service',
      body: { stage: 'draft', finalOn: null },
      why: 'A draft may still change.',
    },
  },
  {
    id: '1.3',
    priority: 1,
    version: 1,
    definition: 'Of all Home Library rounds, those made on foot, by cycle, by bus or in an electric car.',
    fields: 'Home Library round: travelled by',
    profile: 'flat',
    type: 'performance',
    figures: [
      percentage({
        key: 'low-carbon',
        label: 'Low-carbon rounds',
        numerator: {
          take: 'sum',
          of: ['round-low-carbon'],
          words: 'Rounds on foot, by cycle, bus or electric car',
        },
        denominator: { take: 'sum', of: ['round'], words: 'All rounds' },
      }),
    ],
    exampleIn: { kind: 'home-library-round', body: { mode: 'cycle' }, why: 'A cycle burns nothing.' },
    exampleOut: {
      kind: 'home-library-round',
      body: { mode: 'council-van' },
      why: 'A van is not low in carbon, full as it may be.',
    },
  },
  {
    id: '1.4',
    priority: 1,
    version: 1,
    definition:
      'Of the libraries, those with at least one carbon action done in the period: energy, lighting, waste, routes, cycle parking, displays, repair. Green space and building gates are counted elsewhere.',
    fields: 'Green space, climate or building: what it was, how far it has come',
    profile: 'milestone',
    type: 'performance',
    figures: [
      percentage({
        key: 'branches',
        label: 'Branches with an action done',
        numerator: {
          take: 'distinct',
          of: ['carbon-done'],
          at: isBranch,
          words: 'Libraries with such an action done',
        },
        denominator: sitesAmount('Libraries', isBranch),
        overTime: 'grows',
      }),
    ],
    exampleIn: { kind: 'place-action', body: { what: 'lighting', stage: 'done' }, why: 'It is done.' },
    exampleOut: {
      kind: 'place-action',
      body: { what: 'lighting', stage: 'approved' },
      why: 'Approved is not done.',
    },
  },
]
