import { setTimeout as pause } from 'node:timers/promises'
import { readEntry } from '#client/data/entries.ts'
import { correctRecord, createRecord, restoreRecord, type SaveResult, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { type CycleResult, runCycle } from '#client/sync/cycle.ts'
import { newMemory } from '#client/sync/push.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { aSession, counted } from '#support/sessions.ts'
import type { Findings } from './findings.ts'
import type { Deed, Work } from './work.ts'

/** On average, and never more often than the machine manages. */
const SAVE_EVERY_MS = 100
const SYNC_EVERY_MS = 40
/** A server that starts needs the machine more than tablets that find none. */
const TRY_AGAIN_MS = 150
/** So far back it looks for something to correct; older entries are left alone, as they are in use. */
const RECENT = 40
/** How often an entry is one that others may count at as well; the rest are voided and restored by whoever made them. */
const SHARED_PART = 0.7

export interface AtWork {
  readonly tablet: Tablet
  /** The sites it records for. */
  readonly scopes: readonly string[]
  readonly door: string
}

interface Parts {
  readonly work: Work
  /** Entries that anybody may count at. */
  readonly shared: string[]
  readonly findings: Findings
  readonly random: () => number
}

/** A tablet that saves, corrects, voids and syncs all the time, whatever becomes of the server meanwhile. */
export class TabletAtWork {
  readonly tablet: Tablet
  readonly #scopes: readonly string[]
  readonly #door: string
  readonly #parts: Parts
  readonly #own: string[] = []
  readonly #memory = newMemory()
  #saved = 0
  #isSaving = false
  #isSyncing = false
  #running: readonly Promise<void>[] = []

  constructor({ tablet, scopes, door }: AtWork, parts: Parts) {
    this.tablet = tablet
    this.#scopes = scopes
    this.#door = door
    this.#parts = parts
  }

  /** How many operations it has acknowledged. */
  get saved(): number {
    return this.#saved
  }

  start(): void {
    this.#isSaving = true
    this.#isSyncing = true
    this.#running = [this.#save(), this.#sync()]
  }

  /** Lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#isSaving = false
    this.#isSyncing = false
    await Promise.all(this.#running)
  }

  round(): Promise<CycleResult> {
    return runCycle(this.tablet, httpTransport(this.tablet), { memory: this.#memory })
  }

  async #sync(): Promise<void> {
    while (this.#isSyncing) {
      const { ok } = await this.round()
      await pause(this.#parts.random() * 2 * (ok ? SYNC_EVERY_MS : TRY_AGAIN_MS))
    }
  }

  async #save(): Promise<void> {
    while (this.#isSaving) {
      await this.#saveOne()
      await pause(this.#parts.random() * 2 * SAVE_EVERY_MS)
    }
  }

  async #saveOne(): Promise<void> {
    const chance = this.#parts.random()
    if (chance < 0.4) return this.#create()
    const candidates = chance < 0.8 ? this.#parts.shared : this.#own
    const recordId = candidates.at(
      -1 - Math.floor(this.#parts.random() * Math.min(RECENT, candidates.length)),
    )
    const entry = recordId === undefined ? null : await readEntry(this.tablet.db, recordId)
    // One that another tablet shares may not have come here yet, or be of another site.
    if (entry?.session === null || entry === null || !this.#scopes.includes(entry.scope)) return
    if (chance >= 0.9) {
      const turn = entry.deleted ? restoreRecord : voidRecord
      const did = entry.deleted ? 'restore' : 'void'
      return this.#acknowledge(await turn(this.tablet, entry.id, entry.seen), entry.scope, { did })
    }
    const total = this.#saved + 1
    const counts = { ...entry.session.counts, ...counted(total, this.#door) }
    const saved = await correctRecord(this.tablet, entry.id, entry.seen, { ...entry.session, counts })
    await this.#acknowledge(saved, entry.scope, { did: 'count', door: this.#door, total })
  }

  async #create(): Promise<void> {
    const { random, shared } = this.#parts
    const scope = this.#scopes[Math.floor(random() * this.#scopes.length)] ?? ''
    const total = this.#saved + 1
    const body = aSession({ counts: counted(total, this.#door) })
    const saved = await createRecord(this.tablet, { kind: 'event-session', scope, body })
    await this.#acknowledge(saved, scope, { did: 'create', door: this.#door, total })
    if (saved.ok) (random() < SHARED_PART ? shared : this.#own).push(saved.id)
  }

  /** Looks at once whether what was just called saved is on the disk, and notes it. */
  async #acknowledge(saved: SaveResult, scope: string, deed: Deed): Promise<void> {
    const { work, findings } = this.#parts
    if (!saved.ok) return findings.add('wrong', `${this.#door} could not ${deed.did}: ${saved.code}`)
    const rows = await this.operationsOn(saved.id)
    const newest = rows.reduce((last, row) => (row.n > last.n ? row : last), { n: 0, opId: '' })
    if (work.acknowledged.has(newest.opId) || newest.n !== this.#saved + 1) {
      return findings.add(
        'lost',
        `${this.#door} called ${deed.did} of ${saved.id} saved and does not have it`,
      )
    }
    this.#saved += 1
    work.note({ opId: newest.opId, recordId: saved.id, scope, deed })
  }

  async operationsOn(recordId: string): Promise<readonly { readonly n: number; readonly opId: string }[]> {
    const { db } = this.tablet
    return db.transaction('r', db.outbox, db.sent, async () => {
      const waiting = await db.outbox.where('recordId').equals(recordId).toArray()
      const sent = await db.sent.where('recordId').equals(recordId).toArray()
      return [...waiting, ...sent].map(({ n, op }) => ({ n, opId: op.opId }))
    })
  }

  /** Everything it acknowledged is on it, waiting or kept: rule I1. */
  async checkDisk(): Promise<void> {
    const saved = this.#saved
    const { outbox, sent } = this.tablet.db
    const held = await this.tablet.db.transaction('r', outbox, sent, async () => {
      const waiting = await outbox.toCollection().primaryKeys()
      return new Set([...waiting, ...(await sent.toCollection().primaryKeys())])
    })
    for (let n = 1; n <= saved; n += 1) {
      if (!held.has(n)) this.#parts.findings.add('lost', `number ${n} of ${this.#door} is not on it any more`)
    }
  }
}
