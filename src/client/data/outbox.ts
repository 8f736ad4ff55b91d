import type { Operation } from '#sync/operation.ts'
import type { Database } from './database.ts'

export interface BatchLimits {
  readonly bytes: number
  readonly operations: number
  /** Numbers passed by in this round, because the server could not read them. */
  readonly without: ReadonlySet<number>
  /** Numbers up to this one are on their way; left out for none. */
  readonly after?: number
}

const encoder = new TextEncoder()

/** The next operations to send, in `n` order, as many as fit the limits; always at least one if any waits. Rule OB-3. */
export async function nextBatch(db: Database, limits: BatchLimits): Promise<readonly Operation[]> {
  // Read in one go and passed by here: a filter would have the database step from row to row.
  const first = await db.outbox
    .where('[state+n]')
    .between(['waiting', limits.after ?? 0], ['waiting', Infinity], false)
    .limit(limits.operations + limits.without.size)
    .toArray()
  const waiting = first.filter((row) => !limits.without.has(row.n)).slice(0, limits.operations)
  const batch: Operation[] = []
  let bytes = 0
  for (const { op } of waiting) {
    bytes += encoder.encode(JSON.stringify(op)).length
    if (batch.length > 0 && bytes > limits.bytes) break
    batch.push(op)
  }
  return batch
}

/** How many operations wait to be sent. */
export async function countWaiting(db: Database): Promise<number> {
  return db.outbox.where('[state+n]').between(['waiting', 0], ['waiting', Infinity]).count()
}
