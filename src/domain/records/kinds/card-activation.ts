import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { count, day, note, orBlank } from '../fields/kinds-of-field.ts'

/** Babies’ cards used for the first time at a library, and who in the family joined with them. */
export const cardActivation = defineEntry({
  kind: 'card-activation',
  label: 'Baby’s card first used',
  plural: 'Babies’ cards first used',
  words: 'ECALM activation every child a library member first visit',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    cardsFirstUsed: count('Cards first used', 'cards'),
    familyJoined: orBlank(count('Brothers, sisters and parents who joined', 'people')),
    note: note(),
  },
  titled: [],
  figure: 'cardsFirstUsed',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: { day: localDate('2026-10-14'), cardsFirstUsed: 2, familyJoined: 3, note: 'After Rhyme Time' },
  upgrades: [],
})
