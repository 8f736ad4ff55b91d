import * as v from 'valibot'
import { CONTENDERS } from './contender.ts'
import { type Measure, MEASURES } from './samples.ts'

// The keys of a record are its own.
const measures = Object.keys(MEASURES) as Measure[]
const figuresSchema = v.pipe(v.array(v.number()), v.readonly())
const rowSchema = v.object({
  measure: v.picklist(measures),
  size: v.nullable(v.number()),
  samples: v.record(v.picklist(CONTENDERS), v.optional(figuresSchema)),
})

/** What a run leaves in its file: every single figure, and what it was measured on. */
export const resultSchema = v.object({
  date: v.string(),
  machine: v.object({
    processor: v.string(),
    memoryGB: v.number(),
    system: v.string(),
    /** Processes that wanted to run, a minute's mean: above the number of processors, others took part. */
    load: v.object({ atStart: v.number(), atEnd: v.number() }),
  }),
  versions: v.record(v.string(), v.string()),
  settings: v.object({
    repeat: v.number(),
    quick: v.boolean(),
    minutes: v.number(),
    sizes: v.object({
      stored: v.number(),
      pushes: figuresSchema,
      firstSyncs: figuresSchema,
    }),
  }),
  rows: v.array(rowSchema),
  holds: v.array(
    v.object({
      what: v.string(),
      limit: v.string(),
      measured: v.string(),
      isMet: v.nullable(v.boolean()),
    }),
  ),
})
export type Result = v.InferOutput<typeof resultSchema>
