import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'
import { localDate, localDateSchema } from '../time/local-date.ts'
import { quarterSchema } from '../time/quarter.ts'
import {
  keyedBy,
  longTextSchema,
  orderSchema,
  PLAN_PART_FIELDS,
  PLAN_PART_POLICIES,
  planPartEntries,
} from './plan-records.ts'

/** How an action goes. */
const actionStatusSchema = v.picklist(['not-started', 'on-track', 'at-risk', 'late', 'done', 'stopped'])
export type ActionStatus = v.InferOutput<typeof actionStatusSchema>
export const ACTION_STATUSES = actionStatusSchema.options

const actionMoveSchema = v.object({
  on: localDateSchema,
  from: v.array(quarterSchema),
  to: v.array(quarterSchema),
  reason: longTextSchema,
  by: lineSchema,
})
export type ActionMove = v.InferOutput<typeof actionMoveSchema>

/** Since when something is taken out, and by whom; it is kept and can be put back. */
export const removedSchema = v.optional(v.nullable(v.object({ on: localDateSchema, by: lineSchema })))

/** A step on the way: a gate, a launch, one site's part. */
const milestoneSchema = v.object({
  text: lineSchema,
  /** The quarter it is due in; null where nobody has said. */
  due: v.nullable(quarterSchema),
  /** The day it was ticked as done. */
  doneOn: v.nullable(localDateSchema),
  removed: removedSchema,
})
export type Milestone = v.InferOutput<typeof milestoneSchema>

/** What shows that an action is done, or how it goes. */
export const evidenceSchema = v.object({
  note: lineSchema,
  /** Where it can be read. */
  link: v.nullable(v.pipe(v.string(), v.trim(), v.url(), v.regex(/^https?:/), v.maxLength(500))),
  on: localDateSchema,
  /** The entry that is the evidence, where one is; its words stand in the note for tablets that do not hold it. */
  recordId: v.optional(v.nullable(recordIdSchema)),
  /** The measure that is the evidence, by its number. */
  measureId: v.optional(v.nullable(lineSchema)),
  /** The milestone it is for, by its key; none for the action as a whole. */
  milestone: v.optional(v.nullable(lineSchema)),
  removed: removedSchema,
})
export type Evidence = v.InferOutput<typeof evidenceSchema>

/**
 * A line of the service plan. It is one action however often the plan prints it; `places` says where
 * it stands and which quarters are printed there, because one place may print none.
 */
const planActionSchema = v.looseObject({
  planId: recordIdSchema,
  code: lineSchema,
  order: orderSchema,
  text: longTextSchema,
  /** Quarters the action is profiled to; empty means the plan gives none. */
  quarters: v.array(quarterSchema),
  places: v.pipe(
    v.array(v.object({ priorityId: recordIdSchema, quarters: v.array(quarterSchema) })),
    v.minLength(1),
  ),
  /** True when the published text stops in the middle of a sentence. */
  truncated: v.boolean(),
  /** True when the plan may have printed it under the wrong priority; only the county team can say. */
  checkPlacement: v.boolean(),
  /** What the people who carried the plan over noticed about this action; not part of the plan's text. */
  remark: v.nullable(longTextSchema),
  /** How it goes; blank while nobody has said. */
  status: v.optional(v.nullable(actionStatusSchema), null),
  /** The day it was done. */
  doneOn: v.optional(v.nullable(localDateSchema), null),
  /** Every change of its quarters, oldest first: the old ones are kept with who moved it and why. */
  moves: v.optional(v.nullable(v.array(actionMoveSchema)), []),
  /** How it goes, in a sentence. */
  statusNote: v.optional(v.nullable(lineSchema), null),
  /** Who answers for it: a post or a team. */
  owner: v.optional(v.nullable(lineSchema), null),
  /** The sites it is about; empty for the whole service. */
  siteIds: v.optional(v.nullable(v.array(recordIdSchema)), []),
  milestones: keyedBy(milestoneSchema),
  evidence: keyedBy(evidenceSchema),
  /** Actions that say nearly the same, and may be one. */
  nearRepeatIds: v.optional(v.nullable(v.array(recordIdSchema)), []),
  ...planPartEntries,
})
export type PlanAction = v.InferOutput<typeof planActionSchema>

export const planAction = defineRecord({
  kind: 'plan-action',
  label: 'Action',
  home: 'authority',
  body: planActionSchema,
  fields: {
    planId: 'Plan',
    code: 'Code',
    order: 'Order',
    text: 'Wording',
    quarters: 'Quarters',
    places: 'Where it stands',
    truncated: 'Cut off in the plan',
    checkPlacement: 'Placement to be checked',
    remark: 'Remark',
    status: 'Status',
    doneOn: 'Done on',
    moves: 'Moved',
    statusNote: 'How it goes',
    owner: 'Owner',
    siteIds: 'Sites concerned',
    milestones: 'Milestone',
    evidence: 'Evidence',
    nearRepeatIds: 'Nearly the same as',
    ...PLAN_PART_FIELDS,
  },
  policies: { milestones: 'map', evidence: 'map', ...PLAN_PART_POLICIES },
  day: () => null,
  example: {
    planId: 'plan/2022',
    code: 'SDP22-44',
    order: 44,
    text: 'Open the new Harrow Light library, including a spoke for business',
    quarters: ['Q3'],
    places: [{ priorityId: 'priority/9', quarters: ['Q3'] }],
    truncated: false,
    checkPlacement: false,
    remark: null,
    status: 'late',
    doneOn: localDate('2024-09-02'),
    moves: [
      {
        on: localDate('2022-12-14'),
        from: ['Q2'],
        to: ['Q3'],
        reason: 'Planning consent came late',
        by: 'Asha',
      },
    ],
    statusNote: 'The shop is bought and fitted out',
    owner: 'Property team',
    siteIds: ['site/harrow-light'],
    milestones: { consent: { text: 'Planning consent', due: 'Q1', doneOn: null } },
    evidence: {
      minutes: { note: 'Minutes of the cabinet', link: null, on: localDate('2022-12-14') },
    },
  },
  upgrades: [],
})
