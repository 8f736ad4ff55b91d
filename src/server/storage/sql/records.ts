import type { Kysely, Transaction } from 'kysely'
import { sumsAtFirst } from '../kept-sums.ts'
import {
  emptyScope,
  type Feed,
  type FeedRow,
  type Installation,
  type KeptRecord,
  type Service,
} from '../record-store.ts'
import { inChunks } from './chunks.ts'
import type { SqlPlace } from './engine.ts'
import {
  assertService,
  feedRowOf,
  numberOf,
  recordOf,
  rowOf,
  scopeOf,
  scopeRow,
  STORED_COLUMNS,
} from './rows.ts'
import type { Tables } from './schema.ts'
import { readLastDays, readSums, writeSums } from './sums.ts'

export async function readService(db: Kysely<Tables>, serviceId: string): Promise<Service | null> {
  const row = await db
    .selectFrom('service')
    .select(['id', 'name', 'epoch'])
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return row ?? null
}

/** @throws when it is another service that is to be installed than the one this store is open for */
export async function install(
  { db, engine, serviceId }: SqlPlace,
  installation: Installation,
): Promise<boolean> {
  const { service, scopes, records, installedAt } = installation
  assertService(serviceId, service.id)
  return engine.write(db, async (transaction) => {
    const inserted = await transaction
      .insertInto('service')
      .values({ ...service, installed_at: installedAt, shared_epoch: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows !== 1n) return false
    await transaction
      .insertInto('scopes')
      .values(scopes.map((scope) => scopeRow(serviceId, scope)))
      .execute()
    await writeRecords(transaction, serviceId, records)
    await writeSums(transaction, serviceId, sumsAtFirst(records))
    return true
  })
}

/** @throws when a record's id belongs to another scope, which judging must have refused */
export async function writeRecords(
  transaction: Transaction<Tables>,
  serviceId: string,
  records: readonly KeptRecord[],
): Promise<void> {
  const rows = records.map((record) => rowOf(serviceId, record))
  await inChunks(rows, 13, async (chunk) => {
    const written = await transaction
      .insertInto('records')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['service_id', 'id'])
          .doUpdateSet((update) => ({
            day: update.ref('excluded.day'),
            rev: update.ref('excluded.rev'),
            seq: update.ref('excluded.seq'),
            deleted: update.ref('excluded.deleted'),
            schema_version: update.ref('excluded.schema_version'),
            body: update.ref('excluded.body'),
            history: update.ref('excluded.history'),
            writers: update.ref('excluded.writers'),
          }))
          // Two scopes are locked apart, so one id made in both at once is only seen here.
          .whereRef('records.scope', '=', 'excluded.scope'),
      )
      .executeTakeFirst()
    if (written.numInsertedOrUpdatedRows !== BigInt(chunk.length)) {
      throw new Error('A record was made in two scopes at once')
    }
  })
}

export async function readFeed<Result>(
  { db, engine, serviceId }: SqlPlace,
  read: (feed: Feed) => Promise<Result>,
): Promise<Result> {
  return engine.snapshot(db, async (transaction) => {
    const service = await transaction
      .selectFrom('service')
      .select('epoch')
      .where('id', '=', serviceId)
      .executeTakeFirstOrThrow()
    return read({
      epoch: service.epoch,
      scopes: async () => {
        const rows = await transaction
          .selectFrom('scopes')
          .select(['id', 'head_seq', 'floor_seq', 'digest'])
          .where('service_id', '=', serviceId)
          .orderBy('id')
          .execute()
        return rows.map(scopeOf)
      },
      rowsAfter: (scope, seq, limit) => rowsAfter(transaction, serviceId, scope, seq, limit),
      recordsOf: (scopes, kinds) => recordsOfKinds(transaction, serviceId, scopes, kinds),
      sums: (asked) => readSums(transaction, serviceId, asked),
      lastDays: (until) => readLastDays(transaction, serviceId, until),
    })
  })
}

async function rowsAfter(
  transaction: Transaction<Tables>,
  serviceId: string,
  scope: string,
  seq: number,
  limit: number,
): Promise<readonly FeedRow[]> {
  const rows = await transaction
    .selectFrom('records')
    .select(STORED_COLUMNS)
    .where('service_id', '=', serviceId)
    .where('scope', '=', scope)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(feedRowOf)
}

export async function recordsOf(
  db: Kysely<Tables>,
  serviceId: string,
  scope: string,
  kind: string,
): Promise<readonly KeptRecord[]> {
  const rows = await db
    .selectFrom('records')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('scope', '=', scope)
    .where('kind', '=', kind)
    .orderBy('seq')
    .execute()
  return rows.map(recordOf)
}

async function recordsOfKinds(
  transaction: Transaction<Tables>,
  serviceId: string,
  scopes: readonly string[],
  kinds: readonly string[],
): Promise<readonly KeptRecord[]> {
  const rows = await transaction
    .selectFrom('records')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('scope', 'in', scopes)
    .where('kind', 'in', kinds)
    .execute()
  // Sorted here, where they are few: asked to sort, SQLite walks every record of a scope in its order.
  return rows
    .map(recordOf)
    .toSorted((a, b) => (a.scope === b.scope ? a.seq - b.seq : a.scope < b.scope ? -1 : 1))
}

export async function recordsAfter(
  db: Kysely<Tables>,
  serviceId: string,
  id: string,
  limit: number,
): Promise<readonly KeptRecord[]> {
  const rows = await db
    .selectFrom('records')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(recordOf)
}

export async function readHeads(db: Kysely<Tables>, serviceId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('scopes')
    .select(['id', 'head_seq'])
    .where('service_id', '=', serviceId)
    .execute()
  return new Map(rows.map((row) => [row.id, numberOf(row.head_seq)]))
}

export async function addScopes(
  db: Kysely<Tables>,
  serviceId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await db
    .insertInto('scopes')
    .values(ids.map((id) => scopeRow(serviceId, emptyScope(id))))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The head moves too: a tablet that stands at the newest `seq` must fetch anew like any other, and only once. */
export async function raiseFloor(db: Kysely<Tables>, serviceId: string, scope: string): Promise<boolean> {
  const raised = await db
    .updateTable('scopes')
    .set((update) => ({
      head_seq: update('head_seq', '+', 1),
      floor_seq: update('head_seq', '+', 1),
      // No record changes, so that sums which hold all of them still do.
      sums_seq: update('sums_seq', '+', 1),
    }))
    .where('service_id', '=', serviceId)
    .where('id', '=', scope)
    .executeTakeFirst()
  return raised.numUpdatedRows === 1n
}
