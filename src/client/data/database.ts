import Dexie, { type Table, type Transaction } from 'dexie'
import type { MonthSums } from '#domain/measures/month-sums.ts'
import { type PackedCells, packCells } from '#domain/measures/packed-cells.ts'
import type { PadEvent } from '#domain/records/counting-pad.ts'
import type { Body } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Month } from '#domain/time/quarter.ts'
import type { Actor, Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { HistoryEntry } from '#sync/stored-record.ts'
import type { Device } from './device.ts'
import { type FindKeys, findKeys, type NamesRow } from './find-keys.ts'
import { rewriteTablet, upgradeToFormat4 } from './upgrade-to-format-4.ts'

/** Counts changes to what the tables mean. A build never writes to a database of a later format. */
export const FORMAT = 5

/** The one row that says which tablet this is. Every write checks that it is still there. */
export interface TabletRow {
  readonly key: 'tablet'
  readonly format: number
  /** Made with the database and never changed: by it a write knows that the storage is still the same one. */
  readonly id: string
  /** Whose count this tablet's operations are in. A copied browser profile goes on under a new one. */
  readonly lineage: string
  /** Where that count begins; left out where that is 1. */
  readonly firstN?: number
  readonly nextN: number
  readonly service: string
  readonly siteId: string | null
  readonly actor: Actor
  /** The server history the tablet knows, and the kinds of record it had when it last asked. */
  readonly epoch: string
  readonly entitySet: string
  readonly lastContactAt: number | null
  /** The server's clock less this tablet's, as of the last contact, in milliseconds; for display and audit only. */
  readonly clockOffset: number | null
  /** This tablet's operations up to this number are in a backup of the server. */
  readonly durableThrough: number
  /** Version of the rules that the kept figures were worked out by. */
  readonly supportVersion: number
}

/** The server's copy of a record. */
export interface ServerCopy {
  /** The fetching of its scope that it came with (`CursorRow.gen`); left out on copies from before those were counted. */
  readonly gen?: number
  /** `copyHash` of it. */
  readonly hash?: string
  readonly rev: number
  readonly seq: number
  readonly schema: number
  readonly history: readonly HistoryEntry[]
  /** The server's own body while this tablet's operations stand on top of it; null while the two are the same. */
  readonly under: { readonly body: Body; readonly deleted: boolean } | null
}

export type Unsettled = 'on-this-tablet' | 'received' | 'attention'

/** A record as this tablet sees it: the server's copy with the tablet's own unsettled operations on top. */
export interface RecordRow extends FindKeys {
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly day: LocalDate | null
  readonly body: Body
  readonly deleted: boolean
  readonly server: ServerCopy | null
  /** Its kind, while it is a conflict, a review or a question that nobody has dealt with: the index holds only those few. */
  readonly asks?: string
  /** Left out once the server's copy holds everything this tablet did; the index holds only the few that are not. */
  readonly unsettled?: Unsettled
}

/**
 * `waiting` to be sent; `received` and taken, but not in the server's copy yet, or, without an outcome, to be
 * asked about after a restore; `held` by the server until its predecessor arrives; `attention`: not taken, a person decides; `withdrawn`: a person took it back or
 * repaired it, and the operation that says so is on its way.
 */
export type OutboxState = 'waiting' | 'received' | 'held' | 'attention' | 'withdrawn'

/** An operation that the server's copy does not hold yet. Only a receipt for that very operation, or a person, changes its state. */
export interface OutboxRow {
  readonly n: number
  readonly recordId: string
  readonly state: OutboxState
  /** When it came into this state, by the tablet's clock; left out by older builds. */
  readonly since?: number
  /**
   * True while it waits to be put back into a restored server: the copy this tablet holds has it already,
   * so it does not stand on top until a copy of the new history comes.
   */
  readonly again?: true
  /** True once a person withdrew or repaired it: whatever the server says of it again, nobody has to look at it. */
  readonly dealt?: true
  readonly op: Operation
  readonly outcome: Outcome | null
}

/** An operation the server's copy holds, kept so that a restored server can be given it again. */
export interface SentRow {
  readonly n: number
  readonly recordId: string
  readonly action: Operation['action']
  readonly op: Operation
  /** Null for an operation that a person withdrew or repaired. */
  readonly outcome: Outcome | null
  /** When it came here, by the tablet's clock; left out by older builds. */
  readonly settledAt?: number
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
  /** Where the count of `lineage` begins; left out where that is 1. */
  readonly firstN?: number
}

/** Where the tablet stands in a scope. */
export interface CursorRow {
  readonly scope: string
  readonly cursor: number
  readonly head: number
  /** Counts the snapshots of this scope. A copy of an earlier one is stale until it has come again. */
  readonly gen: number
  /** Sum of `copyHash` over the copies of this `gen`. */
  readonly digest: string
  /**
   * `snapshot`: being fetched from its start, with the copies held so far still on show; `sweeping`: all
   * has come, and copies that did not come again are being taken out; `following`: up to date with `cursor`.
   */
  readonly phase: 'snapshot' | 'sweeping' | 'following'
  /** Record id that sweeping has come to; null when nothing was held before and so nothing has to be swept. */
  readonly sweptTo: string | null
  /** The scope's head when the snapshot began; null before its first page, and while following. */
  readonly beganAt: number | null
  /** The head at which a digest last differed, so that one difference is repaired once. */
  readonly doubtedAt: number | null
  /** Histories that copies may still be from, oldest first: those up to a `gen`. Left out once none is held. */
  readonly earlier?: readonly { readonly upToGen: number; readonly epoch: string }[]
}

/** What the sync log tells; each has a sentence. Numbers only, never what an entry says. */
export type JournalEvent =
  | { readonly event: 'sent'; readonly operations: number }
  | { readonly event: 'fetched'; readonly rows: number }
  | { readonly event: 'failed'; readonly reason: string }
  | { readonly event: 'not-taken'; readonly operations: number }
  | { readonly event: 'new-history'; readonly operations: number }
  | { readonly event: 'digest-differs'; readonly scope: string }
  | {
      readonly event: 'scope-withdrawn'
      readonly scope: string
      readonly rows: number
      readonly kept: number
    }
  | { readonly event: 'forked'; readonly operations: number }
  | { readonly event: 'cannot-be-sent'; readonly operations: number }
  | { readonly event: 'file-saved'; readonly operations: number }
  | { readonly event: 'file-carried'; readonly operations: number }
  | { readonly event: 'receipts-loaded'; readonly operations: number }

/** One line of the sync log. */
export interface JournalRow {
  readonly id?: number
  /** By the tablet's clock. */
  readonly at: number
  readonly what: JournalEvent
}

export interface DraftRow {
  readonly key: string
  readonly value: unknown
  readonly savedAt: number
}

/** What a pad counts: a time in the timetable, a session of a kind on a day, or a session that is logged already. */
export type PadTarget =
  | { readonly is: 'slot'; readonly seriesId: string; readonly day: LocalDate }
  | { readonly is: 'preset'; readonly presetId: string; readonly day: LocalDate }
  | { readonly is: 'entry'; readonly entryId: string }

/** A count under way, or one that is over. What was tapped lies beside it, tap by tap. */
export interface PadRow {
  readonly id: string
  readonly scope: string
  readonly title: string
  readonly target: PadTarget
  readonly isByAge: boolean
  readonly startedAt: number
  /** From then on nothing is counted on it. */
  readonly closedAt: number | null
  /** The session that has its numbers; null while it has none. */
  readonly entryId: string | null
}

/** One thing done on a pad. Only ever added. */
export interface TapRow {
  readonly n?: number
  readonly padId: string
  /** By the tablet's clock. */
  readonly at: number
  readonly event: PadEvent
}

/** Figures of one scope in one month, maintained with every change so that no screen reads 100,000 records. */
export interface RollupRow {
  readonly scope: string
  readonly month: Month
  /** What its entries add up to, by component. */
  readonly figures: PackedCells
}

/** The tablet's disk. Opened only by `open-tablet.ts`, with strict durability and never by itself. */
export class Database extends Dexie {
  declare readonly tablet: Table<TabletRow, 'tablet'>
  declare readonly credentials: Table<CredentialRow, CredentialRow['key']>
  declare readonly records: Table<RecordRow, string>
  declare readonly outbox: Table<OutboxRow, number>
  declare readonly sent: Table<SentRow, number>
  declare readonly cursors: Table<CursorRow, string>
  declare readonly journal: Table<JournalRow, number>
  declare readonly drafts: Table<DraftRow, string>
  declare readonly rollups: Table<RollupRow, [string, Month]>
  /** What entries are called here, site by site: exactly the labels that records have. */
  declare readonly names: Table<NamesRow, string>
  declare readonly pads: Table<PadRow, string>
  declare readonly taps: Table<TapRow, number>

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
    this.version(2)
      .stores({ journal: '++id', records: 'id, [scope+kind], [scope+day+id], [day+id], unsettled, asks' })
      .upgrade(upgradeToFormat2)
    this.version(3)
      .stores({
        records:
          'id, [scope+kind], [scope+day+id], [day+id], [scope+label+day+id], [noted+id], [voided+id], unsettled, asks',
        labels: '[scope+label]',
        pads: 'id, scope',
        taps: '++n, padId',
      })
      .upgrade(upgradeToFormat3)
    this.version(4)
      .stores({
        records:
          'id, [scope+kind], [scope+day+id], [day+id], [scope+label+day+id], [noted+id], [voided+id], *noteWords, unsettled, asks',
        labels: null,
        names: 'scope',
      })
      .upgrade(upgradeToFormat4)
    this.version(5).stores({}).upgrade(upgradeToFormat5)
  }
}

/**
 * Only rows that say where the tablet stands are rewritten. What waits is left byte for byte as it was: it
 * may have been sent already, and the same operation with other contents is never taken.
 */
async function upgradeToFormat2(transaction: Transaction): Promise<void> {
  const tablet: unknown = await transaction.table('tablet').get('tablet')
  if (typeof tablet === 'object' && tablet !== null && 'lineage' in tablet) {
    const added = { format: 2, id: tablet.lineage, clockOffset: null, durableThrough: 0 }
    await transaction.table('tablet').put({ ...tablet, ...added })
  }
  // Copies of before have no digest: everything is fetched once more, and nothing is wiped for it.
  await transaction.table('cursors').clear()
}

/**
 * What entries are found by is added to those that are there. Figures have another shape than before: those
 * that were kept are given up, and worked out anew when the tablet opens. Nothing else is touched.
 */
async function upgradeToFormat3(transaction: Transaction): Promise<void> {
  await transaction
    .table<RecordRow, string>('records')
    .toCollection()
    .modify((row, change) => {
      change.value = { ...row, ...findKeys(row) }
    })
  await transaction.table('rollups').clear()
  await rewriteTablet(transaction, { format: 3, supportVersion: 0 })
}

/** Figures take less room than before. Nothing else is touched. */
async function upgradeToFormat5(transaction: Transaction): Promise<void> {
  const kept = transaction.table<Omit<MonthSums, 'cells'> & { readonly figures: MonthSums['cells'] }>(
    'rollups',
  )
  const packed = (await kept.toArray()).map((row) => ({ ...row, figures: packCells(row.figures) }))
  await transaction.table<RollupRow>('rollups').bulkPut(packed)
  await rewriteTablet(transaction, { format: 5 })
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
export async function assertTablet(db: Database, id: string): Promise<TabletRow> {
  const row = await db.tablet.get('tablet')
  if (row?.id !== id) throw new StorageGone('the tablet row is not there')
  return row
}
