import type * as v from 'valibot'
import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import {
  choice,
  count,
  day,
  hint,
  line,
  link,
  note,
  orBlank,
  when,
  yesNo,
  usual,
} from '../fields/kinds-of-field.ts'

/** A school, nursery or college class and the service met, here or there. An assembly is reach, not attendance. */
export const classVisit = defineEntry({
  kind: 'class-visit',
  label: 'School or class visit',
  plural: 'School and class visits',
  words: 'class school nursery pupils teacher assembly loan box history centre',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    schoolId: hint('Schools are kept under Lists.', orBlank(link('School', 'school'))),
    schoolName: hint(
      'Only when it is not in the list yet.',
      when('schoolId', [null], orBlank(line('Name of the school'))),
    ),
    direction: usual(
      choice('What kind of visit', {
        'class-to-library': 'A class came to the library',
        'staff-to-school': 'Staff went to the school',
        online: 'Online',
        heritage: 'History Centre or museum session',
        'loan-box': 'A loan box',
      }),
    ),
    phase: usual(
      choice('Phase', {
        'early-years': 'Early years',
        primary: 'Primary',
        secondary: 'Secondary',
        special: 'Special',
        'further-higher': 'Further or higher education',
        'home-educated': 'Home-educated group',
      }),
    ),
    pupils: count('Pupils', 'pupils'),
    adults: orBlank(count('Adults with them', 'people')),
    classes: orBlank(count('Classes', 'classes', 60)),
    topic: choice('Topic', {
      'library-skills': 'Library skills',
      'reading-challenge-assembly': 'Summer Reading Challenge assembly',
      author: 'Author',
      'local-history': 'Local history',
      steam: 'STEAM',
      stories: 'Stories and reading',
      other: 'Something else',
    }),
    isFirstThisYear: yesNo('First visit this school year'),
    isFollowUpBooked: yesNo('Another visit is booked'),
    teacherRating: orBlank(
      choice('Teacher’s rating', { '1': '1, poor', '2': '2', '3': '3', '4': '4', '5': '5, very good' }),
    ),
    note: note(),
  },
  titled: ['schoolId', 'schoolName', 'topic'],
  figure: 'pupils',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    schoolName: 'Fennick Primary School',
    direction: 'class-to-library',
    phase: 'primary',
    pupils: 28,
    adults: 4,
    classes: 1,
    topic: 'library-skills',
    isFirstThisYear: true,
    isFollowUpBooked: true,
    teacherRating: '5',
    note: 'Asked for more on maps',
  },
  upgrades: [],
})
export type ClassVisit = v.InferOutput<typeof classVisit.body>
