import { type Kysely, sql } from 'kysely'
import type { Outcome } from '#sync/outcome.ts'
import type { Arrivals, Asker, LedgerOperation, UnsettledOperation } from '../record-store.ts'
import { byTabletAndCount, isFor, ledgerOf, outcomeOf, unsettledOf } from './operation-rows.ts'
import { numberOf } from './rows.ts'
import type { Tables } from './schema.ts'

export const UNSETTLED_COLUMNS = ['op_id', 'lineage', 'n', 'record_id', 'scope', 'payload', 'proven'] as const

export async function outcomesOf(
  db: Kysely<Tables>,
  serviceId: string,
  opIds: readonly string[],
  asker?: Asker,
): Promise<ReadonlyMap<string, Outcome | null>> {
  if (opIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('operations')
    .select(['op_id', 'outcome', 'lineage', 'scope'])
    .where('service_id', '=', serviceId)
    .where('op_id', 'in', opIds)
    .execute()
  return new Map(rows.filter((row) => isFor(row, asker)).map((row) => [row.op_id, outcomeOf(row.outcome)]))
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

/** Looks for gaps where the numbers lie: only their edges leave the database, however many operations there are. */
export async function arrivalsOf(db: Kysely<Tables>, serviceId: string, lineage: string): Promise<Arrivals> {
  const { rows } = await sql<{ readonly n: number | string; readonly next: number | string | null }>`
    with start as (
      select coalesce(
        (select first_n - 1 from tablets where service_id = ${serviceId} and lineage = ${lineage}),
        0
      ) as n
    )
    select n, next from (
      select n, lead(n) over (order by n) as next from (
        select n from start
        union all
        select n from operations
        where service_id = ${serviceId} and lineage = ${lineage} and n > (select n from start)
      ) as numbers
    ) as neighbours
    where next is null or next > n + 1
    order by n
  `.execute(db)
  const ends = rows.map(({ n, next }) => ({
    last: numberOf(n),
    next: next === null ? null : numberOf(next),
  }))
  const unproven = await firstUnproven(db, serviceId, lineage)
  return {
    through: Math.min(ends[0]?.last ?? 0, unproven - 1),
    highest: ends.at(-1)?.last ?? 0,
    holes: ends.flatMap(({ last, next }) => (next === null ? [] : [[last + 1, next - 1] as const])),
  }
}

/** The lowest number that somebody else brought, with nothing to show that it is the tablet's own. */
async function firstUnproven(db: Kysely<Tables>, serviceId: string, lineage: string): Promise<number> {
  const row = await db
    .selectFrom('operations')
    .select((select) => select.fn.min('n').as('n'))
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .where('proven', '=', 0)
    .executeTakeFirst()
  return row === undefined || row.n === null ? Infinity : numberOf(row.n)
}

export async function heldOn(
  db: Kysely<Tables>,
  serviceId: string,
  recordIds: readonly string[],
): Promise<readonly UnsettledOperation[]> {
  if (recordIds.length === 0) return []
  const rows = await db
    .selectFrom('operations')
    .select(UNSETTLED_COLUMNS)
    .where('service_id', '=', serviceId)
    .where('record_id', 'in', recordIds)
    .where('state', '=', 'held')
    .execute()
  // Sorted here: asked to, SQLite walks every operation of the service in that order.
  return rows.map(unsettledOf).toSorted(byTabletAndCount)
}

export async function operationsAfter(
  db: Kysely<Tables>,
  serviceId: string,
  opId: string,
  limit: number,
): Promise<readonly LedgerOperation[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('op_id', '>', opId)
    .orderBy('op_id')
    .limit(limit)
    .execute()
  return rows.map(ledgerOf)
}
