import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { day, hint, note, orBlank, weekHours, yesNo } from '../fields/kinds-of-field.ts'

/** When a site is open in an ordinary week, with staff and without, from a day on. */
export const accessProfile = defineEntry({
  kind: 'access-profile',
  label: 'Opening hours',
  plural: 'Opening hours',
  words: 'access open hours staffed unstaffed Open+ RFID self-service',
  offered: 'list',
  home: 'site',
  fields: {
    fromDay: day('From'),
    untilDay: hint('Leave blank while these hours hold.', orBlank(day('Until'))),
    staffed: weekHours('Staffed hours'),
    unstaffed: hint('Open to registered members without staff (Open+).', weekHours('Unstaffed hours')),
    hasOpenPlus: yesNo('Has Open+'),
    hasSelfService: yesNo('Has self-service (RFID)'),
    note: note(),
  },
  titled: ['fromDay'],
  policies: { staffed: 'map', unstaffed: 'map', note: 'append' },
  day: () => null,
  example: {
    fromDay: localDate('2026-04-01'),
    untilDay: localDate('2027-03-31'),
    staffed: { mon: 480, sat: 210 },
    unstaffed: { sat: 120 },
    hasOpenPlus: true,
    hasSelfService: true,
    note: 'Agreed with the parish',
  },
  upgrades: [],
})
