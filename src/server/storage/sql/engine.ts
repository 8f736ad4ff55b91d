import type { Dialect, Kysely, Transaction } from 'kysely'
import type { Tables } from './schema.ts'

/** What differs between database engines. Everything else in this folder runs on each of them. */
export interface SqlEngine {
  readonly dialect: Dialect
  /** Sees that the engine keeps what it is given. @throws when a setting that durability rests on is not in force */
  assertDurable(db: Kysely<Tables>): Promise<void>
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
  ): Promise<readonly { readonly id: string; readonly head_seq: number }[]>
  /** Runs reads that all see one moment. */
  snapshot<Result>(
    db: Kysely<Tables>,
    read: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>
}
