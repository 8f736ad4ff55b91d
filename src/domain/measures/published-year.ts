import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'

const MONTHS = 12

/** One number for each month, from April. */
const byMonthSchema = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999_999))),
  v.length(MONTHS),
)

/** A year of the whole service as it was published, before or beside what is recorded here. */
const publishedYearSchema = v.looseObject({
  /** The financial year by its first calendar year; 2023 is 2023/24. */
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  /** What it was published in, as it stands after "as published in": "the return to Arts Council England". */
  title: lineSchema,
  sourceId: recordIdSchema,
  /** Residents as the publisher counts them; null where it does not say. */
  residents: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  sessions: byMonthSchema,
  attendances: byMonthSchema,
  /** Parts of the two above, by whom sessions were for; null where they were not published apart. */
  sessionsUnder12: v.nullable(byMonthSchema),
  sessionsAdult: v.nullable(byMonthSchema),
  attendancesUnder12: v.nullable(byMonthSchema),
  attendancesAdult: v.nullable(byMonthSchema),
})
export type PublishedYear = v.InferOutput<typeof publishedYearSchema>

export const publishedYear = defineRecord({
  kind: 'published-year',
  label: 'Published year',
  home: 'authority',
  body: publishedYearSchema,
  fields: {
    year: 'Year',
    title: 'Published in',
    sourceId: 'Source',
    residents: 'Residents',
    sessions: 'Sessions by month',
    attendances: 'Attendances by month',
    sessionsUnder12: 'Sessions for under 12s by month',
    sessionsAdult: 'Sessions for adults by month',
    attendancesUnder12: 'Attendances at sessions for under 12s by month',
    attendancesAdult: 'Attendances at sessions for adults by month',
  },
  policies: {},
  day: () => null,
  example: {
    year: 2023,
    title: 'the return to Arts Council England',
    sourceId: 'data-source/activity-return-2023',
    residents: 50_000,
    sessions: [60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60],
    attendances: [900, 900, 900, 900, 900, 900, 900, 900, 900, 900, 900, 900],
    sessionsUnder12: null,
    sessionsAdult: null,
    attendancesUnder12: null,
    attendancesAdult: null,
  },
  upgrades: [],
})
