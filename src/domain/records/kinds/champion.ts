import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { day, hint, line, link, note, orBlank, yesNo } from '../fields/kinds-of-field.ts'

/** Somebody on the staff who was trained to keep health conversations going, by a code or a post. */
export const champion = defineEntry({
  kind: 'champion',
  label: 'MECC champion',
  plural: 'MECC champions',
  words: 'making every contact count health signposting trained',
  offered: 'list',
  home: 'authority',
  fields: {
    code: hint('A staff code or a post, never a name.', line('Code or post')),
    siteId: hint('Leave blank for the whole service.', orBlank(link('Site', 'site'))),
    isLead: yesNo('Leads the champions'),
    trainedOn: orBlank(day('Trained on')),
    until: hint('Leave blank while they are one.', orBlank(day('Until'))),
    note: note(),
  },
  titled: ['code', 'siteId'],
  policies: { note: 'append' },
  day: () => null,
  example: {
    code: 'FEN-2',
    siteId: 'site/fennick',
    isLead: true,
    trainedOn: localDate('2026-05-12'),
    until: localDate('2027-03-31'),
    note: 'Refresher due each spring',
  },
  upgrades: [],
})
