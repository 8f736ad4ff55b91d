import * as v from 'valibot'
import { revisionSchema } from './operation.ts'

/** Why an operation was not applied. Every code has a sentence for staff in the client. */
const refusalCodeSchema = v.picklist([
  'unknown-kind',
  'wrong-scope',
  'invalid-body',
  'unknown-field',
  'record-exists',
  'record-missing',
  'newer-schema',
  'op-id-reused',
  'lineage-forked',
  'quarter-closed',
  'wrong-action',
  'nothing-to-settle',
  'declined',
  'withdrawn',
  'unprocessable',
])
export type RefusalCode = v.InferOutput<typeof refusalCodeSchema>

const heldCodeSchema = v.picklist(['predecessor-missing', 'judging-failed'])
export type HeldCode = v.InferOutput<typeof heldCodeSchema>

const reviewCodeSchema = v.picklist(['not-allowed-here', 'not-proven'])
export type ReviewCode = v.InferOutput<typeof reviewCodeSchema>

/** What became of one operation on the server. Rules OUT-1 to OUT-5. */
export const outcomeSchema = v.variant('outcome', [
  v.object({
    outcome: v.literal('applied'),
    /** Null when the operation changed no record, as a withdrawal does. */
    rev: v.nullable(revisionSchema),
    seq: v.nullable(revisionSchema),
  }),
  v.object({
    outcome: v.literal('conflict'),
    rev: revisionSchema,
    seq: revisionSchema,
    /** Paths whose value lost to one the server already had. */
    lost: v.array(v.string()),
  }),
  v.object({ outcome: v.literal('refused'), code: refusalCodeSchema, fields: v.array(v.string()) }),
  v.object({ outcome: v.literal('held'), code: heldCodeSchema }),
  v.object({ outcome: v.literal('review'), code: reviewCodeSchema }),
])
export type Outcome = v.InferOutput<typeof outcomeSchema>
