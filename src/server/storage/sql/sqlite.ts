import Database from 'better-sqlite3'
import { Kysely, sql, SqliteDialect, type Transaction } from 'kysely'
import type { SqlEngine } from './engine.ts'
import { keepingStatements } from './kept-statements.ts'
import type { Tables } from './schema.ts'

/** How long a statement waits for another process, such as the operator's command line. */
const BUSY_TIMEOUT_MS = 5_000
/** Pages kept in memory. Two megabytes, SQLite's own measure, hold not even the indexes of one year's ledger. */
const CACHE_KIB = 64 * 1024
/**
 * How long the log may grow before its pages go to the database: 32 MB. Pushes write to the same pages again and
 * again; the longer the log, the fewer of them are written twice. It is read through once after a crash.
 */
const LOG_PAGES = 8_000

/** The embedded engine. @param path of the database file, or `:memory:` for a test's own */
export function sqliteEngine(path: string): SqlEngine {
  const opened: { database: Database.Database | null } = { database: null }
  return {
    dialect: new SqliteDialect({
      database: async () => {
        opened.database = openDatabase(path)
        return keepingStatements(opened.database)
      },
    }),
    assertDurable: (db) => assertPragmas(db, path === ':memory:' ? 'memory' : 'wal'),
    // One connection, one transaction at a time: none ever meets another one of this process.
    write: (db, work) => db.transaction().execute(work),
    lockScopes: (transaction, serviceId, scopes) =>
      // A write takes SQLite's one write lock at once, which serialises every batch; a read that is
      // promoted later could fail as busy instead of waiting.
      transaction
        .updateTable('scopes')
        .set((update) => ({ head_seq: update.ref('head_seq') }))
        .where('service_id', '=', serviceId)
        .where('id', 'in', scopes.toSorted())
        .returning(['id', 'head_seq', 'digest', 'sums_version', 'sums_seq'])
        .execute(),
    // In WAL mode a transaction's first read fixes the moment that all of its reads see.
    snapshot: (db, read) => db.transaction().execute(read),
    longSnapshot: (_db, read) => readApart(() => openApart(path, opened.database), read),
  }
}

function openDatabase(path: string): Database.Database {
  const database = new Database(path)
  // In this order: turning WAL on sets `synchronous` back to NORMAL, which may lose the last commits.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  database.pragma(`cache_size = -${CACHE_KIB}`)
  database.pragma(`wal_autocheckpoint = ${LOG_PAGES}`)
  return database
}

/** A second connection: to the file, or to a copy of a database in memory, which nobody else can reach. */
function openApart(path: string, opened: Database.Database | null): Database.Database {
  return path === ':memory:' && opened !== null ? new Database(opened.serialize()) : openDatabase(path)
}

async function readApart<Result>(
  open: () => Database.Database,
  read: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: async () => open() }) })
  try {
    return await db.transaction().execute(read)
  } finally {
    await db.destroy()
  }
}

async function assertPragmas(db: Kysely<Tables>, journal: 'wal' | 'memory'): Promise<void> {
  const expected: Record<string, string | number> = {
    journal_mode: journal,
    synchronous: 2,
    foreign_keys: 1,
  }
  for (const [name, value] of Object.entries(expected)) {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)
    const found = rows[0]?.[name]
    if (found !== value)
      throw new Error(`SQLite runs with ${name} = ${String(found)}, and must run with ${value}`)
  }
}
