import type * as v from 'valibot'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, hint, line, link, note, orBlank } from '../fields/kinds-of-field.ts'

/** A school, nursery or college that visits or is visited. */
export const school = defineEntry({
  kind: 'school',
  label: 'School',
  plural: 'Schools',
  words: 'nursery college early years primary secondary',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    phase: choice('Phase', {
      'early-years': 'Early years',
      primary: 'Primary',
      secondary: 'Secondary',
      special: 'Special',
      'further-higher': 'Further or higher education',
      'home-educated': 'Home-educated group',
    }),
    nearestSiteId: hint('The library whose community it is in.', orBlank(link('Library', 'site'))),
    urn: hint('The national number of the school.', orBlank(count('School number (URN)', null, 9_999_999))),
    pupils: orBlank(count('Pupils on roll', 'pupils')),
    note: note(),
  },
  titled: ['name', 'phase'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Fennick Primary School',
    phase: 'primary',
    nearestSiteId: 'site/fennick',
    urn: 99_123,
    pupils: 187,
    note: 'Walks over',
  },
  upgrades: [],
})
export type School = v.InferOutput<typeof school.body>
