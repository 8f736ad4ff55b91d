import type { Operation } from '#sync/operation.ts'
import type { Database, OutboxRow, SentRow, TabletRow } from './database.ts'

/** The count that an operation goes into, and the history its tablet lives in. */
export type Count = Pick<TabletRow, 'lineage' | 'firstN' | 'epoch'>

type Made = Pick<Operation, 'recordId' | 'base' | 'parentN'>

/**
 * An operation, or a change that is to become one, as it stands in this count. A predecessor under the
 * lineage that a copied tablet had before is none to the server: what that came to is what this one was
 * made on. Inside a transaction over `outbox` and `sent`. Rule FK-12.
 */
export async function standingIn<Change extends Made>(
  db: Database,
  made: Change,
  { lineage, firstN = 1, epoch }: Count,
): Promise<Change> {
  const { parentN, recordId } = made
  if (parentN === null) return made
  const parent = (await db.outbox.get(parentN)) ?? (await db.sent.get(parentN))
  // One that is not kept any more was settled long ago; before the count began there was another's.
  if (parent === undefined && parentN >= firstN) return made
  if (parent?.op.lineage === lineage && parent.recordId === recordId) return made
  const rev = parent?.recordId === recordId ? revOf(parent) : null
  return { ...made, parentN: null, base: rev === null ? made.base : { epoch, rev } }
}

function revOf({ outcome }: OutboxRow | SentRow): number | null {
  return outcome?.outcome === 'applied' || outcome?.outcome === 'conflict' ? outcome.rev : null
}
