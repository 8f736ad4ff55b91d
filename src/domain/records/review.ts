import * as v from 'valibot'
import { defineRecord } from './define-record.ts'
import { lineSchema, recordIdSchema } from './vocabulary.ts'

/**
 * A change by somebody who may not, or may no longer, record in this scope. It waits here for those who
 * may: accepting it lets it count as if they had made it, declining it tells its author. The server
 * makes it, under an id that follows from the operation, and only `resolve` changes it.
 */
export const reviewSchema = v.looseObject({
  recordId: recordIdSchema,
  recordKind: lineSchema,
  opId: v.pipe(v.string(), v.uuid()),
  lineage: v.pipe(v.string(), v.uuid()),
  by: v.pipe(v.string(), v.maxLength(80)),
  at: v.pipe(v.number(), v.integer()),
  action: v.picklist(['create', 'patch', 'void', 'restore']),
  /** What it would change, by path. */
  set: v.record(v.string(), v.unknown()),
  state: v.picklist(['open', 'accepted', 'declined', 'withdrawn']),
  reason: v.nullable(v.pipe(v.string(), v.maxLength(400))),
  settledBy: v.nullable(v.pipe(v.string(), v.maxLength(80))),
})
export type Review = v.InferOutput<typeof reviewSchema>

/** The id of the review that an operation waits in. */
export function reviewIdOf(opId: string): string {
  return `review/${opId}`
}

export const review = defineRecord({
  kind: 'review',
  label: 'Entry to be agreed',
  home: 'any',
  madeBy: 'server',
  body: reviewSchema,
  fields: {
    recordId: 'Entry',
    recordKind: 'Kind of entry',
    opId: 'Change',
    lineage: 'Tablet',
    by: 'Made by',
    at: 'Made at',
    action: 'What was done',
    set: 'Values',
    state: 'State',
    reason: 'Reason',
    settledBy: 'Settled by',
  },
  policies: {},
  day: () => null,
  example: {
    recordId: '01890000-0000-7000-8000-000000000001',
    recordKind: 'event-session',
    opId: '01890000-0000-7000-8000-000000000002',
    lineage: '01890000-0000-7000-8000-000000000003',
    by: 'Asha',
    at: Date.UTC(2026, 9, 14, 10),
    action: 'patch',
    set: { note: 'Rain' },
    state: 'open',
    reason: null,
    settledBy: null,
  },
  upgrades: [],
})
