import { firstDayOf } from '../../time/quarter.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { count, MANY, month, note, orBlank } from '../fields/kinds-of-field.ts'

/** A month’s issues at a site, and how many of them people made by themselves. */
export const issuesMonth = defineEntry({
  kind: 'issues-month',
  label: 'Issues and self-service, a month',
  plural: 'Issues and self-service',
  words: 'loans borrowing RFID self service',
  offered: 'log',
  home: 'site',
  fields: {
    month: month('Month'),
    issues: count('Issues', 'issues', MANY),
    selfService: orBlank(count('Of them by self-service', 'issues', MANY)),
    renewals: orBlank(count('Renewals', 'issues', MANY)),
    note: note(),
  },
  titled: ['month'],
  figure: 'issues',
  policies: { note: 'append' },
  day: (body) => firstDayOf(body.month),
  example: {
    month: '2026-10',
    issues: 2140,
    selfService: 1730,
    renewals: 400,
    note: 'One kiosk out for a week',
  },
  upgrades: [],
})
