import { createHash } from 'node:crypto'
import Dexie from 'dexie'
import { StorageGone } from '#client/data/database.ts'
import type { SaveResult } from '#client/data/save.ts'
import { runCycle } from '#client/sync/cycle.ts'
import type { Tablet as ServerTablet } from '#server/storage/record-store.ts'
import type { Operation } from '#sync/operation.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { PullReply, PullRequest } from '#sync/messages.ts'
import { type Chance, chanceOf } from '../fuzz/chance.ts'
import { Network } from './network.ts'
import type { FaultName, Plan } from './plan.ts'
import { Profile, type Tab } from './profile.ts'
import { Scheduler } from './scheduler.ts'
import { SimServer } from './server.ts'
import { TabletChecks } from './tablet-checks.ts'
import { Verdict } from './verdict.ts'

/** Tue 13 Oct 2026, 9:00 UTC. */
const START_MS = Date.UTC(2026, 9, 13, 9)
/** What goes wrong when storage is full, cleared or closed under something that runs. */
const STORAGE_ERRORS = new Set([
  'StorageGone',
  'QuotaExceededError',
  'AbortError',
  'DatabaseClosedError',
  'InvalidStateError',
])

export interface WorldOptions {
  readonly forgetsUnjudged?: boolean
  /** Hears of everything that happens, in words. */
  readonly onTrace?: (line: string) => void
}

/** A file of what waits, on somebody's stick. */
export interface SavedFile {
  readonly lineage: string
  readonly opIds: ReadonlySet<string>
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Everything of one run: tablets, roads, server, time and chance, and what was found to be wrong. */
export class World {
  readonly plan: Plan
  readonly scheduler: Scheduler
  readonly chance: Chance
  readonly verdict = new Verdict()
  readonly server: SimServer
  readonly network: Network
  readonly profiles: Profile[] = []
  readonly files: SavedFile[] = []
  readonly receiptFiles: { readonly lineage: string; readonly text: string }[] = []
  readonly faults: Partial<Record<FaultName, number>> = {}
  /** Operations that were destroyed with a tablet's storage; the server may have them, until it is restored. */
  readonly destroyed = new Map<string, Operation>()
  readonly checks: TabletChecks
  operations = 0
  nowMs = START_MS
  readonly #hash = createHash('sha256')
  readonly #onTrace: ((line: string) => void) | undefined

  constructor(plan: Plan, options: WorldOptions = {}) {
    this.plan = plan
    this.#onTrace = options.onTrace
    this.scheduler = new Scheduler(plan.seed)
    this.chance = chanceOf(plan.seed, 2)
    const now = (): number => this.nowMs
    const { scheduler, chance, verdict } = this
    const forgetsUnjudged = options.forgetsUnjudged === true
    this.server = new SimServer({ scheduler, chance: chanceOf(plan.seed, 3), verdict, now, forgetsUnjudged })
    this.network = new Network({
      scheduler,
      chance,
      server: this.server,
      verdict,
      watchPull: (tablet, request, reply) => this.#watchPull(tablet, request, reply),
      count: (fault) => this.count(fault),
      say: (words) => this.say(words),
    })
    this.checks = new TabletChecks(this)
  }

  say(words: string): void {
    const line = `${this.scheduler.tick} ${words}`
    this.#hash.update(`${line}\n`)
    this.#onTrace?.(line)
  }

  /** Stands for everything that was said. */
  get traceHash(): string {
    return this.#hash.copy().digest('hex')
  }

  /** What the server's records came to, without anything a clock says. */
  endHash(): string {
    const records = [...this.server.history.records.values()].map(({ id, rev, seq, deleted, body }) => {
      const { at: _, ...timeless } = body
      return JSON.stringify([id, rev, seq, deleted, timeless])
    })
    return createHash('sha256').update(records.toSorted().join('\n')).digest('hex')
  }

  /** Destroyed with a tablet's storage, and not on the server. */
  get gone(): readonly Operation[] {
    return [...this.destroyed.values()].filter(({ opId }) => !this.server.history.ledger.has(opId))
  }

  /** Whether what an operation waits for is gone, or was not taken and stands before its author. */
  isHeldForGood({ lineage, parentN, recordId }: Operation): boolean {
    const { gone } = this
    const isParentGone = gone.some((op) => op.lineage === lineage && op.n === parentN)
    const isRecordGone = gone.some((op) => op.recordId === recordId && op.action === 'create')
    const isNotTaken = [...this.server.history.ledger.values()].some(
      ({ op, outcome, standing }) =>
        op?.recordId === recordId && op.action === 'create' && standing && outcome !== null,
    )
    return isParentGone || isRecordGone || isNotTaken
  }

  count(fault: FaultName): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1
  }

  addProfile(siteId: string | null, skew: number): Profile {
    const index = this.profiles.length
    const profile = new Profile({
      index,
      siteId,
      skew,
      chance: chanceOf(this.plan.seed, 10 + index),
      now: () => this.nowMs,
    })
    this.profiles.push(profile)
    return profile
  }

  /** Lets somebody do something at a tablet; what comes of it is seen later, or never. */
  perform(profile: Profile, label: string, work: () => Promise<string>): void {
    const { owner } = profile
    profile.isBusy = true
    this.scheduler.post(owner, () => {
      void work()
        .then((words) => this.say(`${profile.name} ${label}: ${words}`))
        .catch((error: unknown) => this.threw(profile, label, error))
        .then(() => {
          if (profile.owner === owner) profile.isBusy = false
        })
    })
  }

  threw(profile: Profile, label: string, error: unknown): void {
    const name = error instanceof Error ? error.name : String(error)
    this.say(`${profile.name} ${label} threw ${name}`)
    // The app leaves a tab whose storage is no longer its own.
    if (error instanceof StorageGone) profile.tabs = []
    const isMany = error instanceof Dexie.BulkError || error instanceof Dexie.ModifyError
    const causes: readonly unknown[] = isMany ? (error.failures ?? []) : [error]
    const isStorage = causes.every(
      (cause) => cause instanceof StorageGone || (cause instanceof Error && STORAGE_ERRORS.has(cause.name)),
    )
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.verdict.check('ERR', isStorage && profile.mayFail, () => `${profile.name} ${label}: ${words}`)
  }

  sync(profile: Profile, tab: Tab): void {
    const { owner } = profile
    if (tab.isSyncing) return
    tab.isSyncing = true
    this.scheduler.post(owner, () => {
      void runCycle(tab.tablet, this.network.transportOf(profile, tab.tablet), { memory: tab.memory })
        .then((result) => {
          if (profile.owner !== owner) return
          if (!result.ok && result.failure.kind === 'problem' && result.failure.code === 'not-enrolled') {
            profile.isForgotten = true
          }
          this.say(`${profile.name} synced: ${result.ok ? 'to the end' : JSON.stringify(result.failure)}`)
          if (result.ok) this.checks.afterSync(profile)
        })
        .catch((error: unknown) => this.threw(profile, 'syncing', error))
        .then(() => {
          tab.isSyncing = false
        })
    })
  }

  /** What the app does once it was told how a save went. */
  saved(profile: Profile, tab: Tab, result: SaveResult, wipesBefore: number): string {
    if (!result.ok) {
      const isExpected = result.code === 'not-found' || profile.mayFail
      this.verdict.check(
        'ERR',
        isExpected,
        () => `${profile.name} could not save: ${result.code} ${result.fields.join()}`,
      )
      return result.code
    }
    const { tablet, outbox } = profile.disk.read()
    // What was cleared between the commit and now says nothing of where it was written.
    const isWiped = profile.wipes !== wipesBefore
    this.verdict.check(
      'SV-2',
      isWiped || tablet?.id === tab.tablet.id,
      () => `a tab of ${tab.tablet.id} saved into the storage of ${tablet?.id}`,
    )
    const rows = outbox.filter(({ op }) => !profile.acked.has(op.opId))
    profile.noteAcked(rows)
    this.operations += rows.length
    return rows.length === 0
      ? 'nothing to save'
      : `saved ${rows.map(({ n, op }) => `${n} ${op.action} ${op.recordId.slice(-6)}`).join(', ')}`
  }

  #watchPull(tablet: ServerTablet, request: PullRequest, reply: PullReply): void {
    const mayRead = (scope: string) =>
      scope === AUTHORITY_SCOPE || tablet.siteId === null || tablet.siteId === scope
    const given = Object.entries(reply.scopes)
    const foreign = given.filter(
      ([scope, { rows }]) => !mayRead(scope) || rows.some((row) => row.scope !== scope),
    )
    this.verdict.check(
      'I16',
      foreign.length === 0,
      () => `${tablet.lineage} was sent rows of ${foreign.map(([scope]) => scope).join()}`,
    )
    for (const [scope, cursor] of Object.entries(request.scopes)) {
      const floor = this.server.history.scopes.get(scope)?.floor ?? 0
      const began = request.snapshots[scope] ?? 0
      if (
        cursor === 0 ||
        cursor >= floor ||
        began >= floor ||
        !mayRead(scope) ||
        request.epoch !== reply.epoch
      )
        continue
      const page = reply.scopes[scope]
      // Raised after the reply was read: the next one says so.
      if (page === undefined || page.head < floor) continue
      this.verdict.check(
        'I19',
        page.restart,
        () => `a cursor of ${cursor} went on in ${scope}, whose floor is ${floor}`,
      )
    }
  }
}
