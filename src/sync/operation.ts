import * as v from 'valibot'
import { recordIdSchema } from '#domain/records/vocabulary.ts'

export const uuidSchema = v.pipe(v.string(), v.uuid())
export const revisionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const momentSchema = v.pipe(v.number(), v.integer())
const pathSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,60}(\/[A-Za-z0-9-]{1,40})?$/))

/** Field values by path; a key of a keyed map is a path of its own, `counts/door-1`. */
export const fieldValuesSchema = v.record(pathSchema, v.unknown())
export type FieldValues = Readonly<Record<string, unknown>>

/** Who made a change, and how the tablet knew: `kiosk` is the person a shared tablet was set up for. */
export const actorSchema = v.object({
  personId: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  proof: v.picklist(['online', 'pin', 'kiosk']),
})
export type Actor = v.InferOutput<typeof actorSchema>

/**
 * `resolve` settles a conflict or a review, which are records of their own. `withdraw` takes back what
 * the server did not take of this tablet's changes to a record, with a reason: discarding is recorded too.
 */
export const actionSchema = v.picklist(['create', 'patch', 'void', 'restore', 'resolve', 'withdraw'])
export type OperationAction = v.InferOutput<typeof actionSchema>

/** One person's change to one record, as it is kept on the tablet, sent and stored. Rule OP-1. */
export const operationSchema = v.object({
  /** The idempotency key for ever, over any transport. */
  opId: uuidSchema,
  /** The tablet, and this operation's place in its dense count from 1. */
  lineage: uuidSchema,
  n: revisionSchema,
  kind: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,59}$/)),
  recordId: recordIdSchema,
  scope: recordIdSchema,
  action: actionSchema,
  /** What the person was looking at; null when they made the record, or changed one the server never acknowledged. */
  base: v.nullable(v.object({ epoch: uuidSchema, rev: revisionSchema })),
  /** This tablet's previous unsettled operation on the same record. */
  parentN: v.nullable(revisionSchema),
  /** Changed fields only: their new values, and the values they replace. */
  set: fieldValuesSchema,
  was: fieldValuesSchema,
  actor: actorSchema,
  /** The tablet's clock and what it believed its error to be: for display and audit, never for order. */
  at: momentSchema,
  clockOffset: v.nullable(v.number()),
  /** Schema version of the kind, and the build that wrote it. */
  schema: revisionSchema,
  app: v.pipe(v.string(), v.maxLength(80)),
  /**
   * The operation the server did not take that this one repairs or withdraws, and with it every earlier
   * one of this tablet on the same record that the server did not take either.
   */
  supersedes: v.nullable(uuidSchema),
})
export type Operation = v.InferOutput<typeof operationSchema>
