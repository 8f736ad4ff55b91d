import * as v from 'valibot'
import { clockTimeSchema, localDate, localDateSchema } from '../time/local-date.ts'
import { defineRecord } from './define-record.ts'
import {
  AGE_BANDS,
  type AgeBand,
  audienceSchema,
  countMethodSchema,
  formatSchema,
  heldStateSchema,
  lineSchema,
  noteSchema,
  outcome7Schema,
  placeSchema,
  recordIdSchema,
  runBySchema,
  tallySchema,
  universalOfferSchema,
} from './vocabulary.ts'

const byAgeSchema = v.partial(
  v.object({
    '0-4': tallySchema,
    '5-11': tallySchema,
    '12-17': tallySchema,
    '18-24': tallySchema,
    '25-64': tallySchema,
    '65+': tallySchema,
    unknown: tallySchema,
  }),
)

/**
 * How many came: one total, or a split by age band, never two figures that can disagree.
 * A band left out was not counted, which is not the same as 0. `stated` keeps the total a person
 * typed beside a split that adds up to something else, so that the entry can be put right later.
 */
export const headcountSchema = v.variant('split', [
  v.object({ split: v.literal('none'), total: tallySchema }),
  v.object({ split: v.literal('age'), byAge: byAgeSchema, stated: v.nullable(tallySchema) }),
])
export type Headcount = v.InferOutput<typeof headcountSchema>

/**
 * One dated occurrence of an activity, with its own counts.
 *
 * What the preset set is copied in when the session is logged: a preset edited later changes the
 * sessions that follow, never those already recorded. Everything refers to the plan by record id.
 */
export const eventSessionSchema = v.looseObject({
  day: localDateSchema,
  startTime: v.nullable(clockTimeSchema),
  title: lineSchema,
  presetId: recordIdSchema,
  audience: audienceSchema,
  outcome: outcome7Schema,
  secondaryOutcome: v.nullable(outcome7Schema),
  offer: v.nullable(universalOfferSchema),
  primaryPriorityId: recordIdSchema,
  alsoPriorityIds: v.pipe(v.array(recordIdSchema), v.maxLength(9)),
  activityIds: v.pipe(v.array(recordIdSchema), v.maxLength(20)),
  actionIds: v.pipe(v.array(recordIdSchema), v.maxLength(20)),
  format: formatSchema,
  place: placeSchema,
  runBy: runBySchema,
  heldState: heldStateSchema,
  /** Contributions by key, so that two tablets counting at two doors of one session add up. */
  counts: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,40}$/)), headcountSchema),
  countMethod: countMethodSchema,
  note: noteSchema,
})
export type EventSession = v.InferOutput<typeof eventSessionSchema>

/**
 * The key of the count that a session is logged with. Nobody else can have counted for it yet, so it needs no
 * id of its own, and it sorts before every id: of several counts it is the one a form shows.
 */
export const FIRST_COUNT_KEY = '0'

/** People in one headcount; `null` when nothing was counted. */
export function headcountTotal(headcount: Headcount): number | null {
  if (headcount.split === 'none') return headcount.total
  const counted = AGE_BANDS.flatMap((band) => headcount.byAge[band] ?? [])
  return counted.length === 0 ? null : counted.reduce((sum, people) => sum + people, 0)
}

/**
 * Attendances at one session: everyone who came for it, over all its contributions.
 *
 * @returns `null` when the session was held but not counted; 0 when it was not held or nobody came
 */
export function attendances(session: Pick<EventSession, 'heldState' | 'counts'>): number | null {
  if (session.heldState !== 'held') return 0
  const totals = Object.values(session.counts).flatMap((headcount) => headcountTotal(headcount) ?? [])
  return totals.length === 0 ? null : totals.reduce((sum, people) => sum + people, 0)
}

/** Attendances by age band, for the contributions that were split; people counted without a split are `unknown`. */
export function attendancesByAge(
  session: Pick<EventSession, 'heldState' | 'counts'>,
): Partial<Record<AgeBand, number>> {
  const sums: Partial<Record<AgeBand, number>> = {}
  if (session.heldState !== 'held') return sums
  for (const headcount of Object.values(session.counts)) {
    const byAge = headcount.split === 'age' ? headcount.byAge : { unknown: headcount.total }
    for (const band of AGE_BANDS) {
      const people = byAge[band]
      if (people !== undefined) sums[band] = (sums[band] ?? 0) + people
    }
  }
  return sums
}

/** How far a split is from the total typed beside it; 0 when they agree or no total was typed. */
export function splitDifference(headcount: Headcount): number {
  if (headcount.split === 'none' || headcount.stated === null) return 0
  return (headcountTotal(headcount) ?? 0) - headcount.stated
}

export const eventSession = defineRecord({
  kind: 'event-session',
  label: 'Session',
  home: 'site',
  body: eventSessionSchema,
  fields: {
    day: 'Day',
    startTime: 'Start time',
    title: 'Title',
    presetId: 'Preset',
    audience: 'Audience',
    outcome: 'Main outcome',
    secondaryOutcome: 'Second outcome',
    offer: 'Universal offer',
    primaryPriorityId: 'Priority',
    alsoPriorityIds: 'Also contributes to',
    activityIds: 'Activities',
    actionIds: 'Actions supported',
    format: 'Format',
    place: 'Place',
    runBy: 'Run by',
    heldState: 'Held',
    counts: 'Count',
    countMethod: 'How counted',
    note: 'Note',
  },
  policies: { counts: 'map', note: 'append' },
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
