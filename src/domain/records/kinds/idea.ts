import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, hint, line, note, orBlank, yesNo, usual } from '../fields/kinds-of-field.ts'

/** You said, we did: an idea or a wish of residents or volunteers, and what came of it. */
export const idea = defineEntry({
  kind: 'idea',
  label: 'You said, we did',
  plural: 'You said, we did',
  words: 'idea suggestion feedback consultation co-design voice forum change',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    said: hint('What was asked for, without saying by whom.', line('You said')),
    from: usual(
      choice('Came from', {
        residents: 'Residents',
        volunteers: 'Volunteers or a voice forum',
        'young-people': 'Young people',
        friends: 'A Friends group',
        'co-design': 'A co-design session',
      }),
    ),
    state: choice('What came of it', {
      raised: 'Raised',
      'in-hand': 'In hand',
      done: 'Done',
      'not-possible': 'Not possible',
    }),
    did: orBlank(line('We did')),
    isToldBack: yesNo('Told back to those who asked'),
    note: note(),
  },
  titled: ['said', 'state'],
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    said: 'A bench by the garden door',
    from: 'co-design',
    state: 'done',
    did: 'Bench put in by the parish',
    isToldBack: true,
    note: 'On the notice board',
  },
  upgrades: [],
})
