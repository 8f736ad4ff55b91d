import * as v from 'valibot'
import { defineRecord } from './define-record.ts'
import { lineSchema, recordIdSchema } from './vocabulary.ts'

const momentSchema = v.pipe(v.number(), v.integer())

/** One field that two people changed without seeing each other. */
const lostFieldSchema = v.object({
  /** What stays on show, who wrote it (empty when nobody is known to have), and what the later one meant. */
  kept: v.unknown(),
  keptBy: v.pipe(v.string(), v.maxLength(80)),
  lost: v.unknown(),
})

/**
 * Two people changed the same thing: the value committed first stays on show and the other is kept here
 * until somebody chooses. The server makes it, in the scope of the record it is about, under an id that
 * follows from the operation, and only `resolve` changes it.
 */
export const conflictSchema = v.looseObject({
  recordId: recordIdSchema,
  recordKind: lineSchema,
  /** The operation that came later, the tablet it came from, and who made it when by that tablet's clock. */
  opId: v.pipe(v.string(), v.uuid()),
  lineage: v.pipe(v.string(), v.uuid()),
  by: v.pipe(v.string(), v.maxLength(80)),
  at: momentSchema,
  action: v.picklist(['create', 'patch', 'void', 'restore']),
  /** By path; `~void` for being void or not. */
  fields: v.record(v.string(), lostFieldSchema),
  state: v.picklist(['open', 'resolved']),
  /** Which value was chosen; the change of the record itself is an operation of its own. */
  choice: v.nullable(v.picklist(['theirs', 'mine', 'other'])),
  settledBy: v.nullable(v.pipe(v.string(), v.maxLength(80))),
})
export type Conflict = v.InferOutput<typeof conflictSchema>

/** The id of the conflict that an operation opened. */
export function conflictIdOf(opId: string): string {
  return `conflict/${opId}`
}

export const conflict = defineRecord({
  kind: 'conflict',
  label: 'Two values for one entry',
  home: 'any',
  madeBy: 'server',
  body: conflictSchema,
  fields: {
    recordId: 'Entry',
    recordKind: 'Kind of entry',
    opId: 'Change',
    lineage: 'Tablet',
    by: 'Made by',
    at: 'Made at',
    action: 'What was done',
    fields: 'Values',
    state: 'State',
    choice: 'Chosen',
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
    fields: { note: { kept: 'Rain', keptBy: 'Ben', lost: 'Snow' } },
    state: 'open',
    choice: null,
    settledBy: null,
  },
  upgrades: [],
})
