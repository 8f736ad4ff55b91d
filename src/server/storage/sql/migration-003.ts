import { type Kysely, sql } from 'kysely'

/**
 * Sums of what entries add up to, by scope and month. They are filled afterwards, scope by scope, while the
 * server is at work: `sums_version` and `sums_seq` say which scopes have them. What was logged last is found by the day.
 */
// A step sees the tables of its own day, never today's types.
export async function addSums(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('sums')
    .addColumn('service_id', 'text', (column) => column.notNull().references('service.id'))
    .addColumn('month', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('cells', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sums_key', ['service_id', 'month', 'scope'])
    .execute()
  await schema
    .alterTable('scopes')
    .addColumn('sums_version', 'integer', (added) => added.notNull().defaultTo(0))
    .execute()
  await schema
    .alterTable('scopes')
    .addColumn('sums_seq', 'bigint', (added) => added.notNull().defaultTo(0))
    .execute()
  await schema
    .createIndex('records_day')
    .on('records')
    .columns(['service_id', 'scope', 'day'])
    .where(sql.ref('deleted'), '=', 0)
    .execute()
}
