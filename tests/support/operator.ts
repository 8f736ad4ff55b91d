/** What tests of the operator's commands start from. */
import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { RecordStore } from '#server/storage/record-store.ts'
import type { SqlEngine } from '#server/storage/sql/engine.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { openBackup, restore } from '#server/operator/restore.ts'
import type { Report } from '#server/operator/command.ts'
import type { SyncLog } from '#server/sync/settle-operations.ts'
import { smallReference } from './server-reference.ts'

export const TEST_SERVICE = smallReference().service

/** A store on a database that nothing has been put into, closed when the test ends. */
export async function emptyStore(engine: SqlEngine): Promise<RecordStore> {
  const store = await openSqlStore({ engine, serviceId: TEST_SERVICE.id })
  onTestFinished(() => store.close())
  return store
}

/** As the command does it: the file is read through first, and a new history begins. */
export async function restoreFrom(path: string, store: RecordStore): Promise<Report> {
  return restore({ store, newId: () => randomUUID() }, await openBackup(path, TEST_SERVICE))
}

/** What each scope holds, in two words: equal when two databases hold the same copies. */
export function digestsOf(store: RecordStore): Promise<ReadonlyMap<string, string>> {
  return store.readFeed(async (feed) => new Map((await feed.scopes()).map(({ id, digest }) => [id, digest])))
}

export const quietLog: SyncLog = { incident: () => {}, failed: () => {} }
