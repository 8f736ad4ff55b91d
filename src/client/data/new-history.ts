import type { PullReply } from '#sync/messages.ts'
import type { Database, OutboxRow, TabletRow } from './database.ts'
import { noteIn } from './journal.ts'
import { inSnapshot } from './position.ts'
import { NOTHING_INCOMING, refreshRecords } from './refresh-records.ts'

/**
 * The server has another history than the one this tablet knows: it was restored from a backup. Inside
 * one transaction everything the backup may lack is put back among what waits, the rest is to be asked
 * about, and every scope is begun again, with what is held still on show until its copy has come. Nothing
 * is wiped. Rules HS-1 to HS-3.
 */
export async function beginHistory(
  db: Database,
  row: TabletRow,
  reply: Pick<PullReply, 'epoch' | 'knownThrough'>,
  now: number,
): Promise<void> {
  const known = reply.knownThrough ?? 0
  const isOwn = ({ op }: Pick<OutboxRow, 'op'>): boolean => op.lineage === row.lineage
  // What the server said of these it said in the other history. It knows them by their ids and says it again.
  const unsettled = (await db.outbox.toArray()).map(
    (one): OutboxRow => ({
      ...one,
      state: isOwn(one) ? 'waiting' : 'received',
      outcome: null,
      since: now,
    }),
  )
  // A number that is there may be a copy's, and what was taken once may have been refused in this history.
  const again = (await db.sent.toArray()).map(
    ({ n, recordId, op, outcome }): OutboxRow => ({
      n,
      recordId,
      state: n > known && isOwn({ op }) ? 'waiting' : 'received',
      op,
      outcome: null,
      since: now,
      again: true,
      ...(outcome === null ? { dealt: true as const } : {}),
    }),
  )
  await db.outbox.bulkPut([...unsettled, ...again])
  await db.sent.clear()
  await db.cursors.bulkPut(
    (await db.cursors.toArray()).map((cursor) => ({
      ...inSnapshot(cursor),
      doubtedAt: null,
      earlier: [...(cursor.earlier ?? []), { upToGen: cursor.gen, epoch: row.epoch }],
    })),
  )
  await db.tablet.put({ ...row, epoch: reply.epoch, durableThrough: 0 })
  const touched = [...unsettled, ...again].map((one) => one.recordId)
  await refreshRecords(db, touched, NOTHING_INCOMING, now)
  const lacking = again.filter((one) => one.state === 'waiting')
  await noteIn(db, now, [{ event: 'new-history', operations: lacking.length }])
}
