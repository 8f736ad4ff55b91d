import * as v from 'valibot'
import { clockTimeSchema, localDate } from '../time/local-date.ts'
import { defineEntry } from './fields/define-entry.ts'
import {
  always,
  choice,
  count,
  day,
  hint,
  hours,
  line,
  link,
  links,
  note,
  orBlank,
  pounds,
  tallies,
  time,
  when,
} from './fields/kinds-of-field.ts'
import {
  countedForAttendance,
  type Headcount,
  headcountByAge,
  headcountByReturn,
  headcountsSchema,
  headcountTotal,
} from './headcount.ts'
import {
  AGE_BANDS,
  type AgeBand,
  AUDIENCE_LABEL,
  COUNT_METHOD_LABEL,
  FEEDBACK_LABEL,
  FORMAT_LABEL,
  HELD_STATE_LABEL,
  noteSchema,
  OFFER_WORDS,
  OUTCOME_WORDS,
  PLACE_LABEL,
  recordIdSchema,
  RETURN_BANDS,
  type ReturnBand,
  RUN_BY_LABEL,
} from './vocabulary.ts'

const ids = (most: number) => v.pipe(v.array(recordIdSchema), v.maxLength(most))
const outcome = choice('Main outcome', OUTCOME_WORDS)
const offer = choice('Universal offer', OFFER_WORDS)
const ONLINE = ['online-live', 'hybrid'] as const

/**
 * One dated occurrence of an activity, with its own counts.
 *
 * What the preset set is copied in when the session is logged: a preset edited later changes the
 * sessions that follow, never those already recorded. Everything refers to the plan by record id.
 */
export const eventSession = defineEntry({
  kind: 'event-session',
  label: 'Session',
  plural: 'Sessions',
  words: 'event activity class group club',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    startTime: always(v.nullable(clockTimeSchema), time('Start time')),
    title: line('Title'),
    presetId: link('Preset', 'preset'),
    audience: choice('Audience', AUDIENCE_LABEL),
    outcome,
    secondaryOutcome: always(v.nullable(outcome.schema), { ...outcome, label: 'Second outcome' }),
    offer: always(v.nullable(offer.schema), offer),
    primaryPriorityId: link('Priority', 'corporate-priority'),
    alsoPriorityIds: always(ids(9), links('Also contributes to', 'corporate-priority')),
    activityIds: always(ids(20), links('Activities', 'priority-activity')),
    actionIds: always(ids(20), links('Actions supported', 'plan-action')),
    format: choice('Format', FORMAT_LABEL),
    place: choice('Place', PLACE_LABEL),
    runBy: choice('Run by', RUN_BY_LABEL),
    heldState: choice('Held', HELD_STATE_LABEL),
    counts: { schema: headcountsSchema, label: 'Count', control: { type: 'own' } },
    countMethod: choice('How counted', COUNT_METHOD_LABEL),
    note: always(noteSchema, note()),
    endTime: orBlank(time('End time')),
    seriesId: orBlank(link('Series', 'series')),
    partnerIds: links('Partners', 'partner'),
    targetGroupIds: hint(
      'Whom the session was planned for. Never a label on the people who came.',
      links('Planned for', 'target-group'),
    ),
    capacity: orBlank(count('Places', 'people')),
    booked: orBlank(count('Booked', 'people')),
    onlinePeak: when(
      'format',
      ONLINE,
      hint('Devices connected at the fullest moment.', orBlank(count('Online, at the fullest', 'devices'))),
    ),
    recordedViews: hint(
      'In the first 30 days. Never part of the attendance.',
      orBlank(count('Views of the recording', 'views')),
    ),
    packsTaken: hint(
      'Packs, trails and sheets taken away. Never part of the attendance.',
      orBlank(count('Packs taken', 'packs')),
    ),
    accompanying: hint(
      'Of those who came, the adults who brought somebody.',
      orBlank(count('Came with somebody', 'people')),
    ),
    helpers: hint(
      'Helpers and people there for work. Never part of the attendance.',
      orBlank(count('Helpers and others', 'people')),
    ),
    firstTimers: hint('By a show of hands.', orBlank(count('Here for the first time', 'people'))),
    joinedToday: hint('Became library members today.', orBlank(count('Joined today', 'people'))),
    claim: orBlank(
      choice('What the number counts', {
        attendances: 'Attendances',
        people: 'Different people, by a register',
      }),
    ),
    feedback: tallies('Feedback', FEEDBACK_LABEL),
    staffMinutes: orBlank(hours('Staff time', 200)),
    costPence: orBlank(pounds('Cost')),
    chargePence: orBlank(pounds('Charge for a person')),
    factor: orBlank(
      choice('What else played a part', {
        'school-holiday': 'School holiday',
        weather: 'Snow or bad weather',
        heat: 'Heat',
        'building-closed': 'Building closed',
        staffing: 'Short of staff',
        other: 'Something else',
      }),
    ),
    stateReason: when('heldState', ['cancelled', 'postponed'], orBlank(line('Why it did not take place'))),
    changeReason: hint(
      'When the outcome or the audience is not what the preset says.',
      orBlank(line('Why it differs from the preset')),
    ),
    notDoubleIds: hint(
      'Sessions that look like this one and are not.',
      links('Not the same as', 'event-session'),
    ),
  },
  titled: ['title'],
  policies: { counts: 'map', feedback: 'map', note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    startTime: '10:30',
    title: 'Rhyme Time',
    presetId: 'preset/baby-toddler-rhyme',
    audience: '0-4',
    outcome: 'Increased reading and literacy',
    secondaryOutcome: 'Stronger more resilient communities',
    offer: 'Reading',
    primaryPriorityId: 'priority/7',
    alsoPriorityIds: ['priority/3'],
    activityIds: ['activity/1.1', 'activity/1.2'],
    actionIds: ['action/SDP22-21'],
    format: 'in-person',
    place: 'in-library',
    runBy: 'library',
    heldState: 'held',
    counts: { 'door-1': { split: 'none', total: 14 } },
    countMethod: 'counted',
    note: '',
  },
  upgrades: [],
})
export type EventSession = v.InferOutput<typeof eventSession.body>
/** A session as it is written: what is blank may be left out. */
export type WrittenSession = Omit<v.InferInput<Written>, 'day'> & Pick<EventSession, 'day'>
type Written = v.ObjectSchema<typeof eventSession.body.entries, undefined>

/** What decides how many came to a session. */
interface Attended extends Pick<EventSession, 'heldState' | 'counts'> {
  readonly onlinePeak?: number | null | undefined
}

/**
 * Attendances at one session: everyone who came for it, over all its contributions, and the devices
 * connected at the fullest moment where it was online too.
 *
 * @returns `null` when the session was held but not counted; 0 when it was not held or nobody came
 */
export function attendances(session: Attended): number | null {
  if (session.heldState !== 'held') return 0
  const inPerson = countedForAttendance(session.counts).flatMap(
    (headcount) => headcountTotal(headcount) ?? [],
  )
  const online = session.onlinePeak ?? null
  const totals = online === null ? inPerson : [...inPerson, online]
  return totals.length === 0 ? null : totals.reduce((sum, people) => sum + people, 0)
}

/**
 * Attendances by age band, for the contributions that were split; people counted without a split, and
 * those online, are `unknown`.
 */
export function attendancesByAge(session: Attended): Partial<Record<AgeBand, number>> {
  return sumsBy(session, [...AGE_BANDS], headcountByAge)
}

/** The same by the bands of the national return, which a counting pad may have counted by. */
export function attendancesByReturn(session: Attended): Partial<Record<ReturnBand | 'unknown', number>> {
  return sumsBy(session, [...RETURN_BANDS, 'unknown'], headcountByReturn)
}

function sumsBy<Band extends string>(
  session: Attended,
  bands: readonly (Band | 'unknown')[],
  split: (headcount: Headcount) => { readonly [Key in Band | 'unknown']?: number | undefined },
): Partial<Record<Band | 'unknown', number>> {
  const sums: Partial<Record<Band | 'unknown', number>> = {}
  if (session.heldState !== 'held') return sums
  const online = session.onlinePeak ?? null
  if (online !== null) sums.unknown = online
  for (const people of countedForAttendance(session.counts).map(split)) {
    for (const band of bands) {
      const counted = people[band]
      if (counted !== undefined) sums[band] = (sums[band] ?? 0) + counted
    }
  }
  return sums
}
