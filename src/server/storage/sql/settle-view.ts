import { sql, type Transaction } from 'kysely'
import { quarterClose } from '#domain/plan/quarter-close.ts'
import { reviewIdOf } from '#domain/records/review.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { KeptRecord, SettleRequest, SettleView, TabletRights } from '../record-store.ts'
import { UNSETTLED_COLUMNS } from './operations.ts'
import { byTabletAndCount, standingOf, unsettledOf } from './operation-rows.ts'
import { closedQuartersOf, numberOf, recordOf } from './rows.ts'
import type { Tables } from './schema.ts'

/** Reads everything that judging may know, after the scopes were locked. */
export async function readView(
  transaction: Transaction<Tables>,
  serviceId: string,
  request: SettleRequest,
  scopes: SettleView['scopes'],
): Promise<SettleView> {
  const service = await transaction
    .selectFrom('service')
    .select(['epoch', 'shared_epoch'])
    .where('id', '=', serviceId)
    .executeTakeFirstOrThrow()
  const ledger = await readLedger(transaction, serviceId, request)
  const waiting = [...ledger.operations, ...ledger.standing]
  const recordIds = [...request.recordIds, ...waiting.map(({ opId }) => reviewIdOf(opId))]
  return {
    epoch: service.epoch,
    sharedEpoch: service.shared_epoch,
    rights: await readRights(transaction, serviceId, request.lineage),
    ...ledger,
    records: await readRecords(transaction, serviceId, recordIds),
    scopes,
    closedQuarters: await readClosedQuarters(transaction, serviceId),
  }
}

async function readRights(
  transaction: Transaction<Tables>,
  serviceId: string,
  lineage: string,
): Promise<TabletRights | null> {
  const tablet = await transaction
    .selectFrom('tablets')
    .select(['site_id', 'revoked_at'])
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .executeTakeFirst()
  return tablet === undefined ? null : { siteId: tablet.site_id, revoked: tablet.revoked_at !== null }
}

async function readLedger(
  transaction: Transaction<Tables>,
  serviceId: string,
  request: SettleRequest,
): Promise<Pick<SettleView, 'operations' | 'settledNumbers' | 'standing'>> {
  const ofTheseRecords = transaction
    .selectFrom('operations')
    .where('service_id', '=', serviceId)
    .where('record_id', 'in', request.recordIds)
  // What comes out is few rows and sorted here: asked to sort, SQLite walks the index that lies in that
  // order, over every operation of the service. Conditions of an index are literals, which a planner can see.
  const unsettled = await ofTheseRecords
    .select(UNSETTLED_COLUMNS)
    .where('lineage', '=', request.lineage)
    .where('state', '!=', sql.lit('settled'))
    .where('scope', 'in', request.scopes)
    .execute()
  // Of all tablets: asked for one tablet's, SQLite goes through everything that tablet ever sent.
  const settled = await ofTheseRecords
    .select(['lineage', 'n'])
    .where('state', '=', 'settled')
    .where('n', 'is not', null)
    .execute()
  const standing = await ofTheseRecords
    .select([...UNSETTLED_COLUMNS, 'outcome'])
    .where('standing', '=', sql.lit(1))
    .where('state', '=', 'settled')
    .where('n', 'is not', null)
    .execute()
  const own = settled.filter((row) => row.lineage === request.lineage)
  return {
    operations: unsettled.map(unsettledOf).toSorted(byTabletAndCount),
    settledNumbers: new Set(own.flatMap((row) => (row.n === null ? [] : [numberOf(row.n)]))),
    standing: standing.map(standingOf).toSorted(byTabletAndCount),
  }
}

async function readRecords(
  transaction: Transaction<Tables>,
  serviceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptRecord>> {
  const rows = await transaction
    .selectFrom('records')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, recordOf(row)]))
}

async function readClosedQuarters(
  transaction: Transaction<Tables>,
  serviceId: string,
): Promise<SettleView['closedQuarters']> {
  const rows = await transaction
    .selectFrom('records')
    .select('body')
    .where('service_id', '=', serviceId)
    .where('scope', '=', AUTHORITY_SCOPE)
    .where('kind', '=', quarterClose.kind)
    .where('deleted', '=', 0)
    .execute()
  return closedQuartersOf(rows)
}
