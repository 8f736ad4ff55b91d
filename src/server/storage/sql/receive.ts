import type { Kysely, Transaction } from 'kysely'
import type { ArrivedOperation, Receipt } from '../record-store.ts'
import { inChunks } from './chunks.ts'
import type { SqlPlace } from './engine.ts'
import { arrivedRow, displacedRow, isUnproven, receiptOf, wasForked } from './operation-rows.ts'
import type { OperationsTable, Tables } from './schema.ts'

/** The first transaction: whatever arrived is on disk, whatever becomes of it later. */
export async function receive(
  { db, engine, serviceId }: SqlPlace,
  operations: readonly ArrivedOperation[],
  receivedAt: number,
): Promise<ReadonlyMap<string, Receipt>> {
  // A call that names one operation twice means the first.
  const firsts = new Map(operations.toReversed().map((operation) => [operation.opId, operation]))
  const opIds = [...firsts.keys()]
  const rows = operations
    .filter((operation) => firsts.get(operation.opId) === operation)
    .map((operation) => arrivedRow(serviceId, operation, receivedAt))
  return engine.write(db, async (transaction) => {
    const inserted = await insertUnknown(transaction, rows)
    let receipts = await receiptsOf(transaction, serviceId, opIds)
    // What was neither known nor inserted lost its place in the tablet's count: a copied profile.
    const isCopied = (row: OperationsTable): boolean => {
      const receipt = receipts.get(row.op_id)
      return receipt === undefined || wasForked(row, receipt)
    }
    if (rows.some(isCopied)) {
      await displace(transaction, serviceId, rows, inserted, receipts)
      receipts = await receiptsOf(transaction, serviceId, opIds)
    }
    const proven = operations.filter(({ opId, hash, proven: isProven }) => {
      const receipt = receipts.get(opId)
      return isProven && receipt?.proven === false && receipt.hash === hash
    })
    if (proven.length === 0) return receipts
    await prove(transaction, serviceId, proven, receipts)
    return receiptsOf(transaction, serviceId, opIds)
  })
}

/** @returns ids of those that were not known */
async function insertUnknown(
  transaction: Transaction<Tables>,
  rows: readonly OperationsTable[],
): Promise<ReadonlySet<string>> {
  const inserted = new Set<string>()
  await inChunks(rows, 14, async (chunk) => {
    // Without a target, so that neither a known id nor a number in use can stop the rest.
    const written = await transaction
      .insertInto('operations')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .returning('op_id')
      .execute()
    for (const row of written) inserted.add(row.op_id)
  })
  return inserted
}

/**
 * Keeps operations whose number is another's, and takes the number of those that came with them after
 * the first such one, or one that was found to be so before: from there on it is not the tablet's own count.
 * Rare, and never more than a few.
 */
async function displace(
  transaction: Transaction<Tables>,
  serviceId: string,
  rows: readonly OperationsTable[],
  inserted: ReadonlySet<string>,
  receipts: ReadonlyMap<string, Receipt>,
): Promise<void> {
  const forkedLineages = new Set<string>()
  const displaced: OperationsTable[] = []
  const followers: OperationsTable[] = []
  for (const row of rows) {
    const receipt = receipts.get(row.op_id)
    if (receipt === undefined) {
      displaced.push(row)
      // One that could not be read has no part in it: its number was only a claim.
      if (row.outcome === null) forkedLineages.add(row.lineage)
    } else if (wasForked(row, receipt)) {
      forkedLineages.add(row.lineage)
    } else if (inserted.has(row.op_id) && row.outcome === null && forkedLineages.has(row.lineage)) {
      followers.push(displacedRow(row))
    }
  }
  for (const { op_id: opId, n, state, outcome, standing, judged_at } of followers) {
    await transaction
      .updateTable('operations')
      .set({ n, state, outcome, standing, judged_at })
      .where('service_id', '=', serviceId)
      .where('op_id', '=', opId)
      .execute()
  }
  // A follower may have freed the number that one which could not be read asked for.
  await insertUnknown(
    transaction,
    displaced.filter((row) => row.outcome !== null),
  )
  await insertUnknown(transaction, displaced.map(displacedRow))
}

/** Notes that operations are the tablet's own; those that waited for review only for lack of it are judged again. */
async function prove(
  transaction: Transaction<Tables>,
  serviceId: string,
  operations: readonly ArrivedOperation[],
  receipts: ReadonlyMap<string, Receipt>,
): Promise<void> {
  const isWaiting = ({ opId }: ArrivedOperation) => {
    const receipt = receipts.get(opId)
    return receipt !== undefined && isUnproven(receipt)
  }
  const again = operations.filter(isWaiting).map(({ opId }) => opId)
  if (again.length > 0) {
    await transaction
      .updateTable('operations')
      .set({ state: 'received', outcome: null, standing: 0, judged_at: null })
      .where('service_id', '=', serviceId)
      .where('op_id', 'in', again)
      // Somebody may decide about it at this very moment; what they decide stands.
      .where('outcome', 'like', '%"not-proven"%')
      .where('proven', '=', 0)
      .execute()
  }
  await transaction
    .updateTable('operations')
    .set({ proven: 1 })
    .where('service_id', '=', serviceId)
    .where(
      'op_id',
      'in',
      operations.map(({ opId }) => opId),
    )
    .execute()
}

async function receiptsOf(
  db: Kysely<Tables>,
  serviceId: string,
  opIds: readonly string[],
): Promise<ReadonlyMap<string, Receipt>> {
  if (opIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('operations')
    .select(['op_id', 'hash', 'outcome', 'standing', 'proven'])
    .where('service_id', '=', serviceId)
    .where('op_id', 'in', opIds)
    .execute()
  return new Map(rows.map((row) => [row.op_id, receiptOf(row)]))
}
