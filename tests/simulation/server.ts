import { installReference } from '#server/sync/install-reference.ts'
import { judgeLeftOvers } from '#server/sync/judge-left-overs.ts'
import { openMemoryStore } from '#server/storage/memory/memory-store.ts'
import type { DumpRow, RecordStore } from '#server/storage/record-store.ts'
import type { SyncDeps } from '#server/sync/settle-operations.ts'
import { type EnrolmentDeps, mintCode } from '#server/identity/enrolment.ts'
import { smallReference } from '#support/server-reference.ts'
import type { Chance } from '../fuzz/chance.ts'
import { idOf } from './device.ts'
import type { Scheduler } from './scheduler.ts'
import { ServerChecks } from './server-checks.ts'
import type { Verdict } from './verdict.ts'
import { copyOfHistory, emptyHistory, type History, restoredHistory, witnessed } from './witness.ts'

const SERVICE = 'testshire'

type Dump = readonly { readonly table: string; readonly rows: readonly DumpRow[] }[]

interface Backup {
  readonly dump: Dump
  readonly history: History
}

export interface ServerWorld {
  readonly scheduler: Scheduler
  readonly chance: Chance
  readonly verdict: Verdict
  readonly now: () => number
  /** True to forget, in a crash, what was received and not judged: the protection `receipt-first` is off. */
  readonly forgetsUnjudged: boolean
}

/**
 * The real server over the memory store, every call of which waits for its turn, so that a crash may come
 * between any two and requests run into one another as they do over a database.
 */
export class SimServer {
  readonly checks: ServerChecks
  readonly backups: Backup[] = []
  /** The store itself, for the run to look into; asks nobody for a turn. */
  store: RecordStore = openMemoryStore(SERVICE)
  isUp = false
  readonly #world: ServerWorld
  #generation = 0
  /** True to crash as soon as something more was received, before it is judged. */
  crashesOnReceipt = false
  /** Operations in a backup that tablets were told of: those need not be kept for healing the server. */
  readonly backedUp = new Set<string>()
  /** What clients wait for; a crash answers all of it with nothing. */
  readonly pending = new Set<() => void>()

  constructor(world: ServerWorld) {
    this.#world = world
    this.checks = new ServerChecks(world.verdict, emptyHistory())
  }

  get owner(): string {
    return `server-${this.#generation}`
  }

  get history(): History {
    return this.checks.history
  }

  get deps(): SyncDeps & EnrolmentDeps {
    const { now, chance, verdict } = this.#world
    return {
      store: this.#failing(
        turning(
          witnessed(this.store, () => this.checks),
          this.#world.scheduler,
          this.owner,
        ),
      ),
      clock: now,
      newId: () => idOf(chance),
      randomBytes: (length) => chance.bytes(length),
      log: {
        incident: () => undefined,
        failed: (_, { opId }, error) =>
          verdict.check('ERR', false, () => `judging ${opId} threw ${String(error)}`),
      },
    }
  }

  #failing(store: RecordStore): RecordStore {
    return {
      ...store,
      receive: async (operations, at) => {
        const receipts = await store.receive(operations, at)
        if (!this.crashesOnReceipt) return receipts
        await this.crash()
        // Nothing of this life goes on.
        return new Promise(() => undefined)
      },
    }
  }

  async install(): Promise<void> {
    const { chance, now } = this.#world
    await installReference(this.store, smallReference(), { clock: now, newId: () => idOf(chance) })
    this.history.epoch = (await this.store.readService())?.epoch ?? ''
    for (const scope of await this.store.readFeed(async (feed) => feed.scopes()))
      this.history.scopes.set(scope.id, scope)
    for (const record of await this.store.recordsAfter('', 1000)) this.history.records.set(record.id, record)
    this.isUp = true
  }

  /** Somebody at the county does something outside of sync, at once. */
  get operator(): RecordStore {
    return witnessed(this.store, () => this.checks)
  }

  /** A code somebody with the command line makes. */
  mintCode(): Promise<string> {
    const { chance, now } = this.#world
    const deps = {
      store: this.store,
      clock: now,
      newId: () => idOf(chance),
      randomBytes: (length: number) => chance.bytes(length),
    }
    return mintCode(deps, null)
  }

  async crash(): Promise<void> {
    this.crashesOnReceipt = false
    this.#stop()
    if (this.#world.forgetsUnjudged) {
      const dump = (await dumpOf(this.store)).map(({ table, rows }) => ({
        table,
        rows: table === 'operations' ? rows.filter((row) => row['state'] !== 'received') : rows,
      }))
      this.store = await storeOf(dump, this.history.epoch)
    }
    const here = new Set<string>()
    for (let last = ''; ; ) {
      const page = await this.store.operationsAfter(last, 500)
      for (const { opId } of page) here.add(opId)
      last = page.at(-1)?.opId ?? ''
      if (last === '') break
    }
    const gone = [...this.history.ledger.keys()].filter((opId) => !here.has(opId))
    this.#world.verdict.check(
      'I2',
      gone.length === 0,
      () => `the server had received ${gone.join()}, and after a crash it is not there`,
    )
    this.#start()
  }

  async backUp(marksDurable: boolean): Promise<void> {
    this.backups.push({ dump: await dumpOf(this.store), history: copyOfHistory(this.history) })
    if (!marksDurable) return
    for (const opId of this.history.ledger.keys()) this.backedUp.add(opId)
    const through = new Map<string, number>()
    for (const { lineage } of await this.store.listTablets()) {
      through.set(lineage, (await this.store.arrivalsOf(lineage)).through)
    }
    await this.store.markDurable(through)
  }

  /** Another server, filled from a backup, in the place of this one. */
  async restore(backup: Backup): Promise<void> {
    this.#stop()
    const epoch = idOf(this.#world.chance)
    this.store = await storeOf(backup.dump, epoch)
    this.checks.history = restoredHistory(backup.history, epoch)
    this.checks.rightsChanged(await this.store.listTablets())
    this.#start()
  }

  #stop(): void {
    const { scheduler } = this.#world
    scheduler.kill(this.owner)
    this.#generation += 1
    this.isUp = false
    for (const fail of this.pending) fail()
    this.pending.clear()
  }

  /** Answers nobody until it has judged what its last life left over. */
  #start(): void {
    const { owner } = this
    this.#world.scheduler.post(owner, () => {
      void judgeLeftOvers(this.deps).then(() => {
        if (owner === this.owner) this.isUp = true
      })
    })
  }
}

async function dumpOf(store: RecordStore): Promise<Dump> {
  const parts: { table: string; rows: readonly DumpRow[] }[] = []
  await store.dump(async (table, rows) => void parts.push({ table, rows }))
  return parts
}

async function storeOf(dump: Dump, epoch: string): Promise<RecordStore> {
  const store = openMemoryStore(SERVICE)
  await store.load(async function* () {
    yield* dump
  }, epoch)
  return store
}

/** Each call of the store, and each page read from the feed, waits for the server's turn. */
function turning(store: RecordStore, scheduler: Scheduler, owner: string): RecordStore {
  const calls = Object.entries(store).map(([name, call]) => [
    name,
    async (...given: unknown[]) => {
      await scheduler.turn(owner)
      // Every member of a store is such a call.
      return Reflect.apply(call as (...given: unknown[]) => unknown, store, given)
    },
  ])
  // The same names over the same calls, all of which return promises.
  const waiting = Object.fromEntries(calls) as RecordStore
  return {
    ...waiting,
    readFeed: async (read) => {
      await scheduler.turn(owner)
      return store.readFeed((feed) =>
        read({
          ...feed,
          rowsAfter: async (scope, seq, limit) => {
            await scheduler.turn(owner)
            return feed.rowsAfter(scope, seq, limit)
          },
        }),
      )
    },
  }
}
