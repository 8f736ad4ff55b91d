import type { Dialect, Kysely, Transaction } from 'kysely'
import type { Tables } from './schema.ts'

/** What differs between database engines. Everything else in this folder runs on each of them. */
export interface SqlEngine {
  readonly dialect: Dialect
  /** Sees that the engine keeps what it is given. @throws when a setting that durability rests on is not in force */
  assertDurable(db: Kysely<Tables>): Promise<void>
  /**
   * Runs a transaction that writes, again from its start when the engine says that it met another one.
   * Its first statement must be a write or `lockScopes`.
   */
  write<Result>(
    db: Kysely<Tables>,
    work: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>
  /**
   * Holds the scopes' counters until the transaction ends, taken in the order of their ids so that two
   * batches never wait for each other. Must be the transaction's first statement.
   *
   * @returns the scopes that exist
   */
  lockScopes(
    transaction: Transaction<Tables>,
    serviceId: string,
    scopes: readonly string[],
  ): Promise<readonly LockedScope[]>
  /** Runs reads that all see one moment. */
  snapshot<Result>(
    db: Kysely<Tables>,
    read: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>
  /** The same for reads that take long, on a connection of their own: writers in this process go on meanwhile. */
  longSnapshot<Result>(
    db: Kysely<Tables>,
    read: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>
}

interface LockedScope {
  readonly id: string
  readonly head_seq: number
  readonly digest: string
  readonly sums_version: number
  readonly sums_seq: number
}

/** Where the functions of a store find its rows. */
export interface SqlPlace {
  readonly db: Kysely<Tables>
  readonly engine: SqlEngine
  readonly serviceId: string
}
