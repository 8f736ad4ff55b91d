import * as v from 'valibot'
import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, hint, line, link } from '../fields/kinds-of-field.ts'
import { noteSchema } from '../vocabulary.ts'

/** What somebody told of a change for them, in words nobody can be known by; shown only where they agreed. */
export const story = defineEntry({
  kind: 'story',
  label: 'Story, told with consent',
  plural: 'Stories',
  words: 'case study impact quote testimonial feedback what changed difference',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    title: hint('What it is about.', line('In a line')),
    told: {
      schema: v.pipe(noteSchema, v.trim(), v.minLength(1, 'This cannot be empty')),
      label: 'The story',
      control: { type: 'note' },
      hint: 'What changed for them, in words nobody can be known by.',
    },
    priorityId: link('Shows', 'corporate-priority'),
    consent: hint(
      'A story nobody agreed to stays among the entries of this site.',
      choice('Consent', {
        agreed: 'They agreed that it is shown',
        'not-asked': 'Not asked yet',
        refused: 'They would rather not',
      }),
    ),
  },
  titled: ['title'],
  policies: { told: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    title: 'A first e-mail in ten years',
    told: 'After four mornings at the library a reader wrote to a grandchild abroad, and got an answer.',
    priorityId: 'priority/2',
    consent: 'agreed',
  },
  upgrades: [],
})
