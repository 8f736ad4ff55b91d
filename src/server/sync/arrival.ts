import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { recordIdSchema } from '#domain/records/vocabulary.ts'
import { OPERATION_MAX_BYTES } from '#sync/messages.ts'
import { operationSchema, revisionSchema, uuidSchema } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { ArrivedOperation } from '../storage/record-store.ts'

/** Far more levels than any body has; what is nested deeper would overflow whatever reads it later. */
const MAX_DEPTH = 32

const UNPROCESSABLE: Outcome = { outcome: 'refused', code: 'unprocessable', fields: [] }

const namedSchema = v.looseObject({ opId: uuidSchema })
/** What says where an operation stands, as far as it can be read. */
const placedSchema = v.looseObject({
  lineage: v.fallback(v.nullable(uuidSchema), null),
  n: v.fallback(v.nullable(revisionSchema), null),
  recordId: v.fallback(v.nullable(recordIdSchema), null),
  scope: v.fallback(v.nullable(recordIdSchema), null),
})

/**
 * Reads one operation as it arrived, from the tablet itself or out of a file. One that breaks the schema
 * but says who it is becomes an operation that is refused from the start, with everything that was sent
 * kept beside it.
 *
 * @returns `null` when it does not even name itself, so that no receipt could
 */
export function readArrival(sent: unknown, lineage: string, proven: boolean): ArrivedOperation | null {
  const parsed = v.safeParse(operationSchema, sent)
  const named = parsed.success ? parsed : v.safeParse(namedSchema, sent)
  if (!named.success) return null
  const { opId } = named.output
  const payload = canonicalText(sent)
  const problems = parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue) ?? '')
  const place = parsed.success ? parsed.output : v.parse(placedSchema, sent)
  // Another tablet's operation has no place in this one's count.
  const isOwn = place.lineage === lineage
  const isPlaced = isOwn && place.n !== null && place.recordId !== null && place.scope !== null
  if (parsed.success && !isOwn) problems.push('lineage')
  const isTooLarge = payload === null || Buffer.byteLength(payload) > OPERATION_MAX_BYTES
  if (isTooLarge || isDeeperThan(MAX_DEPTH, sent)) problems.push('set')
  const kept = payload ?? JSON.stringify({ opId })
  return {
    opId,
    lineage,
    n: isOwn ? place.n : null,
    recordId: isPlaced ? place.recordId : null,
    scope: isPlaced ? place.scope : null,
    hash: textHash(kept),
    payload: kept,
    outcome: problems.length === 0 ? null : invalid(problems),
    proven,
    ...(parsed.success && problems.length === 0 ? { op: parsed.output } : {}),
  }
}

const bareTextSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ ...namedSchema.entries, ...placedSchema.entries }),
)

/**
 * Takes the bare text of an operation as it is: refused, with its place in the tablet's count and, as far as
 * the text can be read, the record it is about, on which others may wait for it.
 */
export function readBareText(
  text: string,
  at: { readonly opId: string; readonly lineage: string; readonly n: number },
): ArrivedOperation {
  // As JSON, because a database's text cannot hold every character that a broken operation may.
  const payload = JSON.stringify(text)
  const read = v.safeParse(bareTextSchema, text)
  const said = read.success ? read.output : null
  const isIt = said?.opId === at.opId && said.lineage === at.lineage && said.n === at.n
  const place = isIt && said.recordId !== null && said.scope !== null ? said : null
  return {
    ...at,
    recordId: place?.recordId ?? null,
    scope: place?.scope ?? null,
    hash: textHash(payload),
    payload,
    outcome: UNPROCESSABLE,
    proven: true,
  }
}

function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function invalid(fields: readonly string[]): Outcome {
  return { outcome: 'refused', code: 'invalid-body', fields: [...new Set(fields)] }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}

/** RFC 8785 text, the same for the same contents; null for what cannot be written, such as nesting without end. */
function canonicalText(value: unknown): string | null {
  try {
    return canonicalize(value) ?? null
  } catch {
    return null
  }
}
