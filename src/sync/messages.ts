import * as v from 'valibot'
import { recordIdSchema } from '#domain/records/vocabulary.ts'
import { actorSchema, uuidSchema } from './operation.ts'
import { outcomeSchema } from './outcome.ts'
import { storedRecordSchema } from './stored-record.ts'

/** Changes whenever a message below changes its shape. */
export const PROTOCOL_VERSION = 1

/** Batches start small, so that a weak link gets something through, and grow. Bytes of JSON. */
export const BATCH_START_BYTES = 16 * 1024
export const BATCH_MAX_BYTES = 256 * 1024
export const BATCH_MAX_OPERATIONS = 200
/** What the server reads at most of one request: a full batch and its envelope. */
export const REQUEST_MAX_BYTES = 512 * 1024
/** One operation may not be larger than this, so that it always fits a batch. */
export const OPERATION_MAX_BYTES = 64 * 1024
export const PAGE_LIMIT_BYTES = 512 * 1024

const cursorSchema = v.pipe(v.number(), v.integer(), v.minValue(0))
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `POST /api/sync/push`. Operations stand in `n` order. */
export const pushRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  lineage: uuidSchema,
  /** The server history the tablet last saw; null before its first reply. */
  epoch: v.nullable(uuidSchema),
  /** Operations, each read on its own, so that one that cannot be read never blocks the others. */
  ops: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(BATCH_MAX_OPERATIONS)),
})
export type PushRequest = v.InferOutput<typeof pushRequestSchema>

export const pushReplySchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  epoch: uuidSchema,
  serverTime: v.number(),
  /** One receipt for each operation sent, named by it. Nothing else empties an outbox. */
  receipts: v.array(v.object({ opId: uuidSchema, outcome: outcomeSchema })),
})
export type PushReply = v.InferOutput<typeof pushReplySchema>

/** `POST /api/sync/pull`. `scopes` gives the tablet's cursor in each scope it holds. */
export const pullRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  lineage: uuidSchema,
  epoch: v.nullable(uuidSchema),
  /** The kinds of record this build knows, so that a build that learns a new kind fetches what it passed by. */
  entitySet: v.pipe(v.string(), v.maxLength(4000)),
  scopes: v.record(recordIdSchema, cursorSchema),
  limitBytes: v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(PAGE_LIMIT_BYTES)),
})
export type PullRequest = v.InferOutput<typeof pullRequestSchema>

const scopePageSchema = v.object({
  /** Newest state of each record changed since the cursor, in `seq` order. */
  rows: v.array(storedRecordSchema),
  /** Where the tablet stands once it has applied the rows. */
  cursor: cursorSchema,
  /** The scope's newest `seq`; equal to `cursor` when there is no more to fetch. */
  head: cursorSchema,
})
export type ScopePage = v.InferOutput<typeof scopePageSchema>

export const pullReplySchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  epoch: uuidSchema,
  serverTime: v.number(),
  /** Every scope the tablet may read, whether or not it asked; one it holds that is missing here was withdrawn. */
  scopes: v.record(recordIdSchema, scopePageSchema),
})
export type PullReply = v.InferOutput<typeof pullReplySchema>

/** A problem reply; the code is stable and the sentence is the client's. */
export const problemSchema = v.object({
  code: v.picklist([
    'unreadable',
    'too-large',
    'not-enrolled',
    'not-this-tablet',
    'code-unknown',
    'code-expired',
    'code-used',
    'site-not-offered',
    'too-many-tries',
    'update-needed',
    'not-found',
    'server-failed',
  ]),
})
export type ProblemCode = v.InferOutput<typeof problemSchema>['code']

/** A code as it stands in the fragment of an enrolment link. */
const enrolmentCodeSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{20,64}$/))

/** `POST /api/enrol/offer`: what a code lets this browser become. Asking does not use the code up. */
export const enrolOfferRequestSchema = v.object({ code: enrolmentCodeSchema })
export const enrolOfferSchema = v.object({
  service: v.string(),
  /** Sites to choose from; one alone when the code is bound to it. */
  sites: v.array(v.object({ id: recordIdSchema, name: v.string() })),
  /** Whether the whole county may be chosen. */
  county: v.boolean(),
})
export type EnrolOffer = v.InferOutput<typeof enrolOfferSchema>

/** The value of `site` that stands for the whole county. */
export const WHOLE_COUNTY = 'county'

/**
 * A tablet's credential: 32 random bytes it makes itself and keeps on its own disk, as base64url.
 * Every sync request carries it as `Authorization: Bearer`; the server knows only its hash.
 */
const credentialSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))

/** `POST /api/enrol`: uses the code up. The same request again, after its reply was lost, gets the same reply. */
export const enrolRequestSchema = v.object({
  credential: credentialSchema,
  code: enrolmentCodeSchema,
  lineage: uuidSchema,
  site: recordIdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
})
export const enrolReplySchema = v.object({
  service: v.string(),
  epoch: uuidSchema,
  /** The site this tablet records for; null for a county tablet. */
  siteId: v.nullable(recordIdSchema),
  actor: actorSchema,
  /** Scopes the tablet may read; it may write to the sites among them. */
  scopes: v.array(v.object({ id: recordIdSchema, head: countSchema })),
})
export type EnrolReply = v.InferOutput<typeof enrolReplySchema>
