import { readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type CompiledQuery, Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import type { RecordStore } from '#server/storage/record-store.ts'
import { keepingStatements } from '#server/storage/sql/kept-statements.ts'
import type { Tables } from '#server/storage/sql/schema.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { anArrival, anInstallation, decideNothing, digestOf, take } from '#support/kept-records.ts'
import { temporaryFolder } from '#support/server-open.ts'

const serviceId = 'testshire'

async function databasePath(): Promise<string> {
  return join(await temporaryFolder(), 'branchline.sqlite')
}

async function open(path: string): Promise<RecordStore> {
  const store = await openSqlStore({ engine: sqliteEngine(path), serviceId })
  onTestFinished(() => store.close())
  return store
}

async function pragma(db: Kysely<Tables>, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)
  return Object.values(rows[0] ?? {})[0]
}

test('the embedded database forces every commit to disk, keeps references and waits for others', async () => {
  const engine = sqliteEngine(await databasePath())
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  onTestFinished(() => db.destroy())
  expect(await pragma(db, 'journal_mode')).toBe('wal')
  expect(await pragma(db, 'synchronous')).toBe(2)
  expect(await pragma(db, 'foreign_keys')).toBe(1)
  expect(await pragma(db, 'busy_timeout')).toBe(5000)
})

test('a server whose database would not force commits to disk does not start', async () => {
  const engine = sqliteEngine(await databasePath())
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  onTestFinished(() => db.destroy())
  await sql`pragma synchronous = normal`.execute(db)
  await expect(engine.assertDurable(db)).rejects.toThrow(
    'SQLite runs with synchronous = 1, and must run with 2',
  )
})

test('a database can be closed and opened again, with everything in it', async () => {
  const path = await databasePath()
  const before = await openSqlStore({ engine: sqliteEngine(path), serviceId })
  const installation = anInstallation(serviceId)
  await before.install(installation)
  await take(before, [anArrival(randomUUID(), 1)])
  await before.close()
  const after = await open(path)
  expect(await after.readService()).toEqual(installation.service)
  expect(await after.recordsOf('site/abingdon', 'event-session')).toHaveLength(1)
})

test('a statement is prepared once, sees tables as they now are, and gives way to a hundred others', async () => {
  const path = await databasePath()
  const [database, other] = [new Database(path), new Database(path)]
  const keeping = keepingStatements(database)
  onTestFinished(() => {
    keeping.close()
    other.close()
  })
  database.exec('create table doors (id text); insert into doors values (1)')
  const all = keeping.prepare('select * from doors')
  expect(all.all([])).toEqual([{ id: '1' }])
  other.exec('alter table doors add column counted integer default 14')
  expect(all.all([])).toEqual([{ id: '1', counted: 14 }])
  expect(keeping.prepare('select * from doors')).toBe(all)
  for (let n = 1; n <= 100; n += 1) keeping.prepare(`select ${n}`)
  expect(keeping.prepare('select 100')).toBe(keeping.prepare('select 100'))
  expect(keeping.prepare('select * from doors')).not.toBe(all)
})

test('two connections to one file, as of the server and the command line, take turns', async () => {
  const path = await databasePath()
  const [server, commandLine] = [await open(path), await open(path)]
  await server.install(anInstallation(serviceId))
  const lineage = randomUUID()
  for (let n = 1; n <= 10; n += 1) await take(n % 2 === 0 ? server : commandLine, [anArrival(lineage, n)])
  expect((await commandLine.readHeads()).get('site/abingdon')).toBe(10)
  const copied: string[] = []
  await commandLine.dump(async (table) => {
    if (copied.length === 0) await take(server, [anArrival(lineage, 11)])
    copied.push(table)
  })
  expect(copied).toContain('operations')
})

/** How SQLite goes through the ledger for one statement: the index and what it looks up in it, or that it walks all. */
function waysThrough(database: Database.Database, { sql: text, parameters }: CompiledQuery): string[] {
  const steps = database.prepare(`explain query plan ${text}`).all(...parameters)
  const details = steps.map((step) => v.parse(v.object({ detail: v.string() }), step).detail)
  return details.filter((detail) => /^(SCAN|SEARCH) operations/.test(detail))
}

test('a push looks up its own operations and what stands on its records, and never walks the ledger', async () => {
  const path = await databasePath()
  const statements: CompiledQuery[] = []
  const store = await openSqlStore({
    engine: sqliteEngine(path),
    serviceId,
    onStatement: ({ query }) => statements.push(query),
  })
  onTestFinished(() => store.close())
  await store.install(anInstallation(serviceId))
  statements.length = 0
  await take(store, [anArrival(randomUUID(), 1), anArrival(randomUUID(), 1, { recordId: 'session-2' })])
  await store.heldOn(['session-1', 'session-2'])
  await store.outcomesOf([randomUUID()])
  const database = new Database(path)
  onTestFinished(() => void database.close())
  const isOfLedger = ({ sql: text }: CompiledQuery) => /^\s*(select|update).*operations/s.test(text)
  const ways = statements.filter(isOfLedger).flatMap((statement) => waysThrough(database, statement))
  expect(ways.length).toBeGreaterThan(5)
  for (const way of ways) {
    expect(way).toMatch(/op_id=\?|record_id=\?|operations_unsettled \(service_id=\? AND lineage=\?/)
  }
})

test('a database of the first build is brought up to date: digests filled, what was refused standing', async () => {
  const path = await databasePath()
  const old = new Database(path)
  old.exec(await readFile(join(import.meta.dirname, '../fixtures/server-tables-001.sql'), 'utf8'))
  old.close()
  const store = await open(path)
  const records = await store.recordsAfter('', 100)
  expect(records).toHaveLength(13)
  for (const { id, digest, floor } of await store.readFeed((feed) => feed.scopes())) {
    expect(digest).toBe(digestOf(records.filter(({ scope }) => scope === id)))
    expect(floor).toBe(0)
  }
  const operations = await store.operationsAfter('', 100)
  const standing = operations.filter((operation) => operation.standing)
  expect(standing).toHaveLength(3)
  expect(
    standing.every(({ outcome }) => outcome?.outcome === 'refused' || outcome?.outcome === 'review'),
  ).toBe(true)
  const [tablet] = await store.listTablets()
  expect(tablet).toMatchObject({ durableThrough: 0, heartbeat: null })
  const review = standing.find(({ outcome }) => outcome?.outcome === 'review')
  const request = {
    lineage: tablet?.lineage ?? '',
    recordIds: [review?.recordId ?? ''],
    scopes: ['site/wychwood'],
    judgedAt: 0,
  }
  await store.settle(request, (view) => {
    expect(view.standing).toMatchObject([{ opId: review?.opId, proven: true }])
    return decideNothing()
  })
})
