import { sql, type Transaction } from 'kysely'
import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import type { Decision, ScopeState, SettleRequest, SettleView } from '../record-store.ts'
import { areKept, sumsChanged } from '../kept-sums.ts'
import { inChunks } from './chunks.ts'
import type { SqlPlace } from './engine.ts'
import { writeRecords } from './records.ts'
import { judged } from './operation-rows.ts'
import { numberOf } from './rows.ts'
import type { Tables } from './schema.ts'
import { readView } from './settle-view.ts'
import { changeSums } from './sums.ts'

/** The second transaction. Its number of statements does not depend on the number of operations. */
export async function settle(
  { db, engine, serviceId }: SqlPlace,
  request: SettleRequest,
  decide: (view: SettleView) => Decision,
): Promise<void> {
  await engine.write(db, async (transaction) => {
    const locked = await engine.lockScopes(transaction, serviceId, request.scopes)
    const scopes = new Map(
      locked.map(({ id, head_seq, digest }) => [id, { head: numberOf(head_seq), digest }]),
    )
    const kept = new Set(locked.filter(areKept).map(({ id }) => id))
    const view = await readView(transaction, serviceId, request, scopes)
    const decision = decide(view)
    await writeRecords(transaction, serviceId, decision.records)
    await changeSums(
      transaction,
      serviceId,
      sumsChanged(decision, view.records, (scope) => kept.has(scope)),
    )
    await writeScopes(transaction, serviceId, decision.scopes)
    await writeOutcomes(transaction, serviceId, decision.outcomes, request.judgedAt)
  })
}

// Both engines call the columns of a `values` list column1, column2 and so on, and both can update
// from one: many rows change to as many values in a single statement. PostgreSQL takes such columns
// for text, so numbers are cast.

async function writeScopes(
  transaction: Transaction<Tables>,
  serviceId: string,
  scopes: ReadonlyMap<string, ScopeState>,
): Promise<void> {
  if (scopes.size === 0) return
  const values = [...scopes].map(([id, { head, digest }]) => sql`(${id}, ${String(head)}, ${digest})`)
  await sql`
    update scopes set head_seq = cast(changed.column2 as bigint), digest = changed.column3,
      sums_seq = case when sums_version = ${CONTRIBUTIONS_VERSION} and sums_seq = head_seq
        then cast(changed.column2 as bigint) else sums_seq end
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
  await inChunks(outcomes, 4, async (chunk) => {
    const values = chunk.map(({ opId, outcome, standing }) => {
      const row = judged(outcome, standing, judgedAt)
      return sql`(${opId}, ${row.state}, ${row.outcome}, ${String(row.standing)})`
    })
    await sql`
      update operations set state = judged.column2, outcome = judged.column3,
        standing = cast(judged.column4 as integer), judged_at = ${judgedAt}
      from (values ${sql.join(values)}) as judged
      where operations.service_id = ${serviceId} and operations.op_id = judged.column1
    `.execute(transaction)
  })
}
