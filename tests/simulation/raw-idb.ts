import { IDBFactory, IDBTransaction as FDBTransaction } from 'fake-indexeddb'

// What fake-indexeddb keeps inside. It is read and set back from here alone; version 6.2.8 is pinned.

interface RawRecord {
  readonly key: unknown
  readonly value: unknown
}

interface RawStore {
  readonly records: { values(): Iterable<RawRecord>; clear(): void }
  readonly rawIndexes: ReadonlyMap<string, { readonly records: { clear(): void } }>
}

export interface RawTransaction {
  readonly mode: 'readonly' | 'readwrite' | 'versionchange'
  readonly durability: 'default' | 'strict' | 'relaxed'
  readonly db: { readonly _rawDatabase: RawDatabase }
  _state: 'active' | 'inactive' | 'committing' | 'finished'
  _started: boolean
  /** Each step back, the last one last. */
  readonly _rollbackLog: (() => void)[]
}

export interface RawDatabase {
  readonly rawObjectStores: ReadonlyMap<string, RawStore>
  transactions: RawTransaction[]
  connections: unknown[]
}

interface RawFactory {
  readonly _databases: Map<string, RawDatabase>
}

export function rawDatabase(factory: IDBFactory, name: string): RawDatabase | undefined {
  // The class has this field; its published type leaves it out.
  return (factory as unknown as RawFactory)._databases.get(name)
}

/** A factory as a browser that was started again has it: the same databases, and nobody has them open. */
export function restarted(factory: IDBFactory): IDBFactory {
  const next = new IDBFactory()
  // As above.
  const databases = (next as unknown as RawFactory)._databases
  for (const [name, raw] of (factory as unknown as RawFactory)._databases) {
    raw.connections = []
    raw.transactions = []
    databases.set(name, raw)
  }
  return next
}

/** Takes a transaction's steps back, as if it had never been. */
export function takeBack(log: readonly (() => void)[]): void {
  withRoom(() => {
    for (const step of log.toReversed()) step()
  })
}

let hasRoom = false

/** However full a disk is, what was there before fits. */
function withRoom(work: () => void): void {
  hasRoom = true
  try {
    work()
  } finally {
    hasRoom = false
  }
}

/** What a disk wants to know of its transactions. */
interface Listener {
  committed(transaction: RawTransaction): void
  /** @throws what the browser would, when there is no room */
  writing(): void
}

const listeners = new WeakMap<RawDatabase, Listener>()

export function listenTo(raw: RawDatabase, listener: Listener): void {
  listeners.set(raw, listener)
}

/** Tells the disk of each commit and each write. Done once, for every database there is. */
function watch(): void {
  // The class's methods; its published type is that of the browser's own, which has no such ones.
  const methods = FDBTransaction.prototype as unknown as {
    _abort(name: string | null): void
    _markFinished(): void
    objectStore(name: string): object
  }
  const aborted = new WeakSet<object>()
  const { _abort: abort, _markFinished: markFinished } = methods
  methods._abort = function (this: RawTransaction, name) {
    aborted.add(this)
    withRoom(() => Reflect.apply(abort, this, [name]))
    // Taken back now; a crash before it is marked as finished must not do so again.
    this._rollbackLog.length = 0
  }
  methods._markFinished = function (this: RawTransaction) {
    Reflect.apply(markFinished, this, [])
    if (this.mode !== 'readonly' && !aborted.has(this)) listeners.get(this.db._rawDatabase)?.committed(this)
  }
}

/** Puts the question whether there is room before each write of a store. */
export function watchWrites(raw: RawDatabase): void {
  const [store] = raw.rawObjectStores.values()
  if (store === undefined) return
  // Each store is one of the same class, whose module is not published.
  const methods = Object.getPrototypeOf(store) as {
    storeRecord: (...given: unknown[]) => unknown
    isWatched?: true
  }
  if (methods.isWatched === true) return
  methods.isWatched = true
  const { storeRecord } = methods
  methods.storeRecord = function (this: { readonly rawDatabase: RawDatabase }, ...given) {
    if (!hasRoom) listeners.get(this.rawDatabase)?.writing()
    return Reflect.apply(storeRecord, this, given)
  }
}

watch()
