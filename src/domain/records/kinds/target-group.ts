import { defineEntry } from '../fields/define-entry.ts'
import { count, hint, line, links, note, orBlank } from '../fields/kinds-of-field.ts'

/**
 * A group that the service’s equality plan sets out to reach. It says whom a session is planned for and is
 * never a label on a person.
 */
export const targetGroup = defineEntry({
  kind: 'target-group',
  label: 'Target group',
  plural: 'Target groups',
  words: 'equality diversity inclusion everyone',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    order: hint('Lower comes first.', count('Order', null, 999)),
    goal: hint('The goal of the plan it serves.', orBlank(line('Goal'))),
    figureIds: hint(
      'What the community profile says of how many live somewhere; several are added up.',
      links('Figures of residents', 'profile-figure'),
    ),
    presetIds: hint(
      'Sessions of these kinds are for the group without being marked so.',
      links('Kinds of session for it', 'preset'),
    ),
    planWords: hint(
      'Actions of the plan whose text has these words serve the group. Several stand with commas between them.',
      orBlank(line('How the plan names it')),
    ),
    note: note('Whom it means'),
  },
  titled: ['name'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Carers',
    order: 2,
    goal: 'Services that fit people’s lives',
    figureIds: ['profile-figure/pct_unpaid_carers'],
    presetIds: ['preset/carers-reminiscence'],
    planWords: 'carers',
    note: 'Unpaid carers of any age',
  },
  upgrades: [],
})
