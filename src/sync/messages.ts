import * as v from 'valibot'
import { recordIdSchema } from '#domain/records/vocabulary.ts'
import { actorSchema, revisionSchema, uuidSchema } from './operation.ts'
import { outcomeSchema } from './outcome.ts'
import { storedRecordSchema } from './stored-record.ts'

/** Changes whenever a message below changes its shape. */
export const PROTOCOL_VERSION = 2
/** The oldest protocol the server still answers, so that a build that has been offline for weeks can send. */
export const OLDEST_PROTOCOL = 1
const protocolSchema = v.picklist([OLDEST_PROTOCOL, PROTOCOL_VERSION])

/**
 * Batches start small, so that a weak link gets something through, and grow. Bytes of JSON, of which gzip
 * leaves a fifteenth: the first takes about a second at 30 kbit/s, not much more than it waits for its reply.
 */
export const BATCH_START_BYTES = 64 * 1024
export const BATCH_MAX_BYTES = 256 * 1024
export const BATCH_MAX_OPERATIONS = 200
/** What the server reads at most of one request: a full batch and its envelope. */
export const REQUEST_MAX_BYTES = 512 * 1024
/** One operation may not be larger than this, so that it always fits a batch. */
export const OPERATION_MAX_BYTES = 64 * 1024
export const PAGE_LIMIT_BYTES = 512 * 1024

const cursorSchema = v.pipe(v.number(), v.integer(), v.minValue(0))
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What the server tells a busy tablet: how long to leave it alone before the next cycle; null when it may come any time. */
const syncAfterSchema = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))

/** `POST /api/sync/push`. Operations stand in `n` order. */
export const pushRequestSchema = v.object({
  protocol: protocolSchema,
  lineage: uuidSchema,
  /** The server history the tablet last saw; null before its first reply. */
  epoch: v.nullable(uuidSchema),
  /** Operations, each read on its own, so that one that cannot be read never blocks the others. */
  ops: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(BATCH_MAX_OPERATIONS)),
  /** Asks to hear of what was applied by its place in `ops`; a server of before does not know, and names each. */
  brief: v.optional(v.boolean()),
})
export type PushRequest = v.InferOutput<typeof pushRequestSchema>

/** What became of one operation. */
export const receiptSchema = v.object({ opId: uuidSchema, outcome: outcomeSchema })
export type OperationReceipt = v.InferOutput<typeof receiptSchema>

/**
 * Operations of one request that were applied one after the other: the place of the first in it, from 0, how
 * many they are, the `rev` that each gave its record, the `seq` of the first, which grows by one with each,
 * and `textHash` of their ids, a line each, by which they are named all the same.
 */
const appliedRunSchema = v.tuple([
  countSchema,
  v.pipe(revisionSchema, v.maxValue(BATCH_MAX_OPERATIONS)),
  revisionSchema,
  revisionSchema,
  v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
])
export type AppliedRun = v.InferOutput<typeof appliedRunSchema>

export const pushReplySchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  epoch: uuidSchema,
  serverTime: v.number(),
  /** One receipt for each operation sent, named by it, but for those that `applied` tells. Nothing else empties an outbox. */
  receipts: v.array(receiptSchema),
  /** Only for a tablet that asked for it. */
  applied: v.optional(v.array(appliedRunSchema)),
  syncAfterMs: syncAfterSchema,
})
export type PushReply = v.InferOutput<typeof pushReplySchema>

/** Numbers from first to last, both included. */
const rangeSchema = v.tuple([revisionSchema, revisionSchema])
export const MAX_RANGES = 100

/**
 * What a tablet says of its own count, so that the server can tell what is missing should the tablet
 * never come back: the highest number it has given out, and those that no receipt has come for.
 */
const heartbeatSchema = v.object({
  maxN: countSchema,
  pending: v.pipe(v.array(rangeSchema), v.maxLength(MAX_RANGES)),
  /** When the oldest of them was made, by the tablet's clock; null when none waits. */
  oldestAt: v.nullable(v.number()),
})
export type Heartbeat = v.InferOutput<typeof heartbeatSchema>

export const MAX_ASKS = 100

/** `POST /api/sync/pull`. `scopes` gives the tablet's cursor in each scope it holds. */
export const pullRequestSchema = v.object({
  protocol: protocolSchema,
  lineage: uuidSchema,
  epoch: v.nullable(uuidSchema),
  /** Stands for the kinds of record this build knows: their names, or since they grew many `textHash` of those. */
  entitySet: v.pipe(v.string(), v.maxLength(4000)),
  scopes: v.record(recordIdSchema, cursorSchema),
  /** Scopes being fetched from their start, each with its head when that began: so far a cursor may lie under the floor. */
  snapshots: v.optional(v.record(recordIdSchema, cursorSchema), {}),
  limitBytes: v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(PAGE_LIMIT_BYTES)),
  heartbeat: v.optional(heartbeatSchema),
  /** Operations received earlier whose outcome may have changed since: held ones, and ones somebody else decides about. */
  asks: v.optional(v.pipe(v.array(uuidSchema), v.maxLength(MAX_ASKS)), []),
  /** Asks for every scope's page, quiet ones too, to find which of them differs. */
  full: v.optional(v.boolean(), false),
})
export type PullRequest = v.InferOutput<typeof pullRequestSchema>

const digestSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))

/**
 * The same request from a tablet whose lineage and epoch the server knows anyway: `as` stands for both. It says
 * nothing of its count where nothing has changed there, and takes pages of full size. Rule PL-14.
 */
export const briefPullRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  /** `pulledAs` of the lineage and the epoch. */
  as: digestSchema,
  ...v.pick(pullRequestSchema, ['scopes', 'snapshots', 'heartbeat', 'asks', 'full']).entries,
})
export type BriefPullRequest = v.InferOutput<typeof briefPullRequestSchema>

const scopePageSchema = v.object({
  /** Newest state of each record changed since the cursor, in `seq` order. */
  rows: v.array(storedRecordSchema),
  /** Where the tablet stands once it has applied the rows. */
  cursor: cursorSchema,
  /** The scope's newest `seq`; equal to `cursor` when there is no more to fetch. */
  head: cursorSchema,
  /** True when the cursor asked for cannot be gone on from: this page begins a snapshot, at the start of the scope. */
  restart: v.boolean(),
  /** The scope's digest once the tablet holds everything up to `head`; null while there is more. */
  digest: v.nullable(digestSchema),
})
export type ScopePage = v.InferOutput<typeof scopePageSchema>

export const pullReplySchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  epoch: uuidSchema,
  serverTime: v.number(),
  /** Scopes with something to say: rows, a restart, or a new scope. With `full`, every scope the tablet may read. */
  scopes: v.record(recordIdSchema, scopePageSchema),
  /** Scopes the tablet named and may not read. */
  withdrawn: v.array(recordIdSchema),
  /** The sum of the digests of the scopes left out of `scopes` because nothing changed there. */
  quietDigest: digestSchema,
  /** Answers to `asks`; one the server does not know is left out. */
  receipts: v.array(receiptSchema),
  /** Operations of this tablet up to this number are in a backup. */
  durableThrough: countSchema,
  /** Every operation of this tablet up to this number is here; only told when the tablet's epoch is not ours. */
  knownThrough: v.nullable(countSchema),
  syncAfterMs: syncAfterSchema,
})
export type PullReply = v.InferOutput<typeof pullReplySchema>

/** The reply to a brief request: without its epoch, which is the one asked for, and without what is empty. */
export const briefPullReplySchema = v.object({
  ...v.pick(pullReplySchema, ['serverTime', 'quietDigest']).entries,
  scopes: v.optional(pullReplySchema.entries.scopes, {}),
  withdrawn: v.optional(pullReplySchema.entries.withdrawn, []),
  receipts: v.optional(pullReplySchema.entries.receipts, []),
  durableThrough: v.optional(countSchema, 0),
  syncAfterMs: v.optional(syncAfterSchema, null),
})

/**
 * `POST /api/sync/receipt`: one operation that no push gets through, as bare text. It is kept for the
 * county team to look at, and never applied.
 */
export const keepRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  lineage: uuidSchema,
  opId: uuidSchema,
  n: revisionSchema,
  text: v.pipe(v.string(), v.maxLength(OPERATION_MAX_BYTES * 4)),
})
export const keepReplySchema = v.object({ protocol: v.literal(PROTOCOL_VERSION), receipt: receiptSchema })

/**
 * `POST /api/sync/carry`: operations of another tablet, out of a file. `mac` shows that the text comes
 * from that tablet; without it they wait for somebody to agree.
 */
export const carryRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  lineage: uuidSchema,
  of: uuidSchema,
  ops: v.pipe(
    v.array(v.object({ text: v.string(), mac: v.nullable(v.string()) })),
    v.minLength(1),
    v.maxLength(BATCH_MAX_OPERATIONS),
  ),
})
export type CarryRequest = v.InferOutput<typeof carryRequestSchema>
export const carryReplySchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  epoch: uuidSchema,
  /** JSON of `receiptSchema[]`, kept as text because `mac` is over it: see `receiptText`. */
  receipts: v.string(),
  /** Shows the tablet the operations came from that these receipts are the server's; null for a tablet the server does not know. */
  mac: v.nullable(v.string()),
})
export type CarryReply = v.InferOutput<typeof carryReplySchema>

/**
 * `POST /api/sync/fork`: a tablet that found itself to be a copy of another goes on under a lineage and
 * credential of its own, with the same rights. The same request again gets the same reply.
 */
export const forkRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  lineage: uuidSchema,
  newLineage: uuidSchema,
  /** The number of the first operation that the new lineage counts as its own. */
  firstN: revisionSchema,
  credential: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
})
export const forkReplySchema = v.object({ protocol: v.literal(PROTOCOL_VERSION), epoch: uuidSchema })

/** One change notice of `GET /api/sync/notices`, a stream of server-sent events. It only says that a scope has news. */
export const noticeSchema = v.object({ scope: recordIdSchema, head: cursorSchema })

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
    'busy',
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
  /** Where the tablet's count begins: 1, or where a copied one went on, which a restored server may not know. */
  firstN: v.optional(revisionSchema, 1),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80), v.regex(/^\P{Cc}*$/u)),
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
