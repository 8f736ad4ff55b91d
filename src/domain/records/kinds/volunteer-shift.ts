import * as v from 'valibot'
import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import {
  choice,
  count,
  day,
  hint,
  hours,
  link,
  note,
  orBlank,
  when,
  yesNo,
  usual,
} from '../fields/kinds-of-field.ts'

/** A whole month of one person, put in at once, may be this much. */
const MOST_HOURS = 300
const MOST_PEOPLE = 200

const people = count('People', 'people', MOST_PEOPLE)

/** Time given by volunteers: one person by code, or a number of people from a Friends group for whom no code is kept. */
export const volunteerShift = defineEntry({
  kind: 'volunteer-shift',
  label: 'Volunteer hours',
  plural: 'Volunteer hours',
  words: 'shift time given friends helpers rota',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    volunteerId: hint('Leave blank for a group.', orBlank(link('Volunteer', 'volunteer'))),
    people: hint('1 for one volunteer; the number of people for a Friends group.', {
      ...people,
      schema: v.pipe(people.schema, v.minValue(1)),
    }),
    minutesEach: hint(
      'In quarter-hours, for each person: 1.5 is an hour and a half.',
      hours('Hours each', MOST_HOURS),
    ),
    roleId: usual(link('Role', 'volunteer-role')),
    hoursType: usual(
      choice('Kind of hours', {
        service: 'Service',
        travel: 'Travel',
        training: 'Training',
        meeting: 'Meeting or voice forum',
      }),
    ),
    status: usual(
      choice('Attendance', {
        present: 'Came',
        'no-show': 'Did not come',
        'forgot-to-sign-out': 'Forgot to sign out',
      }),
    ),
    source: usual(
      choice('Where the hours are from', {
        'sign-in': 'Sign-in',
        rota: 'Rota',
        'bulk-month': 'A month put in at once',
        estimate: 'Estimate',
      }),
    ),
    isUnder25: yesNo('Under 25'),
    isNewThisYear: yesNo('New this year'),
    sessionId: when('hoursType', ['service'], orBlank(link('Session helped at', 'event-session'))),
    note: note(),
  },
  titled: ['roleId', 'volunteerId'],
  figure: 'minutesEach',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    people: 3,
    minutesEach: 90,
    roleId: 'volunteer-role/garden',
    hoursType: 'service',
    status: 'present',
    source: 'rota',
    isNewThisYear: true,
    note: 'Friends tidied the beds',
  },
  upgrades: [],
})
type VolunteerShift = v.InferOutput<typeof volunteerShift.body>

/** Hours given by everyone on the shift; 3 people for 90 minutes is 4.5. A no-show gives none. */
export function volunteerHours(shift: Pick<VolunteerShift, 'people' | 'minutesEach' | 'status'>): number {
  return shift.status === 'no-show' ? 0 : (shift.people * shift.minutesEach) / 60
}
