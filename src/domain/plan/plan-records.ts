import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, recordIdSchema, themeSchema } from '../records/vocabulary.ts'
import { localDate, localDateSchema } from '../time/local-date.ts'
import { quarterSchema } from '../time/quarter.ts'

const longTextSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))
const orderSchema = v.pipe(v.number(), v.integer(), v.minValue(1))

/** One year's plan of a library service, as published. */
const planSchema = v.looseObject({
  /** The financial year by its first calendar year; 2022 is 2022/23. */
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  source: longTextSchema,
})
export type Plan = v.InferOutput<typeof planSchema>

export const plan = defineRecord({
  kind: 'plan',
  label: 'Plan',
  home: 'authority',
  body: planSchema,
  fields: { year: 'Year', source: 'Source' },
  policies: {},
  day: () => null,
  example: { year: 2022, source: 'Annex 3: Libraries and Heritage Strategy Action Plan' },
  upgrades: [],
})

/** One of the council's aims that the service contributes to. */
const corporatePrioritySchema = v.looseObject({
  planId: recordIdSchema,
  number: orderSchema,
  title: longTextSchema,
  /** What the published plan prints under this priority in place of, or beside, its actions. */
  note: v.nullable(longTextSchema),
  /** What the people who carried the plan over noticed about this priority; not part of the plan's text. */
  remark: v.nullable(longTextSchema),
  /** Where the note sends the reader: another priority's actions, and a number it asks for besides. */
  crossReference: v.nullable(v.object({ priorityId: recordIdSchema, alsoCounts: longTextSchema })),
  /** Numbers of the measures that stand under it; blank in a plan whose priorities the measures are numbered by. */
  measures: v.optional(v.nullable(v.array(lineSchema)), null),
})
export type CorporatePriority = v.InferOutput<typeof corporatePrioritySchema>

export const corporatePriority = defineRecord({
  kind: 'corporate-priority',
  label: 'Corporate priority',
  home: 'authority',
  body: corporatePrioritySchema,
  fields: {
    planId: 'Plan',
    number: 'Number',
    title: 'Wording',
    note: 'Note in the plan',
    remark: 'Remark',
    crossReference: 'Refers to',
    measures: 'Measures',
  },
  policies: {},
  day: () => null,
  example: {
    planId: 'plan/2022',
    number: 7,
    title: 'Create opportunities for children and young people to reach their full potential',
    note: null,
    remark: null,
    crossReference: null,
  },
  upgrades: [],
})

/** A commitment of the strategy under one or two themes; it may serve several priorities. */
const promiseSchema = v.looseObject({
  planId: recordIdSchema,
  code: lineSchema,
  text: longTextSchema,
  themes: v.pipe(v.array(themeSchema), v.minLength(1)),
  priorityIds: v.array(recordIdSchema),
})
export type PlanPromise = v.InferOutput<typeof promiseSchema>

export const promise = defineRecord({
  kind: 'promise',
  label: 'Promise',
  home: 'authority',
  body: promiseSchema,
  fields: { planId: 'Plan', code: 'Code', text: 'Wording', themes: 'Themes', priorityIds: 'Priorities' },
  policies: {},
  day: () => null,
  example: {
    planId: 'plan/2022',
    code: 'PR-05',
    text: 'Support access in rural communities',
    themes: ['People', 'Place'],
    priorityIds: ['priority/2'],
  },
  upgrades: [],
})

/** A numbered line of the strategy, such as 1.1. */
const priorityActivitySchema = v.looseObject({
  planId: recordIdSchema,
  code: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
  text: longTextSchema,
  priorityIds: v.array(recordIdSchema),
})
export type PriorityActivity = v.InferOutput<typeof priorityActivitySchema>

export const priorityActivity = defineRecord({
  kind: 'priority-activity',
  label: 'Priority activity',
  home: 'authority',
  body: priorityActivitySchema,
  fields: { planId: 'Plan', code: 'Number', text: 'Wording', priorityIds: 'Priorities' },
  policies: {},
  day: () => null,
  example: {
    planId: 'plan/2022',
    code: '1.5',
    text: 'Support people to develop skills and knowledge',
    priorityIds: ['priority/2'],
  },
  upgrades: [],
})

const actionStatusSchema = v.picklist(['not-started', 'on-track', 'at-risk', 'late', 'done', 'stopped'])

const actionMoveSchema = v.object({
  on: localDateSchema,
  from: v.array(quarterSchema),
  to: v.array(quarterSchema),
  reason: longTextSchema,
  by: lineSchema,
})

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
  },
  policies: {},
  day: () => null,
  example: {
    planId: 'plan/2022',
    code: 'SDP22-44',
    order: 44,
    text: 'Open new Banbury Library, including spoke BIPC',
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
  },
  upgrades: [],
})
