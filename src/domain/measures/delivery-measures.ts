import { count, type Measure, percentage } from './define-measure.ts'
import { actionsDone, actionsDue, medianMove, timesMoved } from './delivery-amounts.ts'

/** Of the delivery of the plan, under no one priority. */
export const deliveryMeasures: readonly Measure[] = [
  {
    id: 'A.1',
    priority: null,
    version: 1,
    definition:
      'Of the actions whose quarter has come, those done in it or before. Actions without a quarter are in neither.',
    fields: 'Action: quarters, status, done on',
    profile: 'milestone',
    type: 'performance',
    figures: [
      percentage({
        key: 'done',
        label: 'Done in their quarter',
        numerator: actionsDone,
        denominator: actionsDue,
        isCountyOnly: true,
      }),
    ],
    exampleIn: {
      kind: 'plan-action',
      body: { quarters: ['Q3'], status: 'done', doneOn: '2022-12-02' },
      why: 'Done in the quarter it stood in.',
    },
    exampleOut: {
      kind: 'plan-action',
      body: { quarters: ['Q3'], status: 'done', doneOn: '2023-01-04' },
      why: 'Done, a quarter late.',
    },
  },
  {
    id: 'A.2',
    priority: null,
    version: 1,
    definition:
      'How often actions were moved from one quarter to another, and how far the middle one of these moves went.',
    fields: 'Action: moved',
    profile: 'snapshot',
    type: 'context',
    figures: [
      count({
        key: 'times',
        label: 'Times moved',
        unit: 'moves',
        numerator: timesMoved,
        overTime: 'level',
        isCountyOnly: true,
      }),
      count({
        key: 'median',
        label: 'Middle move',
        unit: 'quarters later',
        numerator: medianMove,
        overTime: 'level',
        isCountyOnly: true,
      }),
    ],
    exampleIn: { kind: 'plan-action', body: {}, why: 'It was moved from Q2 to Q3.' },
    exampleOut: { kind: 'plan-action', body: { moves: [] }, why: 'It stands where it stood.' },
  },
]
