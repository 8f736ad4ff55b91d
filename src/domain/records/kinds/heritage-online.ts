import { firstDayOf } from '../../time/quarter.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { count, MANY, month, note, orBlank } from '../fields/kinds-of-field.ts'

/** A month of the heritage catalogue online, as its own statistics give it. */
export const heritageOnline = defineEntry({
  kind: 'heritage-online',
  label: 'Heritage online, a month',
  plural: 'Heritage online',
  words: 'Heritage Search catalogue History Centre archive museum contributions mapping',
  offered: 'log',
  home: 'any',
  fields: {
    month: month('Month'),
    searches: orBlank(count('Searches', 'searches', MANY)),
    itemsViewed: orBlank(count('Items viewed', 'items', MANY)),
    contributions: orBlank(count('Contributions from the public', 'contributions', MANY)),
    itemsMapped: orBlank(count('Items put on the map', 'items', MANY)),
    itemsDigitised: orBlank(count('Items digitised', 'items', MANY)),
    note: note(),
  },
  titled: ['month'],
  figure: 'searches',
  policies: { note: 'append' },
  day: (body) => firstDayOf(body.month),
  example: {
    month: '2026-10',
    searches: 8400,
    itemsViewed: 21_000,
    contributions: 36,
    itemsMapped: 120,
    itemsDigitised: 75,
    note: 'New photographs of the quay',
  },
  upgrades: [],
})
