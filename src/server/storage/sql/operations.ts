import { type Kysely, sql, type Transaction } from 'kysely'
import type { Outcome } from '#sync/outcome.ts'
import type { ArrivedOperation, Receipt, UnsettledOperation } from '../record-store.ts'
import { inChunks } from './chunks.ts'
import { outcomeOf, stateOf, unsettledOf } from './rows.ts'
import type { OperationsTable, Tables } from './schema.ts'

/** The answer to an operation whose place in the tablet's count belongs to another one. */
const NUMBER_TAKEN: Outcome = { outcome: 'refused', code: 'op-id-reused', fields: ['n'] }

export const UNSETTLED_COLUMNS = ['op_id', 'lineage', 'n', 'record_id', 'scope', 'payload'] as const

/** The first transaction: whatever arrived is on disk, whatever becomes of it later. */
export async function receive(
  db: Kysely<Tables>,
  serviceId: string,
  operations: readonly ArrivedOperation[],
  receivedAt: number,
): Promise<ReadonlyMap<string, Receipt>> {
  const opIds = [...new Set(operations.map((operation) => operation.opId))]
  return db.transaction().execute(async (transaction) => {
    await insertUnknown(
      transaction,
      operations.map((operation) => arrivedRow(serviceId, operation, receivedAt)),
    )
    const receipts = await receiptsOf(transaction, serviceId, opIds)
    // What was neither known nor inserted lost its place in the tablet's count: a copied profile.
    const displaced = operations.filter((operation) => !receipts.has(operation.opId))
    if (displaced.length === 0) return receipts
    const rows = displaced.map((operation) => ({
      ...arrivedRow(serviceId, { ...operation, n: null, outcome: NUMBER_TAKEN }, receivedAt),
    }))
    await insertUnknown(transaction, rows)
    return receiptsOf(transaction, serviceId, opIds)
  })
}

function arrivedRow(serviceId: string, operation: ArrivedOperation, receivedAt: number): OperationsTable {
  return {
    service_id: serviceId,
    op_id: operation.opId,
    lineage: operation.lineage,
    n: operation.n,
    record_id: operation.recordId,
    scope: operation.scope,
    hash: operation.hash,
    payload: operation.payload,
    received_at: receivedAt,
    state: stateOf(operation.outcome),
    outcome: operation.outcome === null ? null : JSON.stringify(operation.outcome),
    judged_at: operation.outcome === null ? null : receivedAt,
  }
}

async function insertUnknown(
  transaction: Transaction<Tables>,
  rows: readonly OperationsTable[],
): Promise<void> {
  await inChunks(rows, 12, async (chunk) => {
    // Without a target, so that neither a known id nor a number in use can stop the rest.
    await transaction
      .insertInto('operations')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

export async function receiptsOf(
  db: Kysely<Tables>,
  serviceId: string,
  opIds: readonly string[],
): Promise<ReadonlyMap<string, Receipt>> {
  const rows = await db
    .selectFrom('operations')
    .select(['op_id', 'hash', 'outcome'])
    .where('service_id', '=', serviceId)
    .where('op_id', 'in', opIds)
    .execute()
  return new Map(rows.map((row) => [row.op_id, { hash: row.hash, outcome: outcomeOf(row.outcome) }]))
}

export async function unsettledAfter(
  db: Kysely<Tables>,
  serviceId: string,
  place: { readonly lineage: string; readonly n: number } | null,
  limit: number,
): Promise<readonly UnsettledOperation[]> {
  let query = db
    .selectFrom('operations')
    .select(UNSETTLED_COLUMNS)
    .where('service_id', '=', serviceId)
    // A literal, because a planner uses the index of unsettled operations only when it can see the condition.
    .where('state', '!=', sql.lit('settled'))
  if (place !== null) {
    query = query.where((row) =>
      row.or([
        row('lineage', '>', place.lineage),
        row.and([row('lineage', '=', place.lineage), row('n', '>', place.n)]),
      ]),
    )
  }
  const rows = await query.orderBy('lineage').orderBy('n').limit(limit).execute()
  return rows.map(unsettledOf)
}
