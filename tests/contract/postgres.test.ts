import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { RecordStore } from '#server/storage/record-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import type { Tables } from '#server/storage/sql/schema.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { anArrival, anInstallation, take } from '#support/kept-records.ts'
import { postgresDatabase } from '#support/postgres.ts'

const serviceId = 'testshire'

async function open(url: string): Promise<RecordStore> {
  const store = await openSqlStore({ engine: postgresEngine(url), serviceId })
  onTestFinished(() => store.close())
  return store
}

async function asAdministrator(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1)
}

test('a server whose PostgreSQL would not wait for the disk does not start', async () => {
  const url = await postgresDatabase(onTestFinished)
  await asAdministrator(url, `alter database ${nameIn(url)} set synchronous_commit = off`)
  await expect(open(url)).rejects.toThrow('PostgreSQL runs with synchronous_commit = off')
})

test('processes that start at once on an empty database bring it up to date together', async () => {
  const url = await postgresDatabase(onTestFinished)
  const stores = await Promise.all(Array.from({ length: 5 }, () => open(url)))
  expect(await Promise.all(stores.map((store) => store.readService()))).toEqual(stores.map(() => null))
  const db = new Kysely<Tables>({ dialect: postgresEngine(url).dialect })
  onTestFinished(() => db.destroy())
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  expect(rows.map(({ name }) => name)).toEqual([
    '001-first',
    '002-whole-agreement',
    '003-sums',
    '004-writers-by-change',
  ])
})

test('connections that break are replaced, and the process goes on', async () => {
  const url = await postgresDatabase(onTestFinished)
  const store = await open(url)
  await store.install(anInstallation(serviceId))
  await asAdministrator(
    url,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await expect.poll(async () => (await store.readService())?.id).toBe(serviceId)
  await take(store, [anArrival(randomUUID(), 1)])
  expect((await store.readHeads()).get('site/abingdon')).toBe(1)
})

test('a transaction that met another one is run again from its start, and other failures are not', async () => {
  const engine = postgresEngine(await postgresDatabase(onTestFinished))
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  onTestFinished(() => db.destroy())
  const failing = (code: string, times: number) => {
    let runs = 0
    const work = engine.write(db, async (transaction) => {
      runs += 1
      if (runs <= times) {
        await sql`do ${sql.lit(`begin raise exception using errcode = '${code}'; end`)}`.execute(transaction)
      }
      return runs
    })
    return work.catch(() => `failed after ${runs}`)
  }
  expect(await failing('40001', 2)).toBe(3)
  expect(await failing('40P01', 1)).toBe(2)
  expect(await failing('40P01', 100)).toBe('failed after 6')
  expect(await failing('23505', 1)).toBe('failed after 1')
})

test('a server set to another isolation level settles batches that meet all the same', async () => {
  const url = await postgresDatabase(onTestFinished)
  await asAdministrator(
    url,
    `alter database ${nameIn(url)} set default_transaction_isolation = 'serializable'`,
  )
  const [one, other] = [await open(url), await open(url)]
  await one.install(anInstallation(serviceId))
  const tablets = Array.from({ length: 8 }, () => randomUUID())
  await Promise.all(
    tablets.map((lineage, index) => take(index % 2 === 0 ? one : other, [anArrival(lineage, 1)])),
  )
  expect((await one.readHeads()).get('site/abingdon')).toBe(8)
})

test('every key leads with the service, and the table of keys names them all', async () => {
  const url = await postgresDatabase(onTestFinished)
  await open(url)
  const db = new Kysely<Tables>({ dialect: postgresEngine(url).dialect })
  onTestFinished(() => db.destroy())
  const { rows } = await sql<{ table: string; index: string; columns: string[] }>`
    select relation.relname as table, key.relname as index, array(
      select attribute.attname::text from pg_attribute attribute
      where attribute.attrelid = key.oid order by attribute.attnum
    ) as columns
    from pg_index
    join pg_class relation on relation.oid = indrelid
    join pg_class key on key.oid = indexrelid
    where relation.relnamespace = 'public'::regnamespace and relation.relname not like 'kysely%'
  `.execute(db)
  expect(rows.length).toBeGreaterThan(10)
  const ledByOther = rows.filter(({ columns }) => columns[0] !== 'service_id')
  // The table of services is keyed by the service itself.
  expect(ledByOther).toEqual([{ table: 'service', index: 'service_pkey', columns: ['id'] }])
  const page = await readFile(join(import.meta.dirname, '../../docs/tables.md'), 'utf8')
  for (const { table, columns } of rows) {
    expect(page).toMatch(new RegExp(`\\| \`${table}\` \\|.*\`${columns.join(', ')}\``))
  }
})
