import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, mapKeySchema, recordIdSchema, themeSchema } from '../records/vocabulary.ts'
import { localDateSchema } from '../time/local-date.ts'

/** Text of the plan: never blank. */
export const longTextSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))
/** A turn among others, from 1. */
export const orderSchema = v.pipe(v.number(), v.integer(), v.minValue(1))

/** A field merged by key, so that two people can add at once. */
export const keyedBy = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.nullable(v.record(mapKeySchema, schema)), {})

/** How something in the plan was worded before: the last day it was so, and who worded it anew. */
const earlierWordingSchema = v.object({ text: longTextSchema, until: localDateSchema, by: lineSchema })
export type EarlierWording = v.InferOutput<typeof earlierWordingSchema>

/** What each part of a plan has besides its own. */
export const planPartEntries = {
  /** Every wording it had before. */
  earlier: keyedBy(earlierWordingSchema),
  /** The first of those in plans of earlier years that this one goes on from: entries keep naming that one. */
  continues: v.optional(v.nullable(recordIdSchema), null),
}
export const PLAN_PART_FIELDS = { earlier: 'Earlier wording', continues: 'Goes on from' }
export const PLAN_PART_POLICIES = { earlier: 'map' } as const

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
  ...planPartEntries,
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
    ...PLAN_PART_FIELDS,
  },
  policies: PLAN_PART_POLICIES,
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
  ...planPartEntries,
})
export type PlanPromise = v.InferOutput<typeof promiseSchema>

export const promise = defineRecord({
  kind: 'promise',
  label: 'Promise',
  home: 'authority',
  body: promiseSchema,
  fields: {
    planId: 'Plan',
    code: 'Code',
    text: 'Wording',
    themes: 'Themes',
    priorityIds: 'Priorities',
    ...PLAN_PART_FIELDS,
  },
  policies: PLAN_PART_POLICIES,
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
  ...planPartEntries,
})
export type PriorityActivity = v.InferOutput<typeof priorityActivitySchema>

export const priorityActivity = defineRecord({
  kind: 'priority-activity',
  label: 'Priority activity',
  home: 'authority',
  body: priorityActivitySchema,
  fields: {
    planId: 'Plan',
    code: 'Number',
    text: 'Wording',
    priorityIds: 'Priorities',
    ...PLAN_PART_FIELDS,
  },
  policies: PLAN_PART_POLICIES,
  day: () => null,
  example: {
    planId: 'plan/2022',
    code: '1.5',
    text: 'Support people to develop skills and knowledge',
    priorityIds: ['priority/2'],
  },
  upgrades: [],
})
