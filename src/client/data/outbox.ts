import type { Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import { assertTablet, type Database, type OutboxRow, type OutboxState } from './database.ts'
import { refreshRecords } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'

/** The next operations to send, in `n` order, as many as fit the limits; always at least one if any waits. */
export async function nextBatch(
  db: Database,
  limits: { readonly bytes: number; readonly operations: number },
): Promise<readonly Operation[]> {
  const waiting = await db.outbox
    .where('[state+n]')
    .between(['waiting', 0], ['waiting', Infinity])
    .limit(limits.operations)
    .toArray()
  const batch: Operation[] = []
  let bytes = 0
  for (const { op } of waiting) {
    bytes += new TextEncoder().encode(JSON.stringify(op)).length
    if (batch.length > 0 && bytes > limits.bytes) break
    batch.push(op)
  }
  return batch
}

/** Where an outcome puts an operation. `held` stays waiting: it is sent again until its predecessor is there. */
function stateAfter(outcome: Outcome): OutboxState {
  switch (outcome.outcome) {
    case 'applied':
      return 'received'
    case 'held':
      return 'waiting'
    case 'conflict':
    case 'refused':
    case 'review':
      return 'attention'
  }
}

/**
 * Writes the server's receipts down. A receipt speaks only of the operation it names; one for an
 * operation this tablet does not have, or has in another state than waiting, changes nothing. Rule OB-1.
 *
 * @returns how many operations are no longer waiting
 */
export async function applyReceipts(
  tablet: Tablet,
  receipts: readonly { readonly opId: string; readonly outcome: Outcome }[],
  sent: readonly Operation[],
): Promise<number> {
  const { db } = tablet
  const nOf = new Map(sent.map((op) => [op.opId, op.n]))
  return db.transaction('rw', db.tablet, db.records, db.outbox, db.sent, db.rollups, async () => {
    await assertTablet(db, tablet.lineage)
    const changed: OutboxRow[] = []
    for (const { opId, outcome } of receipts) {
      const n = nOf.get(opId)
      const row = n === undefined ? undefined : await db.outbox.get(n)
      if (row === undefined || row.op.opId !== opId || row.state !== 'waiting') continue
      changed.push({ ...row, state: stateAfter(outcome), outcome })
    }
    await db.outbox.bulkPut(changed)
    await refreshRecords(
      db,
      changed.map((row) => row.recordId),
      new Map(),
    )
    return changed.filter((row) => row.state !== 'waiting').length
  })
}
