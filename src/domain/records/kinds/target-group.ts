import { defineEntry } from '../fields/define-entry.ts'
import { count, hint, line, note, orBlank } from '../fields/kinds-of-field.ts'

/**
 * A group that the Including Everyone plan sets out to reach. It says whom a session is planned for and is
 * never a label on a person.
 */
export const targetGroup = defineEntry({
  kind: 'target-group',
  label: 'Target group',
  plural: 'Target groups',
  words: 'Including Everyone equality diversity inclusion',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    order: hint('Lower comes first.', count('Order', null, 999)),
    goal: hint('The goal of the plan it serves.', orBlank(line('Goal'))),
    note: note('Whom it means'),
  },
  titled: ['name'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    name: 'Carers',
    order: 2,
    goal: 'Services that fit people’s lives',
    note: 'Unpaid carers of any age',
  },
  upgrades: [],
})
