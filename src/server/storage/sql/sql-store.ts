import { Kysely, type LogEvent } from 'kysely'
import type { RecordStore } from '../record-store.ts'
import { dump, load } from './dump.ts'
import type { SqlEngine, SqlPlace } from './engine.ts'
import * as identity from './identity.ts'
import { migrate } from './migrations.ts'
import * as operations from './operations.ts'
import { receive } from './receive.ts'
import * as records from './records.ts'
import type { Tables } from './schema.ts'
import { settle } from './settle.ts'
import * as sums from './sums.ts'
import * as tablets from './tablets.ts'

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
  return storeOn({ db, engine, serviceId })
}

function storeOn(place: SqlPlace): RecordStore {
  const { db, serviceId } = place
  return {
    readService: () => records.readService(db, serviceId),
    install: (installation) => records.install(place, installation),
    receive: (arrived, receivedAt) => receive(place, arrived, receivedAt),
    settle: (request, decide) => settle(place, request, decide),
    outcomesOf: (opIds, asker) => operations.outcomesOf(db, serviceId, opIds, asker),
    heldOn: (recordIds) => operations.heldOn(db, serviceId, recordIds),
    unsettledAfter: (at, limit) => operations.unsettledAfter(db, serviceId, at, limit),
    readFeed: (read) => records.readFeed(place, read),
    recordsOf: (scope, kind) => records.recordsOf(db, serviceId, scope, kind),
    readHeads: () => records.readHeads(db, serviceId),
    addScopes: (ids) => records.addScopes(db, serviceId, ids),
    scopesWithoutSums: () => sums.scopesWithoutSums(place),
    buildSums: (scope) => sums.buildSums(place, scope),
    raiseFloor: (scope) => records.raiseFloor(db, serviceId, scope),
    addCode: (code, createdAt) => identity.addCode(db, serviceId, code, createdAt),
    findCode: (codeHash) => identity.findCode(db, serviceId, codeHash),
    clearFirstCode: () => identity.clearFirstCode(place),
    enrol: (codeHash, tablet, now) => identity.enrol(place, codeHash, tablet, now),
    findTablet: (credentialHash) => tablets.findTablet(db, serviceId, credentialHash),
    tabletSeen: (lineage, at) => tablets.tabletSeen(db, serviceId, lineage, at),
    listTablets: () => tablets.listTablets(db, serviceId),
    forkTablet: (from, fork, now) => tablets.forkTablet(place, from, fork, now),
    credentialHashOf: (lineage) => tablets.credentialHashOf(db, serviceId, lineage),
    noteHeartbeat: (lineage, heartbeat) => tablets.noteHeartbeat(db, serviceId, lineage, heartbeat),
    arrivalsOf: (lineage) => operations.arrivalsOf(db, serviceId, lineage),
    revokeTablet: (lineage, at) => tablets.revokeTablet(db, serviceId, lineage, at),
    dump: (write) => dump(place, write),
    load: (read, epoch) => load(place, read, epoch),
    markDurable: (through) => tablets.markDurable(place, through),
    recordsAfter: (id, limit) => records.recordsAfter(db, serviceId, id, limit),
    operationsAfter: (opId, limit) => operations.operationsAfter(db, serviceId, opId, limit),
    close: () => db.destroy(),
  }
}
