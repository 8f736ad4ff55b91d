import * as v from 'valibot'
import { recordIdSchema } from '#domain/records/vocabulary.ts'
import type { RecordStore, UnsettledOperation } from '../storage/record-store.ts'
import { judgeBatch, type ReadOperations } from './judge-batch.ts'

/** What the server's half of sync is given rather than finds for itself. */
export interface SyncDeps {
  readonly store: RecordStore
  readonly clock: () => number
  readonly log: SyncLog
}

/** Where things worth an operator's attention go. Never given a body. */
export interface SyncLog {
  /** Something that should not happen between well-behaved tablets. */
  incident(
    what: 'op-id-reused' | 'lineage-forked' | 'forged-file',
    about: { readonly opId: string; readonly lineage: string },
  ): void
  failed(what: 'judging-failed', about: { readonly opId: string }, error: unknown): void
}

/**
 * Judges operations of one tablet, and with them what the tablet has on the same records that was held.
 *
 * @param read what some of them say, by id, where that has just been read from the same payload
 */
export async function settleOperations(
  deps: SyncDeps,
  lineage: string,
  operations: readonly UnsettledOperation[],
  read: ReadOperations = new Map(),
): Promise<void> {
  if (operations.length === 0) return
  const now = deps.clock()
  const request = {
    lineage,
    recordIds: [...new Set(operations.flatMap(recordIdsOf))],
    scopes: [...new Set(operations.map((operation) => operation.scope))],
    judgedAt: now,
  }
  await deps.store.settle(request, (view) => {
    const decision = judgeBatch(view, now, read)
    for (const { opId, error } of decision.failures) deps.log.failed('judging-failed', { opId }, error)
    return decision
  })
}

const decisionSchema = v.object({ action: v.literal('resolve'), set: v.object({ about: recordIdSchema }) })

/** The records judging has to see: the operation's own, and for a decision about a review what that is about. */
function recordIdsOf({ recordId, payload }: UnsettledOperation): readonly string[] {
  if (!recordId.startsWith('review/')) return [recordId]
  const decision = v.safeParse(decisionSchema, parseJson(payload))
  return decision.success ? [recordId, decision.output.set.about] : [recordId]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
