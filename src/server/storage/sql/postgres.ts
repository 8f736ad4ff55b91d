import { type Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { DatabaseError, Pool } from 'pg'
import type { SqlEngine } from './engine.ts'
import type { Tables } from './schema.ts'

const CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
/** A process that stopped in the middle of a batch must not hold its scopes for ever. */
const IDLE_IN_TRANSACTION_MS = 120_000

const TRIES = 6
const RETRY_DELAY_MS = 10
/** serialization_failure and deadlock_detected: two transactions met and this one was taken back whole. */
const MET_ANOTHER: ReadonlySet<string | undefined> = new Set(['40001', '40P01'])

/** A PostgreSQL server, which any number of processes may share. @param url `postgres://user:password@host:port/database` */
export function postgresEngine(url: string): SqlEngine {
  return {
    dialect: new PostgresDialect({ pool: async () => openPool(url) }),
    assertDurable,
    write: (db, work) => writeAgain(db, work),
    lockScopes: (transaction, serviceId, scopes) =>
      transaction
        .selectFrom('scopes')
        .select(['id', 'head_seq', 'digest', 'sums_version', 'sums_seq'])
        .where('service_id', '=', serviceId)
        .where('id', 'in', scopes)
        .orderBy('id')
        .forUpdate()
        .execute(),
    snapshot,
    longSnapshot: snapshot,
  }
}

function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'branchline',
  })
  // A connection that breaks while nobody uses it: the pool has dropped it already, and the next use
  // opens another or fails for whoever asked. Without a listener the process would end.
  pool.on('error', () => {})
  return pool
}

async function writeAgain<Result>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Said, because a server may be set to another level, at which a lock does not bring what is read
      // after it up to date.
      return await db.transaction().setIsolationLevel('read committed').execute(work)
    } catch (error) {
      const isMeeting = error instanceof DatabaseError && MET_ANOTHER.has(error.code)
      if (!isMeeting || attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * attempt))
    }
  }
}

function snapshot<Result>(
  db: Kysely<Tables>,
  read: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
}

async function assertDurable(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ readonly name: string; readonly setting: string }>`
    select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit')
  `.execute(db)
  for (const { name, setting } of rows) {
    // Every other value of synchronous_commit waits for this server's own disk at least.
    if (setting === 'off') throw new Error(`PostgreSQL runs with ${name} = off, and must run with on`)
  }
}
