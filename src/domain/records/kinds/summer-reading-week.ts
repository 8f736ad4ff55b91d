import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { count, day, hint, note, orBlank } from '../fields/kinds-of-field.ts'

/** A site's week of the Summer Reading Challenge. */
export const summerReadingWeek = defineEntry({
  kind: 'summer-reading-week',
  label: 'Summer Reading Challenge week',
  plural: 'Summer Reading Challenge weeks',
  words: 'SRC starters finishers children summer',
  offered: 'log',
  home: 'site',
  fields: {
    weekStarting: hint('The Monday of the week.', day('Week starting')),
    starters: count('Starters', 'children'),
    finishers: count('Finishers', 'children'),
    newMembers: orBlank(count('New members', 'children')),
    miniChallenge: hint(
      'The challenge for under 4s.',
      orBlank(count('Mini-challenge, ages 0 to 3', 'children')),
    ),
    note: note(),
  },
  titled: [],
  figure: 'starters',
  policies: { note: 'append' },
  day: (body) => body.weekStarting,
  example: {
    weekStarting: localDate('2026-07-13'),
    starters: 46,
    finishers: 3,
    newMembers: 8,
    miniChallenge: 5,
    note: 'First week of the holidays',
  },
  upgrades: [],
})
