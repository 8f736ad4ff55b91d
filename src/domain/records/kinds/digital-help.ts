import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, day, hint, note, orBlank, usual } from '../fields/kinds-of-field.ts'

/** Help with something digital, one to one or at a drop-in. Not an event, however many came. */
export const digitalHelp = defineEntry({
  kind: 'digital-help',
  label: 'Digital help',
  plural: 'Digital help',
  words: 'digital helper computer tablet phone e-mail NHS app printing online form',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    people: hint('Everyone who was helped.', count('People helped', 'people', 200)),
    task: choice('With what', {
      email: 'E-mail',
      'nhs-app': 'NHS app',
      benefits: 'Benefits',
      'council-form': 'Council form',
      travel: 'Bus pass or journey planning',
      'job-search': 'Job search',
      'family-contact': 'Keeping in touch with family',
      printing: 'Printing',
      'e-books': 'E-books',
      taster: 'AI or VR taster',
      other: 'Something else',
    }),
    result: choice('How it went', {
      alone: 'Did it alone in the end',
      'with-help': 'Did it with help',
      'next-step': 'Not done, next step given',
    }),
    helper: usual(choice('Helped by', { staff: 'Staff', volunteer: 'A volunteer' })),
    way: usual(choice('How', { 'one-to-one': 'One to one', 'drop-in': 'Drop-in' })),
    minutes: orBlank(count('Minutes', 'minutes', 600)),
    skill: orBlank(
      choice('Essential digital skill', {
        foundation: 'Foundation',
        communicating: 'Communicating',
        information: 'Handling information',
        transacting: 'Transacting',
        'problem-solving': 'Problem solving',
        safe: 'Safe and legal online',
      }),
    ),
    device: usual(orBlank(choice('Device', { own: 'Their own', library: 'The library’s', loan: 'On loan' }))),
    note: note(),
  },
  titled: ['task', 'result'],
  figure: 'people',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    people: 1,
    task: 'nhs-app',
    result: 'with-help',
    helper: 'volunteer',
    way: 'one-to-one',
    minutes: 40,
    skill: 'transacting',
    device: 'own',
    note: 'Used the quiet room',
  },
  upgrades: [],
})
