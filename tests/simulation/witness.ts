import type { Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type {
  ArrivedOperation,
  Decision,
  KeptRecord,
  RecordStore,
  ScopeHead,
  TabletRights,
} from '#server/storage/record-store.ts'

/** An operation as the server's ledger has it. */
interface LedgerRow {
  readonly opId: string
  readonly lineage: string
  readonly n: number | null
  readonly hash: string
  /** Null when it could not be read. */
  readonly op: Operation | null
  readonly outcome: Outcome | null
  readonly standing: boolean
}

/** Who last wrote a field, by the simulator's own account. */
export interface Writer {
  readonly opId: string
  readonly lineage: string
  readonly n: number
  readonly rev: number
}

/** Everything the server has committed, in one history of it. A backup holds a copy. */
export interface History {
  epoch: string
  sharedEpoch: string | null
  readonly records: Map<string, KeptRecord>
  readonly scopes: Map<string, ScopeHead>
  readonly ledger: Map<string, LedgerRow>
  /** By record, then by path. */
  readonly writers: Map<string, ReadonlyMap<string, Writer>>
  /** The rev each record had in the backup this history began with. */
  readonly sharedRevs: Map<string, number>
  readonly rights: Map<string, TabletRights>
  /** Effects so far, as `record operation action`. */
  readonly effects: Set<string>
  /** The last number of a tablet that changed a field, as `record path tablet`. */
  readonly lastN: Map<string, number>
  /** Operations that somebody else decided about, or had to. */
  readonly reviewed: Set<string>
}

export function emptyHistory(): History {
  return {
    epoch: '',
    sharedEpoch: null,
    records: new Map(),
    scopes: new Map(),
    ledger: new Map(),
    writers: new Map(),
    sharedRevs: new Map(),
    rights: new Map(),
    effects: new Set(),
    lastN: new Map(),
    reviewed: new Set(),
  }
}

/** Rows are replaced, never changed, so that a copy of the maps is a copy of everything. */
export function copyOfHistory(history: History): History {
  return {
    ...history,
    records: new Map(history.records),
    scopes: new Map(history.scopes),
    ledger: new Map(history.ledger),
    writers: new Map(history.writers),
    sharedRevs: new Map(history.sharedRevs),
    rights: new Map(history.rights),
    effects: new Set(history.effects),
    lastN: new Map(history.lastN),
    reviewed: new Set(history.reviewed),
  }
}

/** A history as the server goes on from it after it was restored: the same records under another epoch. */
export function restoredHistory(backup: History, epoch: string): History {
  const next = copyOfHistory(backup)
  const sharedRevs = new Map([...backup.records].map(([id, record]) => [id, record.rev]))
  return { ...next, epoch, sharedEpoch: backup.epoch, sharedRevs, lastN: new Map() }
}

/** Hears of each step the server commits, before and after it is put into the history. */
export interface StepListener {
  received(operations: readonly ArrivedOperation[]): void
  decided(decision: Decision): void
  raised(scope: string): void
  rightsChanged(tablets: readonly (TabletRights & { readonly lineage: string })[]): void
}

/** The store with a listener at its very inside: whatever is wrapped around it, this is what was committed. */
export function witnessed(store: RecordStore, listener: () => StepListener): RecordStore {
  const tellRights = async <Result>(result: Result): Promise<Result> => {
    listener().rightsChanged(await store.listTablets())
    return result
  }
  return {
    ...store,
    receive: async (operations, at) => {
      const receipts = await store.receive(operations, at)
      listener().received(operations)
      return receipts
    },
    settle: async (request, decide) => {
      let decision: Decision | undefined
      await store.settle(request, (view) => {
        decision = decide(view)
        return decision
      })
      if (decision !== undefined) listener().decided(decision)
    },
    enrol: async (codeHash, tablet, now) => tellRights(await store.enrol(codeHash, tablet, now)),
    forkTablet: async (from, fork, now) => tellRights(await store.forkTablet(from, fork, now)),
    revokeTablet: async (lineage, at) => tellRights(await store.revokeTablet(lineage, at)),
    raiseFloor: async (scope) => {
      const isRaised = await store.raiseFloor(scope)
      listener().raised(scope)
      return isRaised
    },
  }
}

export function parseOperation(payload: string): Operation | null {
  try {
    const read: unknown = JSON.parse(payload)
    // What is kept as bare text is text in itself. Anything else the server has read with the operation's
    // schema before it stores it unrefused.
    return (typeof read === 'string' ? JSON.parse(read) : read) as Operation
  } catch {
    return null
  }
}
