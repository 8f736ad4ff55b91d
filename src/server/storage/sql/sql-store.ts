import { Kysely, type LogEvent } from 'kysely'
import type { RecordStore } from '../record-store.ts'
import type { SqlEngine } from './engine.ts'
import * as identity from './identity.ts'
import { migrate } from './migrations.ts'
import * as operations from './operations.ts'
import * as records from './records.ts'
import type { Tables } from './schema.ts'
import { settle } from './settle.ts'

export interface SqlStoreOptions {
  readonly engine: SqlEngine
  /** The service whose rows this store reads and writes; others in the same database stay unseen. */
  readonly serviceId: string
  /** Hears of every statement, for those who count them. */
  readonly onStatement?: (event: LogEvent) => void
}

/** Opens a database, sees that it keeps what it is given and brings it up to date. */
export async function openSqlStore({
  engine,
  serviceId,
  onStatement,
}: SqlStoreOptions): Promise<RecordStore> {
  const db = new Kysely<Tables>({
    dialect: engine.dialect,
    ...(onStatement === undefined ? {} : { log: onStatement }),
  })
  try {
    await engine.assertDurable(db)
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    readService: () => records.readService(db, serviceId),
    install: (installation) => records.install(db, installation),
    receive: (arrived, receivedAt) => operations.receive(db, serviceId, arrived, receivedAt),
    settle: (request, decide) => settle(db, engine, serviceId, request, decide),
    outcomesOf: async (opIds) => {
      const receipts = await operations.receiptsOf(db, serviceId, opIds)
      return new Map([...receipts].map(([opId, receipt]) => [opId, receipt.outcome]))
    },
    unsettledAfter: (place, limit) => operations.unsettledAfter(db, serviceId, place, limit),
    readFeed: (read) => records.readFeed(db, engine, serviceId, read),
    recordsOf: (scope, kind) => records.recordsOf(db, serviceId, scope, kind),
    addCode: (code, createdAt) => identity.addCode(db, serviceId, code, createdAt),
    findCode: (codeHash) => identity.findCode(db, serviceId, codeHash),
    clearFirstCode: () => identity.clearFirstCode(db, serviceId),
    enrol: (codeHash, tablet, now) => identity.enrol(db, serviceId, codeHash, tablet, now),
    findTablet: (credentialHash) => identity.findTablet(db, serviceId, credentialHash),
    tabletSeen: (lineage, at) => identity.tabletSeen(db, serviceId, lineage, at),
    listTablets: () => identity.listTablets(db, serviceId),
    revokeTablet: (lineage, at) => identity.revokeTablet(db, serviceId, lineage, at),
    close: () => db.destroy(),
  }
}
