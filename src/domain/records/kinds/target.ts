import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, hint, link, MANY, note, orBlank, tallies } from '../fields/kinds-of-field.ts'

const QUARTER_WORDS = {
  Q1: 'Q1 · Apr–Jun',
  Q2: 'Q2 · Jul–Sep',
  Q3: 'Q3 · Oct–Dec',
  Q4: 'Q4 · Jan–Mar',
} as const

/** What a site, or the whole county, wants to come to in a financial year. A manager sets it; nothing computes it. */
export const target = defineEntry({
  kind: 'target',
  label: 'Attendance target',
  plural: 'Attendance targets',
  words: 'aim goal local',
  offered: 'list',
  home: 'authority',
  fields: {
    measure: choice('Measure', { attendance: 'Attendances at sessions' }),
    siteId: hint('Leave blank for the whole county.', orBlank(link('Site', 'site'))),
    year: hint('The year it begins in: 2026 for 2026/27.', count('Financial year', null, 2100)),
    value: count('Target for the year', null, MANY),
    byQuarter: hint(
      'As the seasons usually go, never a flat quarter.',
      tallies('By quarter', QUARTER_WORDS, MANY),
    ),
    proposed: hint(
      'What was proposed, where a proposal was accepted or changed.',
      orBlank(count('Proposed', null, MANY)),
    ),
    note: note('Why'),
  },
  titled: ['measure', 'siteId', 'year'],
  figure: 'value',
  policies: { byQuarter: 'map', note: 'append' },
  day: () => null,
  example: {
    measure: 'attendance',
    siteId: 'site/fennick',
    year: 2026,
    value: 1200,
    byQuarter: { Q1: 252, Q2: 323, Q3: 299, Q4: 326 },
    proposed: 1180,
    note: 'A second Rhyme Time begins in May',
  },
  upgrades: [],
})
