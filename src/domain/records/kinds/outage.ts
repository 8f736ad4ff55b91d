import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, hours, note, orBlank } from '../fields/kinds-of-field.ts'

/** Something people rely on did not work, or the doors were shut. */
export const outage = defineEntry({
  kind: 'outage',
  label: 'Outage or closure',
  plural: 'Outages and closures',
  words: 'broken closed network Open+ self-service counter fault',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    what: choice('What was out', {
      'open-plus': 'Open+',
      'self-service': 'Self-service',
      network: 'Network or wi-fi',
      computers: 'Public computers',
      counter: 'Door counter',
      building: 'The building was closed',
      other: 'Something else',
    }),
    minutes: orBlank(hours('For how long', 24 * 31)),
    note: note(),
  },
  titled: ['what'],
  policies: { note: 'append' },
  day: (body) => body.day,
  example: { day: localDate('2026-10-14'), what: 'self-service', minutes: 165, note: 'Reported at ten' },
  upgrades: [],
})
