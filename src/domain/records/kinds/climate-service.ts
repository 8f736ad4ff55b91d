import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, hint, line, note, orBlank, when } from '../fields/kinds-of-field.ts'

/** A service that the plan asks to be mapped to the council's Climate Action Plan, and how far that has come. */
export const climateService = defineEntry({
  kind: 'climate-service',
  label: 'Service mapped to the climate plan',
  plural: 'Services mapped to the climate plan',
  words: 'climate action plan carbon mapping checklist',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    stage: choice('Mapping', { 'not-started': 'Not started', draft: 'Draft', final: 'Final' }),
    finalOn: hint('The day the mapping was agreed.', when('stage', ['final'], orBlank(day('Final on')))),
    note: note('What it found'),
  },
  titled: ['name', 'stage'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Home Library Service',
    stage: 'final',
    finalOn: localDate('2026-06-12'),
    note: 'Two rounds could go by cycle',
  },
  upgrades: [],
})
