import type { OutboxRow } from '#client/data/database.ts'
import type { Device } from '#client/data/device.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import type { Seen } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { type CycleMemory, newMemory } from '#client/sync/push.ts'
import type { Operation } from '#sync/operation.ts'
import type { Chance } from '../fuzz/chance.ts'
import { deviceOf } from './device.ts'
import { Disk } from './disk.ts'
import type { Station } from './network.ts'

/** One page of the app, open in a browser. */
export interface Tab {
  readonly tablet: Tablet
  readonly memory: CycleMemory
  isSyncing: boolean
}

/** An operation a person was told is saved. */
export interface Acked {
  opId: string
  n: number
  op: Operation
}

/** A correction somebody has begun and not finished. */
export interface Begun {
  readonly recordId: string
  readonly seen: Seen
}

export interface ProfileSetUp {
  readonly index: number
  readonly siteId: string | null
  readonly chance: Chance
  readonly now: () => number
  readonly skew: number
}

/** One browser profile: its disk, the tabs open on it, and what people did there. */
export class Profile implements Station {
  readonly index: number
  readonly name: string
  readonly disk = new Disk()
  readonly chance: Chance
  readonly #now: () => number
  /** Where it is to be enrolled; null for the whole county. */
  siteId: string | null
  skew: number
  isOnline = true
  /** Set while something of it runs that a person waits for. */
  isBusy = false
  /** Set once the server would not know it, until it is enrolled again. */
  isForgotten = false
  generation = 0
  /** How often its storage was cleared. */
  wipes = 0
  tabs: Tab[] = []
  begun: Begun[] = []
  /** What was acknowledged here and not destroyed with the storage. */
  readonly acked = new Map<string, Acked>()
  /** Scopes of which a page lost a row, and the commit by which that was. */
  readonly lostPages = new Map<string, { readonly gen: number; readonly at: number }>()
  /** Since a disk that is full, or gone, lets things fail. */
  mayFail = false

  constructor({ index, siteId, chance, now, skew }: ProfileSetUp) {
    this.index = index
    this.name = `tablet ${index}`
    this.siteId = siteId
    this.chance = chance
    this.#now = now
    this.skew = skew
  }

  /** A browser that was started again is another owner of work; what the last one had begun never goes on. */
  get owner(): string {
    return `tablet-${this.index}-${this.generation}`
  }

  device(): Device {
    return deviceOf({ disk: this.disk, chance: this.chance, now: () => this.#now() + this.skew })
  }

  openTab(tablet: Tablet): void {
    this.tabs.push({ tablet, memory: newMemory(), isSyncing: false })
  }

  /** @returns whether there is a tablet on the disk */
  async open(): Promise<boolean> {
    const opened = await openTablet(this.device())
    if (opened.state !== 'ready') return false
    this.openTab(opened.tablet)
    return true
  }

  /** Everything that runs is gone; the disk is as it is. */
  stop(): void {
    this.generation += 1
    this.tabs = []
    this.begun = []
    this.isBusy = false
  }

  pageLost(scope: string): void {
    const cursor = this.disk.read().cursors.get(scope)
    this.lostPages.set(scope, { gen: cursor?.gen ?? 0, at: this.disk.commits })
  }

  /** Takes what is newly in the outbox as told to be saved. */
  noteAcked(rows: readonly Pick<OutboxRow, 'n' | 'op'>[]): void {
    for (const { n, op } of rows) this.acked.set(op.opId, { opId: op.opId, n, op })
  }

  /** The storage is gone, and with it whatever was nowhere else. @returns what was acknowledged there */
  destroyed(): readonly Acked[] {
    this.wipes += 1
    const gone = [...this.acked.values()]
    this.acked.clear()
    this.lostPages.clear()
    return gone
  }
}
