import type * as v from 'valibot'
import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, hint, line, links, note } from '../fields/kinds-of-field.ts'

/** Days that belong together: a school term, a holiday, or a time when sites are closed. */
export const calendarPeriod = defineEntry({
  kind: 'calendar-period',
  label: 'Term, holiday or closure',
  plural: 'Terms, holidays and closures',
  words: 'school term dates bank holiday closed calendar',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    type: choice('What it is', {
      term: 'School term',
      holiday: 'School holiday',
      'bank-holiday': 'Bank holiday',
      closure: 'Closed',
    }),
    fromDay: day('First day'),
    untilDay: day('Last day'),
    siteIds: hint('Leave blank where it holds for every site.', links('Sites', 'site')),
    note: note(),
  },
  titled: ['name', 'fromDay'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Christmas closure',
    type: 'closure',
    fromDay: localDate('2026-12-24'),
    untilDay: localDate('2027-01-01'),
    siteIds: ['site/fennick'],
    note: 'Book drop stays open',
  },
  upgrades: [],
})
export type CalendarPeriod = v.InferOutput<typeof calendarPeriod.body>
