import { defineEntry } from '../fields/define-entry.ts'
import { count, hint, note } from '../fields/kinds-of-field.ts'

const MOST = 1000

/** Below which numbers of people nothing is shown: the county's own rule, agreed with whoever protects its data. */
export const outputSetting = defineEntry({
  kind: 'output-setting',
  label: 'Rule for small numbers',
  plural: 'Rules for small numbers',
  words: 'suppression threshold privacy disclosure data protection',
  offered: 'list',
  home: 'authority',
  fields: {
    smallNumbers: hint(
      'Figures of fewer people than this are shown as x.',
      count('Hidden under', 'people', MOST),
    ),
    crossTabulation: hint(
      'The same for people by ethnic group, disability and the like.',
      count('Hidden under, by protected group', 'people', MOST),
    ),
    note: note('Who agreed it, and when'),
  },
  titled: ['smallNumbers'],
  policies: { note: 'append' },
  day: () => null,
  example: { smallNumbers: 5, crossTabulation: 10, note: 'Agreed for 2026/27' },
  upgrades: [],
})
