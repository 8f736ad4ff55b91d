import Dexie, { type Table } from 'dexie'
import type { Support } from '#domain/measures/plan-support.ts'
import type { Body } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Month } from '#domain/time/quarter.ts'
import type { Actor, Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { HistoryEntry } from '#sync/stored-record.ts'
import type { Device } from './device.ts'

/** Counts changes to what the tables mean. A build never writes to a database of a later format. */
export const FORMAT = 1

/** The one row that says which tablet this is. Every write checks that it is still there. */
export interface TabletRow {
  readonly key: 'tablet'
  readonly format: number
  readonly lineage: string
  readonly nextN: number
  readonly service: string
  readonly siteId: string | null
  readonly actor: Actor
  /** The server history the tablet knows, and the kinds of record it had when it last asked. */
  readonly epoch: string
  readonly entitySet: string
  readonly lastContactAt: number | null
  /** Version of the rules that the kept figures were worked out by. */
  readonly supportVersion: number
}

/** The server's copy of a record. */
export interface ServerCopy {
  readonly rev: number
  readonly seq: number
  readonly schema: number
  readonly history: readonly HistoryEntry[]
  /** The server's own body while this tablet's operations stand on top of it; null while the two are the same. */
  readonly under: { readonly body: Body; readonly deleted: boolean } | null
}

export type Unsettled = 'on-this-tablet' | 'received' | 'attention'

/** A record as this tablet sees it: the server's copy with the tablet's own unsettled operations on top. */
export interface RecordRow {
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly day: LocalDate | null
  readonly body: Body
  readonly deleted: boolean
  readonly server: ServerCopy | null
  /** Left out once the server's copy holds everything this tablet did; the index holds only the few that are not. */
  readonly unsettled?: Unsettled
}

export type OutboxState = 'waiting' | 'received' | 'attention'

/** An operation that the server's copy does not hold yet. Only a receipt for that very operation changes its state. */
export interface OutboxRow {
  readonly n: number
  readonly recordId: string
  readonly state: OutboxState
  readonly op: Operation
  readonly outcome: Outcome | null
}

/** An operation the server's copy holds, kept so that a restored server can be given it again. */
export interface SentRow {
  readonly n: number
  readonly recordId: string
  readonly action: Operation['action']
  readonly op: Operation
  readonly outcome: Outcome
}

/**
 * What proves this tablet to the server. `pending` is written before the server is asked to accept it,
 * so that an enrolment whose reply was lost can be asked for again.
 */
export interface CredentialRow {
  readonly key: 'current' | 'pending'
  readonly lineage: string
  readonly credential: string
  /** The enrolment code it was made for. */
  readonly code: string
}

export interface CursorRow {
  readonly scope: string
  readonly cursor: number
  readonly head: number
}

export interface DraftRow {
  readonly key: string
  readonly value: unknown
  readonly savedAt: number
}

/** Figures of one scope in one month, maintained with every change so that no screen reads 100,000 records. */
export interface RollupRow {
  readonly scope: string
  readonly month: Month
  readonly figures: Readonly<Record<string, Support>>
}

/** The tablet's disk. Opened only by `open-tablet.ts`, with strict durability and never by itself. */
export class Database extends Dexie {
  declare readonly tablet: Table<TabletRow, 'tablet'>
  declare readonly credentials: Table<CredentialRow, CredentialRow['key']>
  declare readonly records: Table<RecordRow, string>
  declare readonly outbox: Table<OutboxRow, number>
  declare readonly sent: Table<SentRow, number>
  declare readonly cursors: Table<CursorRow, string>
  declare readonly drafts: Table<DraftRow, string>
  declare readonly rollups: Table<RollupRow, [string, Month]>

  /** Called by a write that finds the tablet's row gone, so that the whole app can stop and say so. */
  onGone: (() => void) | undefined = undefined

  constructor(device: Pick<Device, 'databaseName' | 'indexedDB' | 'IDBKeyRange'>) {
    super(device.databaseName, {
      indexedDB: device.indexedDB,
      IDBKeyRange: device.IDBKeyRange,
      // Site data cleared under the app would otherwise be met by a silent new, empty database.
      autoOpen: false,
      // The browser's own default may answer before the disk has the data.
      chromeTransactionDurability: 'strict',
      // A cached query may show a change that is not on disk yet.
      cache: 'disabled',
    })
    this.version(1).stores({
      tablet: 'key',
      credentials: 'key',
      records: 'id, [scope+kind], [scope+day+id], [day+id], unsettled',
      outbox: 'n, recordId, [state+n]',
      sent: 'n, recordId, action',
      cursors: 'scope',
      drafts: 'key',
      rollups: '[scope+month], month',
    })
  }
}

/** The tablet's own row is missing or another's: the storage was cleared under the running app. */
export class StorageGone extends Error {
  override readonly name = 'StorageGone'
}

/**
 * Reads the tablet's row inside a transaction and makes sure that it is still this tablet's.
 *
 * @throws {StorageGone} when it is not, which rolls the transaction back
 */
export async function assertTablet(db: Database, lineage: string): Promise<TabletRow> {
  const row = await db.tablet.get('tablet')
  if (row?.lineage !== lineage) throw new StorageGone('the tablet row is not there')
  return row
}
