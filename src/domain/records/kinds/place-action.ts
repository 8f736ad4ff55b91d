import type * as v from 'valibot'
import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, day, hint, line, note, orBlank, tenths, when } from '../fields/kinds-of-field.ts'

/** What can be given an estimate of what it saves. */
const SAVING = ['parking', 'energy', 'lighting', 'waste', 'route', 'gate'] as const

/** Something done for the building, its green space or the climate. Energy figures come from property, never from a branch. */
export const placeAction = defineEntry({
  kind: 'place-action',
  label: 'Green space, climate or building',
  plural: 'Green space, climate and building',
  words: 'garden nature planting energy carbon repair swap building project cycle parking',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    what: choice('What it was', {
      'green-space': 'Green space started',
      'garden-session': 'Garden session or upkeep',
      planting: 'Planting or habitat',
      parking: 'Bike or pram parking',
      energy: 'Energy measure',
      lighting: 'Lighting or heating control',
      waste: 'Waste or refill',
      route: 'Delivery route changed',
      display: 'Climate display or collection',
      repair: 'Repair or swap event',
      gate: 'Building project gate',
    }),
    stage: choice('How far it has come', {
      idea: 'Idea',
      approved: 'Approved',
      'on-site': 'On site',
      done: 'Done',
    }),
    volunteers: orBlank(count('Volunteers', 'people', 500)),
    saving: when(
      'what',
      SAVING,
      hint('Only where somebody has worked it out.', orBlank(tenths('Estimated saving', 'units'))),
    ),
    savingUnit: when('what', SAVING, orBlank(line('Unit of the saving'))),
    savingSource: when('what', SAVING, orBlank(line('Who worked it out'))),
    savingConfidence: when(
      'what',
      SAVING,
      orBlank(choice('How sure', { high: 'Measured', medium: 'Worked out', low: 'A guess' })),
    ),
    note: note(),
  },
  titled: ['what', 'stage'],
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    what: 'lighting',
    stage: 'done',
    volunteers: 2,
    saving: 12_000,
    savingUnit: 'kWh a year',
    savingSource: 'Property services',
    savingConfidence: 'medium',
    note: 'LED in the children’s area',
  },
  upgrades: [],
})
export type PlaceAction = v.InferOutput<typeof placeAction.body>
