import { type Kysely, sql } from 'kysely'
import type { Heartbeat } from '#sync/messages.ts'
import type { RecordStore, Tablet } from '../record-store.ts'
import { inChunks } from './chunks.ts'
import type { SqlPlace } from './engine.ts'
import { heartbeatText, tabletOf } from './rows.ts'
import type { Tables } from './schema.ts'

export async function findTablet(
  db: Kysely<Tables>,
  serviceId: string,
  credentialHash: string,
): Promise<Tablet | null> {
  const row = await db
    .selectFrom('tablets')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('credential_hash', '=', credentialHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : tabletOf(row)
}

export async function tabletSeen(
  db: Kysely<Tables>,
  serviceId: string,
  lineage: string,
  at: number,
): Promise<void> {
  await db
    .updateTable('tablets')
    .set({ last_seen_at: at })
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .execute()
}

export async function listTablets(db: Kysely<Tables>, serviceId: string): Promise<readonly Tablet[]> {
  const rows = await db
    .selectFrom('tablets')
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('enrolled_at')
    .orderBy('lineage')
    .execute()
  return rows.map(tabletOf)
}

export async function revokeTablet(
  db: Kysely<Tables>,
  serviceId: string,
  lineage: string,
  at: number,
): Promise<boolean> {
  const revoked = await db
    .updateTable('tablets')
    .set({ revoked_at: at })
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return revoked.numUpdatedRows === 1n
}

export async function credentialHashOf(
  db: Kysely<Tables>,
  serviceId: string,
  lineage: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('tablets')
    .select('credential_hash')
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .executeTakeFirst()
  return row?.credential_hash ?? null
}

export async function forkTablet(
  { db, engine, serviceId }: SqlPlace,
  from: string,
  fork: Parameters<RecordStore['forkTablet']>[1],
  now: number,
): Promise<boolean> {
  return engine.write(db, async (transaction) => {
    // Without a target: neither a lineage nor a credential that is in use can be taken over.
    await sql`
      insert into tablets (
        service_id, lineage, credential_hash, site_id, person_id, person_name,
        enrolled_at, last_seen_at, revoked_at, durable_through, heartbeat, first_n
      )
      select service_id, ${fork.lineage}, ${fork.credentialHash}, site_id, person_id, person_name,
        cast(${String(now)} as bigint), cast(${String(now)} as bigint), revoked_at, 0, null,
        cast(${String(fork.firstN)} as bigint)
      from tablets where service_id = ${serviceId} and lineage = ${from}
      on conflict do nothing
    `.execute(transaction)
    // The same request again finds what it made the first time.
    return (await credentialHashOf(transaction, serviceId, fork.lineage)) === fork.credentialHash
  })
}

export async function noteHeartbeat(
  db: Kysely<Tables>,
  serviceId: string,
  lineage: string,
  heartbeat: Heartbeat,
): Promise<void> {
  const text = heartbeatText(heartbeat)
  await db
    .updateTable('tablets')
    .set({ heartbeat: text })
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .where((row) => row.or([row('heartbeat', 'is', null), row('heartbeat', '!=', text)]))
    .execute()
}

export async function markDurable(
  { db, engine, serviceId }: SqlPlace,
  through: ReadonlyMap<string, number>,
): Promise<void> {
  await engine.write(db, (transaction) =>
    inChunks([...through], 2, async (chunk) => {
      const values = chunk.map(([lineage, n]) => sql`(${lineage}, ${String(n)})`)
      await sql`
        update tablets set durable_through = cast(durable.column2 as bigint)
        from (values ${sql.join(values)}) as durable
        where tablets.service_id = ${serviceId} and tablets.lineage = durable.column1
          and tablets.durable_through < cast(durable.column2 as bigint)
      `.execute(transaction)
    }),
  )
}
