import { MEASURE_NAMES } from '../../measures/measure-names.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, hint, line, note, orBlank, tenths } from '../fields/kinds-of-field.ts'

/** The value wanted of a measure's first figure in one financial year: of the county, of one of its areas, or of the site that keeps it. */
export const measureTarget = defineEntry({
  kind: 'measure-target',
  label: 'Target of a measure',
  plural: 'Targets of measures',
  words: 'measure target goal profile year quarter',
  offered: 'list',
  home: 'any',
  fields: {
    measure: choice('Measure', MEASURE_NAMES),
    year: hint(
      'The year it starts in: 2026 is April 2026 to March 2027.',
      count('Financial year', null, 2100),
    ),
    value: hint('For the whole year; a rate or percentage as it is to stand.', tenths('Target', 'units')),
    area: hint(
      'Leave blank for the whole county. For an area, the district as its sites’ records name it.',
      orBlank(line('Area')),
    ),
    due: hint(
      'Only for what is due as a whole in one quarter.',
      orBlank(choice('Due in', { Q1: 'Q1', Q2: 'Q2', Q3: 'Q3', Q4: 'Q4' })),
    ),
    note: note('Why this value'),
  },
  titled: ['measure', 'area', 'year'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    measure: '2.1',
    year: 2026,
    value: 2530,
    area: 'North',
    due: 'Q4',
    note: 'Last year’s rate, kept',
  },
  upgrades: [],
})
