import { type Kysely, sql } from 'kysely'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'

const PAGE = 500

/**
 * What the whole agreement keeps beside the first path: digests and floors of scopes, which operations
 * stand, whose they are, what tablets say of their own count and where it begins, and what a restored
 * service shares with its past.
 */
// A step sees the tables of its own day, never today's types.
export async function addWholeAgreement(db: Kysely<Record<string, never>>): Promise<void> {
  await addColumns(db)
  await addIndexes(db)
  await markStanding(db)
  await fillDigests(db)
}

async function addColumns({ schema }: Kysely<Record<string, never>>): Promise<void> {
  const counted = ['scopes.floor_seq', 'tablets.durable_through', 'records.shared_rev'] as const
  for (const name of counted) {
    const [table = '', column = ''] = name.split('.')
    await schema
      .alterTable(table)
      .addColumn(column, 'bigint', (added) => added.notNull().defaultTo(0))
      .execute()
  }
  await schema
    .alterTable('scopes')
    .addColumn('digest', 'text', (added) => added.notNull().defaultTo(EMPTY_DIGEST))
    .execute()
  await schema
    .alterTable('operations')
    .addColumn('standing', 'integer', (added) => added.notNull().defaultTo(0))
    .execute()
  // Until now nobody but the tablet itself could bring its operations.
  await schema
    .alterTable('operations')
    .addColumn('proven', 'integer', (added) => added.notNull().defaultTo(1))
    .execute()
  await schema.alterTable('tablets').addColumn('heartbeat', 'text').execute()
  await schema
    .alterTable('tablets')
    .addColumn('first_n', 'bigint', (added) => added.notNull().defaultTo(1))
    .execute()
  await schema.alterTable('service').addColumn('shared_epoch', 'text').execute()
}

async function addIndexes({ schema }: Kysely<Record<string, never>>): Promise<void> {
  await schema
    .createIndex('operations_standing')
    .on('operations')
    .columns(['service_id', 'record_id'])
    .where(sql.ref('standing'), '=', 1)
    .execute()
  await schema.createIndex('records_kind').on('records').columns(['service_id', 'scope', 'kind']).execute()
}

/** What was refused or put to review so far waits on its tablet, and nobody could deal with it yet. */
async function markStanding(db: Kysely<Record<string, never>>): Promise<void> {
  await sql`
    update operations set standing = 1
    where outcome like '%"outcome":"refused"%' or outcome like '%"outcome":"review"%'
  `.execute(db)
}

interface RecordRow {
  readonly service_id: string
  readonly id: string
  readonly scope: string
  readonly kind: string
  readonly rev: number | string
  readonly seq: number | string
  readonly deleted: number
  readonly body: string
}

async function fillDigests(db: Kysely<Record<string, never>>): Promise<void> {
  const { rows: scopes } = await sql<{ service_id: string; id: string }>`
    select service_id, id from scopes
  `.execute(db)
  for (const scope of scopes) {
    await sql`
      update scopes set digest = ${await digestOf(db, scope)}
      where service_id = ${scope.service_id} and id = ${scope.id}
    `.execute(db)
  }
}

async function digestOf(
  db: Kysely<Record<string, never>>,
  scope: { readonly service_id: string; readonly id: string },
): Promise<string> {
  let digest = EMPTY_DIGEST
  let seq = 0
  for (;;) {
    const { rows } = await sql<RecordRow>`
      select id, kind, rev, seq, deleted, body from records
      where service_id = ${scope.service_id} and scope = ${scope.id} and seq > ${seq}
      order by seq limit ${PAGE}
    `.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return digest
    digest = changeDigest(digest, [], rows.map(hashOf))
    seq = Number(last.seq)
  }
}

function hashOf(row: RecordRow): string {
  return copyHash({
    id: row.id,
    kind: row.kind,
    rev: Number(row.rev),
    seq: Number(row.seq),
    deleted: row.deleted === 1,
    // A record's body, written by the store from a checked one.
    body: JSON.parse(row.body) as Record<string, unknown>,
  })
}
