import type Database from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'

/** A push needs about twenty; those of batches of other sizes are other statements. */
const KEPT_AT_MOST = 100

/**
 * A database that keeps the statements it has prepared and takes the same one for the same text. Preparing
 * costs a small push as much as running: SQLite compiles the text, and the driver makes a function for its
 * rows. SQLite itself prepares a kept one again when the tables have changed.
 *
 * Must not be used for rows read one by one while others go on: a statement does one thing at a time.
 */
export function keepingStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>()
  return {
    close: () => {
      kept.clear()
      database.close()
    },
    prepare: (text) => {
      const statement = kept.get(text) ?? database.prepare(text)
      // The one used last stands last, so that the first is the one not used for longest.
      kept.delete(text)
      kept.set(text, statement)
      const [oldest] = kept.keys()
      if (kept.size > KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest)
      return statement
    },
  }
}
