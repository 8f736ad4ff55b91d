import type { StoredRecord } from '#sync/stored-record.ts'
import type { Database, OutboxRow, RecordRow, SentRow } from './database.ts'
import { isCovered, nextRow } from './record-row.ts'
import { type RowChange, updateRollups } from './rollups.ts'

function ownByRecord(rows: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const byRecord = new Map<string, OutboxRow[]>()
  for (const row of rows) {
    const own = byRecord.get(row.recordId)
    if (own === undefined) byRecord.set(row.recordId, [row])
    else own.push(row)
  }
  return byRecord
}

/**
 * Works out what the tablet shows of some records, after new copies came or operations changed, and
 * moves operations that the server's copy holds from the outbox to `sent`. Everything a record's
 * view rests on changes here and in one transaction, which the caller has opened over `records`,
 * `outbox`, `sent` and `rollups`.
 */
export async function refreshRecords(
  db: Database,
  recordIds: readonly string[],
  incoming: ReadonlyMap<string, StoredRecord>,
): Promise<void> {
  const ids = [...new Set(recordIds)]
  const before = await db.records.bulkGet(ids)
  const own = ownByRecord(await db.outbox.where('recordId').anyOf(ids).sortBy('n'))

  const changes: RowChange[] = []
  const covered: SentRow[] = []
  ids.forEach((id, index) => {
    const was = before[index]
    const copy = incoming.get(id)
    const serverRev = Math.max(copy?.rev ?? 0, was?.server?.rev ?? 0)
    const unsettled: OutboxRow[] = []
    for (const row of own.get(id) ?? []) {
      if (row.outcome !== null && isCovered(row, serverRev)) {
        covered.push({ n: row.n, recordId: id, action: row.op.action, op: row.op, outcome: row.outcome })
      } else {
        unsettled.push(row)
      }
    }
    changes.push({ before: was, after: nextRow(was, copy, unsettled) })
  })

  if (covered.length > 0) {
    await db.sent.bulkPut(covered)
    await db.outbox.bulkDelete(covered.map((row) => row.n))
  }
  await db.records.bulkPut(changes.flatMap(({ after }): RecordRow[] => (after === undefined ? [] : [after])))
  await updateRollups(db, changes)
}
