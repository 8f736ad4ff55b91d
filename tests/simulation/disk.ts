import { IDBFactory } from 'fake-indexeddb'
import type {
  CredentialRow,
  CursorRow,
  JournalRow,
  OutboxRow,
  RecordRow,
  RollupRow,
  SentRow,
  TabletRow,
} from '#client/data/database.ts'
import type { NamesRow } from '#client/data/find-keys.ts'
import {
  listenTo,
  type RawDatabase,
  type RawTransaction,
  rawDatabase,
  restarted,
  takeBack,
  watchWrites,
} from './raw-idb.ts'

export const DATABASE = 'branchline'

/** Everything committed on a tablet's disk at one moment. To be read only. */
export interface Image {
  readonly tablet: TabletRow | undefined
  readonly credentials: readonly CredentialRow[]
  readonly outbox: readonly OutboxRow[]
  readonly sent: readonly SentRow[]
  readonly records: ReadonlyMap<string, RecordRow>
  readonly cursors: ReadonlyMap<string, CursorRow>
  readonly rollups: readonly RollupRow[]
  readonly names: readonly NamesRow[]
  readonly journal: readonly JournalRow[]
}

/**
 * The storage of one browser profile. A crash takes back what was not committed; a power cut besides
 * what was committed and not flushed, which a strict commit always is, with everything before it.
 */
export class Disk {
  factory = new IDBFactory()
  isFull = false
  /** Grows with each commit. */
  commits = 0
  /** Commits that a power cut would take back. */
  #unflushed: (readonly (() => void)[])[] = []
  #image: { readonly at: number; readonly image: Image } | null = null
  #watched: RawDatabase | undefined

  #raw(): RawDatabase | undefined {
    const raw = rawDatabase(this.factory, DATABASE)
    if (raw !== undefined && raw !== this.#watched && raw.rawObjectStores.size > 0) this.#watch(raw)
    return raw
  }

  #watch(raw: RawDatabase): void {
    this.#watched = raw
    // Whatever was committed before it was watched.
    this.commits += 1
    watchWrites(raw)
    listenTo(raw, {
      committed: (transaction) => this.#committed(transaction),
      writing: () => {
        if (this.isFull) throw new DOMException('The disk is full', 'QuotaExceededError')
      },
    })
  }

  #committed({ durability, mode, _rollbackLog }: RawTransaction): void {
    this.commits += 1
    if (durability === 'strict' || mode === 'versionchange') this.#unflushed = []
    else this.#unflushed.push([..._rollbackLog])
  }

  /** Whether nothing is half-way written. */
  isStill(): boolean {
    const transactions = this.#raw()?.transactions ?? []
    return !transactions.some((one) => one.mode !== 'readonly' && one._started && one._state !== 'finished')
  }

  /** The browser is gone, with everything it had begun. */
  crash(): void {
    const open = (this.#raw()?.transactions ?? []).filter((one) => one._state !== 'finished')
    for (const transaction of open.toReversed()) takeBack(transaction._rollbackLog)
    this.#startAgain()
  }

  /** @returns how many commits were lost */
  cutPower(): number {
    this.crash()
    const lost = this.#unflushed
    for (const log of lost.toReversed()) takeBack(log)
    this.#unflushed = []
    this.#startAgain()
    return lost.length
  }

  /** Everything is gone, under whatever is running. */
  wipe(): void {
    for (const store of this.#raw()?.rawObjectStores.values() ?? []) {
      store.records.clear()
      for (const index of store.rawIndexes.values()) index.records.clear()
    }
    this.#unflushed = []
    this.commits += 1
    this.#image = null
  }

  #startAgain(): void {
    this.factory = restarted(this.factory)
    this.commits += 1
    this.#image = null
  }

  /** What is on the disk; while it is not still, with what may yet be taken back. */
  read(): Image {
    const raw = this.#raw()
    if (this.#image?.at === this.commits) return this.#image.image
    const image = readImage(raw)
    // A write that is taken back is no commit, and what was read half-way through it must not outlive it.
    if (this.isStill()) this.#image = { at: this.commits, image }
    return image
  }
}

function readImage(raw: RawDatabase | undefined): Image {
  // Each table holds what `database.ts` declares; nothing else writes to it.
  const rows = <Row>(table: string): readonly Row[] =>
    Array.from(raw?.rawObjectStores.get(table)?.records.values() ?? [], ({ value }) => value as Row)
  return {
    tablet: rows<TabletRow>('tablet')[0],
    credentials: rows('credentials'),
    outbox: rows('outbox'),
    sent: rows('sent'),
    records: new Map(rows<RecordRow>('records').map((row) => [row.id, row])),
    cursors: new Map(rows<CursorRow>('cursors').map((row) => [row.scope, row])),
    rollups: rows('rollups'),
    names: rows('names'),
    journal: rows('journal'),
  }
}
