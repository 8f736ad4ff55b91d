import { type Kysely, sql, type Transaction } from 'kysely'
import type { Decision, SettleRequest, SettleView } from '../record-store.ts'
import { inChunks } from './chunks.ts'
import type { SqlEngine } from './engine.ts'
import { UNSETTLED_COLUMNS } from './operations.ts'
import { writeRecords } from './records.ts'
import { numberOf, recordOf, stateOf, unsettledOf } from './rows.ts'
import type { Tables } from './schema.ts'

/** The second transaction. Its number of statements does not depend on the number of operations. */
export async function settle(
  db: Kysely<Tables>,
  engine: SqlEngine,
  serviceId: string,
  request: SettleRequest,
  decide: (view: SettleView) => Decision,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const locked = await engine.lockScopes(transaction, serviceId, request.scopes)
    const heads = new Map(locked.map((scope) => [scope.id, numberOf(scope.head_seq)]))
    const decision = decide(await readView(transaction, serviceId, request, heads))
    await writeRecords(transaction, serviceId, decision.records)
    await writeHeads(transaction, serviceId, decision.heads)
    await writeOutcomes(transaction, serviceId, decision.outcomes, request.judgedAt)
  })
}

async function readView(
  transaction: Transaction<Tables>,
  serviceId: string,
  request: SettleRequest,
  heads: ReadonlyMap<string, number>,
): Promise<SettleView> {
  const service = await transaction
    .selectFrom('service')
    .select('epoch')
    .where('id', '=', serviceId)
    .executeTakeFirstOrThrow()
  const tablet = await transaction
    .selectFrom('tablets')
    .select(['site_id', 'revoked_at'])
    .where('service_id', '=', serviceId)
    .where('lineage', '=', request.lineage)
    .executeTakeFirst()
  const ofTheseRecords = transaction
    .selectFrom('operations')
    .where('service_id', '=', serviceId)
    .where('record_id', 'in', request.recordIds)
    .where('lineage', '=', request.lineage)
  const unsettled = await ofTheseRecords
    .select(UNSETTLED_COLUMNS)
    .where('state', '!=', 'settled')
    .where('scope', 'in', request.scopes)
    .orderBy('n')
    .execute()
  const settled = await ofTheseRecords.select('n').where('state', '=', 'settled').execute()
  const records = await transaction
    .selectFrom('records')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('id', 'in', request.recordIds)
    .execute()
  return {
    epoch: service.epoch,
    rights: tablet === undefined ? null : { siteId: tablet.site_id, revoked: tablet.revoked_at !== null },
    operations: unsettled.map(unsettledOf),
    settledNumbers: new Set(settled.flatMap((row) => (row.n === null ? [] : [numberOf(row.n)]))),
    records: new Map(records.map((row) => [row.id, recordOf(row)])),
    heads,
  }
}

// Both engines call the columns of a `values` list column1, column2 and so on, and both can update
// from one: many rows change to as many values in a single statement.

async function writeHeads(
  transaction: Transaction<Tables>,
  serviceId: string,
  heads: ReadonlyMap<string, number>,
): Promise<void> {
  if (heads.size === 0) return
  const values = [...heads].map(([id, head]) => sql`(${id}, ${String(head)})`)
  await sql`
    update scopes set head_seq = cast(changed.column2 as bigint)
    from (values ${sql.join(values)}) as changed
    where scopes.service_id = ${serviceId} and scopes.id = changed.column1
  `.execute(transaction)
}

async function writeOutcomes(
  transaction: Transaction<Tables>,
  serviceId: string,
  outcomes: Decision['outcomes'],
  judgedAt: number,
): Promise<void> {
  await inChunks(outcomes, 3, async (chunk) => {
    const values = chunk.map(
      ({ opId, outcome }) => sql`(${opId}, ${stateOf(outcome)}, ${JSON.stringify(outcome)})`,
    )
    await sql`
      update operations set state = judged.column2, outcome = judged.column3, judged_at = ${judgedAt}
      from (values ${sql.join(values)}) as judged
      where operations.service_id = ${serviceId} and operations.op_id = judged.column1
    `.execute(transaction)
  })
}
