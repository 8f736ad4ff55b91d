import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { OPERATION_MAX_BYTES } from '#sync/messages.ts'
import { operationSchema, uuidSchema } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { ArrivedOperation } from '../storage/record-store.ts'

const namedSchema = v.looseObject({ opId: uuidSchema })

/**
 * Reads one operation of a push as it arrived. One that breaks the schema but says who it is becomes
 * an operation that is refused from the start, with everything that was sent kept beside it.
 *
 * @returns `null` when it does not even name itself, so that no receipt could
 */
export function readArrival(sent: unknown, lineage: string): ArrivedOperation | null {
  const named = v.safeParse(namedSchema, sent)
  if (!named.success) return null
  const { opId } = named.output
  const payload = canonicalText(sent)
  const parsed = v.safeParse(operationSchema, sent)
  const op = parsed.success ? parsed.output : null
  const problems = parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue) ?? '')
  // Another tablet's operation has no place in this one's count.
  if (op !== null && op.lineage !== lineage) problems.push('lineage')
  if (payload === null || Buffer.byteLength(payload) > OPERATION_MAX_BYTES) problems.push('set')
  const kept = payload ?? JSON.stringify({ opId })
  const readable = op !== null && problems.length === 0
  return {
    opId,
    lineage,
    n: readable ? op.n : null,
    recordId: readable ? op.recordId : null,
    scope: readable ? op.scope : null,
    hash: createHash('sha256').update(kept).digest('hex'),
    payload: kept,
    outcome: readable ? null : invalid(problems),
  }
}

function invalid(fields: readonly string[]): Outcome {
  return { outcome: 'refused', code: 'invalid-body', fields: [...new Set(fields)] }
}

/** RFC 8785 text, the same for the same contents; null for what cannot be written, such as nesting without end. */
function canonicalText(value: unknown): string | null {
  try {
    return canonicalize(value) ?? null
  } catch {
    return null
  }
}
