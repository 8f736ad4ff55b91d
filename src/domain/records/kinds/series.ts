import * as v from 'valibot'
import { clockTimeSchema, localDate, localDateSchema } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import {
  WEEKDAYS,
  choice,
  count,
  day,
  hint,
  line,
  link,
  links,
  note,
  orBlank,
  time,
  when,
  yesNo,
} from '../fields/kinds-of-field.ts'

/** What is different about one time of a series: it is left out, or held on another day or at another hour. */
export const exceptionSchema = v.variant('is', [
  v.object({ is: v.literal('skipped') }),
  v.object({ is: v.literal('moved'), toDay: localDateSchema, startTime: v.nullable(clockTimeSchema) }),
])

/** Sessions that come again: what they are called, on which day and how often. */
export const series = defineEntry({
  kind: 'series',
  label: 'Series',
  plural: 'Series',
  words: 'weekly regular timetable repeat programme',
  offered: 'list',
  home: 'site',
  fields: {
    title: line('Title'),
    presetId: link('Kind of session', 'preset'),
    weekday: choice('Day of the week', WEEKDAYS),
    startTime: orBlank(time('Starts')),
    endTime: orBlank(time('Ends')),
    repeats: choice('How often', {
      weekly: 'Every week',
      fortnightly: 'Every second week',
      monthly: 'Once a month',
    }),
    weekOfMonth: when(
      'repeats',
      ['monthly'],
      orBlank(
        choice('Which one of the month', {
          '1': 'First',
          '2': 'Second',
          '3': 'Third',
          '4': 'Fourth',
          last: 'Last',
        }),
      ),
    ),
    isTermTimeOnly: yesNo('In term time only'),
    fromDay: hint('The first time it takes place.', day('From')),
    untilDay: hint('Leave blank while it goes on.', orBlank(day('Until'))),
    /** By the day a time would have been on. */
    exceptions: {
      schema: v.nullish(v.record(localDateSchema, exceptionSchema), {}),
      label: 'Times left out or moved',
      control: { type: 'own' },
    },
    targetGroupIds: hint(
      'Groups the series is planned for. Its sessions begin with them.',
      links('Planned for', 'target-group'),
    ),
    usual: hint(
      'Only to ask about a number ten times as large.',
      orBlank(count('How many usually come', 'people')),
    ),
    note: note(),
  },
  titled: ['title', 'weekday'],
  policies: { exceptions: 'map', note: 'append' },
  day: () => null,
  example: {
    title: 'Rhyme Time',
    presetId: 'preset/baby-toddler-rhyme',
    weekday: 'tue',
    startTime: '10:30',
    endTime: '11:00',
    repeats: 'weekly',
    isTermTimeOnly: true,
    fromDay: localDate('2026-09-08'),
    untilDay: localDate('2027-07-20'),
    exceptions: { '2026-12-22': { is: 'skipped' } },
    targetGroupIds: ['target-group/new-arrivals'],
    usual: 16,
    note: 'Upstairs when the hall is let',
  },
  upgrades: [],
})
export type Series = v.InferOutput<typeof series.body>
