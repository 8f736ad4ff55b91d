import Database from 'better-sqlite3'
import { type Kysely, sql, SqliteDialect } from 'kysely'
import type { SqlEngine } from './engine.ts'
import type { Tables } from './schema.ts'

/** How long a statement waits for another process, such as the operator's command line. */
const BUSY_TIMEOUT_MS = 5_000

/** The embedded engine. @param path of the database file, or `:memory:` for a test's own */
export function sqliteEngine(path: string): SqlEngine {
  return {
    dialect: new SqliteDialect({ database: async () => openDatabase(path) }),
    assertDurable: (db) => assertPragmas(db, path === ':memory:' ? 'memory' : 'wal'),
    lockScopes: (transaction, serviceId, scopes) =>
      // A write takes SQLite's one write lock at once, which serialises every batch; a read that is
      // promoted later could fail as busy instead of waiting.
      transaction
        .updateTable('scopes')
        .set((update) => ({ head_seq: update.ref('head_seq') }))
        .where('service_id', '=', serviceId)
        .where('id', 'in', scopes.toSorted())
        .returning(['id', 'head_seq'])
        .execute(),
    // In WAL mode a transaction's first read fixes the moment that all of its reads see.
    snapshot: (db, read) => db.transaction().execute(read),
  }
}

function openDatabase(path: string): Database.Database {
  const database = new Database(path)
  // In this order: turning WAL on sets `synchronous` back to NORMAL, which may lose the last commits.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return database
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
