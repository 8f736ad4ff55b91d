import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { installReference } from '#server/sync/install-reference.ts'
import type { Tables } from '#server/storage/sql/schema.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { smallReference } from '#support/server-reference.ts'
import { enrolTablet } from '#support/server-tablet.ts'

async function pragma(db: Kysely<Tables>, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)
  return Object.values(rows[0] ?? {})[0]
}

test('the embedded database forces every commit to disk, keeps references and waits for others', async () => {
  const engine = sqliteEngine(join(await temporaryFolder(), 'branchline.sqlite'))
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  onTestFinished(() => db.destroy())
  expect(await pragma(db, 'journal_mode')).toBe('wal')
  expect(await pragma(db, 'synchronous')).toBe(2)
  expect(await pragma(db, 'foreign_keys')).toBe(1)
  expect(await pragma(db, 'busy_timeout')).toBe(5000)
})

test('a server whose database would not force commits to disk does not start', async () => {
  const engine = sqliteEngine(join(await temporaryFolder(), 'branchline.sqlite'))
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  onTestFinished(() => db.destroy())
  await sql`pragma synchronous = normal`.execute(db)
  await expect(engine.assertDurable(db)).rejects.toThrow(
    'SQLite runs with synchronous = 1, and must run with 2',
  )
})

test('a database can be closed and opened again, with everything in it', async () => {
  const path = join(await temporaryFolder(), 'branchline.sqlite')
  const open = () => openSqlStore({ engine: sqliteEngine(path), serviceId: 'testshire' })
  const before = await open()
  await installReference(before, smallReference(), { clock: () => 0, newId: () => 'epoch' })
  await before.close()
  const after = await open()
  onTestFinished(() => after.close())
  expect(await after.readService()).toEqual({ id: 'testshire', name: 'Testshire libraries', epoch: 'epoch' })
  expect(await after.recordsOf('authority', 'preset')).toHaveLength(2)
})

test('services in one database do not see each other', async () => {
  const path = join(await temporaryFolder(), 'branchline.sqlite')
  const open = async (serviceId: string) => {
    const store = await openSqlStore({ engine: sqliteEngine(path), serviceId })
    onTestFinished(() => store.close())
    const reference = { ...smallReference(), service: { id: serviceId, name: serviceId } }
    await installReference(store, reference, { clock: () => 0, newId: () => `epoch of ${serviceId}` })
    return store
  }
  const [one, other] = [await open('one'), await open('other')]
  await one.addCode({ codeHash: 'h', siteId: null, expiresAt: null, first: true }, 0)
  expect(await other.findCode('h')).toBeNull()
  expect((await other.readService())?.epoch).toBe('epoch of other')
  expect(await other.recordsOf('authority', 'preset')).toHaveLength(2)
})

test('a batch of two hundred takes as many statements as a batch of one', async () => {
  let statements = 0
  const server = await openServer({
    onStatement: () => {
      statements += 1
    },
  })
  const tablet = await enrolTablet(server, 'site/abingdon')
  const statementsFor = async (count: number): Promise<number> => {
    const operations = Array.from({ length: count }, () => tablet.create())
    statements = 0
    await tablet.push(operations)
    return statements
  }
  const forOne = await statementsFor(1)
  expect(await statementsFor(200)).toBe(forOne)
})
