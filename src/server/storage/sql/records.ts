import type { Kysely, Transaction } from 'kysely'
import type { Feed, FeedRow, Installation, KeptRecord, Service } from '../record-store.ts'
import { inChunks } from './chunks.ts'
import type { SqlEngine } from './engine.ts'
import { numberOf, recordOf, rowOf } from './rows.ts'
import type { Tables } from './schema.ts'

/** What a row weighs in a reply beside its body and history. */
const ENVELOPE_BYTES = 240

export async function readService(db: Kysely<Tables>, serviceId: string): Promise<Service | null> {
  const row = await db
    .selectFrom('service')
    .select(['id', 'name', 'epoch'])
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return row ?? null
}

export async function install(db: Kysely<Tables>, installation: Installation): Promise<boolean> {
  const { service, scopes, records, installedAt } = installation
  return db.transaction().execute(async (transaction) => {
    const inserted = await transaction
      .insertInto('service')
      .values({ ...service, installed_at: installedAt })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows !== 1n) return false
    await transaction
      .insertInto('scopes')
      .values(scopes.map(({ id, head }) => ({ service_id: service.id, id, head_seq: head })))
      .execute()
    await writeRecords(transaction, service.id, records)
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
  await inChunks(rows, 12, async (chunk) => {
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
  db: Kysely<Tables>,
  engine: SqlEngine,
  serviceId: string,
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
          .select(['id', 'head_seq'])
          .where('service_id', '=', serviceId)
          .orderBy('id')
          .execute()
        return rows.map((row) => ({ id: row.id, head: numberOf(row.head_seq) }))
      },
      rowsAfter: (scope, seq, limit) => rowsAfter(transaction, serviceId, scope, seq, limit),
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
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('scope', '=', scope)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map((row) => {
    // Who last wrote each field stays on the server.
    const { writers: _, ...record } = recordOf(row)
    const bytes = Buffer.byteLength(row.body) + Buffer.byteLength(row.history) + ENVELOPE_BYTES
    return { record, bytes }
  })
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
