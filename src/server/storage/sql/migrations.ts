import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { addWholeAgreement } from './migration-002.ts'
import { addSums } from './migration-003.ts'
import type { Tables } from './schema.ts'

/** Steps are only ever added: a step that was released is never changed. */
const steps: Record<string, Migration> = {
  '001-first': { up: createFirstTables },
  '002-whole-agreement': { up: addWholeAgreement },
  '003-sums': { up: addSums },
  // No table changes: `writersText` is kept otherwise from here on, and a build that cannot read that must not start.
  '004-writers-by-change': { up: async () => {} },
}

/** Brings a database to the newest step. @throws when it was written by a newer build, or a step fails */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('The database could not be brought up to date', { cause: error })
}

// A step sees the tables of its own day, never today's types.
async function createFirstTables(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('service')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('installed_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('scopes')
    .addColumn('service_id', 'text', (column) => column.notNull().references('service.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('head_seq', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('scopes_key', ['service_id', 'id'])
    .execute()
  await createRecords(db)
  await createOperations(db)
  await createIdentity(db)
}

async function createRecords({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('records')
    .addColumn('service_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('day', 'text')
    .addColumn('rev', 'bigint', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('deleted', 'integer', (column) => column.notNull())
    .addColumn('schema_version', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('history', 'text', (column) => column.notNull())
    .addColumn('writers', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('records_key', ['service_id', 'id'])
    .addForeignKeyConstraint('records_scope', ['service_id', 'scope'], 'scopes', ['service_id', 'id'])
    .execute()
  await schema
    .createIndex('records_feed')
    .unique()
    .on('records')
    .columns(['service_id', 'scope', 'seq'])
    .execute()
}

async function createOperations({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('operations')
    .addColumn('service_id', 'text', (column) => column.notNull().references('service.id'))
    .addColumn('op_id', 'text', (column) => column.notNull())
    .addColumn('lineage', 'text', (column) => column.notNull())
    .addColumn('n', 'bigint')
    .addColumn('record_id', 'text')
    .addColumn('scope', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('judged_at', 'bigint')
    .addPrimaryKeyConstraint('operations_key', ['service_id', 'op_id'])
    .addUniqueConstraint('operations_count', ['service_id', 'lineage', 'n'])
    .execute()
  await schema
    .createIndex('operations_of_record')
    .on('operations')
    .columns(['service_id', 'record_id'])
    .execute()
  await schema
    .createIndex('operations_unsettled')
    .on('operations')
    .columns(['service_id', 'lineage', 'n'])
    .where(sql.ref('state'), '!=', 'settled')
    .execute()
}

async function createIdentity({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('tablets')
    .addColumn('service_id', 'text', (column) => column.notNull().references('service.id'))
    .addColumn('lineage', 'text', (column) => column.notNull())
    .addColumn('credential_hash', 'text', (column) => column.notNull())
    .addColumn('site_id', 'text')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('person_name', 'text', (column) => column.notNull())
    .addColumn('enrolled_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .addPrimaryKeyConstraint('tablets_key', ['service_id', 'lineage'])
    .addUniqueConstraint('tablets_credential', ['service_id', 'credential_hash'])
    .execute()
  await schema
    .createTable('enrolment_codes')
    .addColumn('service_id', 'text', (column) => column.notNull().references('service.id'))
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addColumn('site_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('used_at', 'bigint')
    .addColumn('first', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('enrolment_codes_key', ['service_id', 'code_hash'])
    .execute()
}
