import {
  BATCH_MAX_BYTES,
  BATCH_MAX_OPERATIONS,
  BATCH_START_BYTES,
  type OperationReceipt,
  PROTOCOL_VERSION,
} from '#sync/messages.ts'
import type { Operation } from '#sync/operation.ts'
import type { JournalEvent } from '../data/database.ts'
import { noteEvents } from '../data/journal.ts'
import { countWaiting, nextBatch } from '../data/outbox.ts'
import { readIdentity } from '../data/position.ts'
import { applyReceipts } from '../data/receipts.ts'
import type { Tablet } from '../data/tablet.ts'
import type { CycleProgress } from './progress.ts'
import { goOnAsFork } from './fork.ts'
import type { Transport, TransportFailure } from './transport.ts'

/** A batch that arrives within this is followed by a larger one, one that takes longer than the other by a smaller. */
const QUICK_MS = 5_000
const SLOW_MS = 15_000

/** What one cycle leaves to the next about operations that could not be sent. */
export interface CycleMemory {
  /** First number of the batch that the server failed on last; null when none failed. */
  failedAt: number | null
  /** Why the cycle before failed, which the sync log tells once; null when it did not. */
  reason: string | null
}

export function newMemory(): CycleMemory {
  return { failedAt: null, reason: null }
}

export type PushResult =
  /** `again` when what was learnt makes another round worth while at once. */
  | { readonly ok: true; readonly again: boolean; readonly syncAfterMs: number | null }
  | { readonly ok: false; readonly failure: TransportFailure }

interface PushOptions {
  readonly onProgress: (progress: CycleProgress) => void
  readonly memory: CycleMemory
}

/**
 * Sends batches in `n` order until none waits. Batches grow while the link carries them and shrink when
 * it does not. A batch the server fails on twice is taken apart until the one operation is found that
 * it cannot read; that one is handed in as bare text, so that it keeps back nothing else. Rules OB-3 and OB-4.
 */
export async function pushAll(
  tablet: Tablet,
  transport: Transport,
  options: PushOptions,
): Promise<PushResult> {
  const push = new Push(tablet, transport, options)
  const result = await push.run()
  await push.note()
  return result
}

/** Operations on their way to the server. */
interface Batch {
  readonly ops: readonly Operation[]
  /** The history they were sent into. */
  readonly epoch: string
  readonly sending: ReturnType<Transport['push']>
}

class Push {
  readonly #tablet: Tablet
  readonly #transport: Transport
  readonly #options: PushOptions
  readonly #without = new Set<number>()
  #bytes = BATCH_START_BYTES
  #operations = BATCH_MAX_OPERATIONS
  #sent = 0
  #notTaken = 0
  /** True from a failing batch being taken apart until the one at fault is found. */
  #isSearching = false
  /** True from handing one operation in until another has gone through. */
  #isHandedIn = false

  constructor(tablet: Tablet, transport: Transport, options: PushOptions) {
    this.#tablet = tablet
    this.#transport = transport
    this.#options = options
  }

  async run(): Promise<PushResult> {
    const total = await countWaiting(this.#tablet.db)
    let syncAfterMs: number | null = null
    let batch = await this.#send(0)
    for (;;) {
      if (batch === null) return { ok: true, again: false, syncAfterMs }
      const { ops, epoch } = batch
      this.#options.onProgress({ phase: 'sending', done: this.#sent, total })
      const sent = await batch.sending
      if (!sent.ok) {
        const failure = await this.#afterFailure(ops, sent.failure)
        if (failure !== null) return { ok: false, failure }
        batch = await this.#send(0)
        continue
      }
      const { reply, tookMs } = sent
      // Receipts of another history wait until this tablet has caught up with it.
      if (reply.epoch !== epoch) return { ok: true, again: true, syncAfterMs: null }
      // The next one is on its way while the receipts of this one are written down.
      const isPlain = reply.syncAfterMs === null && this.#isPlain(ops, reply.receipts)
      if (isPlain) this.#afterSuccess(tookMs)
      const next = isPlain ? await this.#send(ops.at(-1)?.n ?? 0) : null
      const numbers = ops.map((op) => op.n)
      const settled = await applyReceipts(this.#tablet, reply.receipts, numbers, epoch)
      this.#sent += settled.operations
      this.#notTaken += settled.notTaken
      if (settled.forkedAt !== null) {
        const forked = await goOnAsFork(this.#tablet, this.#transport, settled.forkedAt)
        return forked.ok ? { ok: true, again: true, syncAfterMs: null } : forked
      }
      // A reply that settles nothing must not be asked for again at once.
      if (settled.operations === 0) return { ok: true, again: false, syncAfterMs }
      syncAfterMs = reply.syncAfterMs
      if (syncAfterMs !== null) return { ok: true, again: false, syncAfterMs }
      if (!isPlain) this.#afterSuccess(tookMs)
      // Where none was sent ahead, something may wait again, or have begun to while this one was on its way.
      batch = next ?? (await this.#send(0))
    }
  }

  /** Sends what waits after a number, and waits for no answer; null when nothing does. */
  async #send(after: number): Promise<Batch | null> {
    const ops = await nextBatch(this.#tablet.db, {
      bytes: this.#bytes,
      operations: this.#operations,
      without: this.#without,
      after,
    })
    if (ops.length === 0) return null
    const { lineage, epoch } = await readIdentity(this.#tablet)
    const sending = this.#transport.push({ protocol: PROTOCOL_VERSION, lineage, epoch, ops: [...ops] })
    return { ops, epoch, sending }
  }

  /** Whether a batch went as nearly all do: everything was applied, so that nothing is to be learnt before the next. */
  #isPlain(ops: readonly Operation[], receipts: readonly OperationReceipt[]): boolean {
    if (this.#isSearching || this.#without.size > 0) return false
    const applied = receipts.filter(({ outcome }) => outcome.outcome === 'applied')
    const opIds = new Set(applied.map(({ opId }) => opId))
    return applied.length === receipts.length && ops.every(({ opId }) => opIds.has(opId))
  }

  #afterSuccess(tookMs: number): void {
    this.#options.memory.failedAt = null
    this.#isHandedIn = false
    this.#operations = Math.min(BATCH_MAX_OPERATIONS, this.#operations * 2)
    if (tookMs <= QUICK_MS) this.#bytes = Math.min(BATCH_MAX_BYTES, this.#bytes * 2)
    if (tookMs >= SLOW_MS) this.#bytes = Math.max(BATCH_START_BYTES, Math.floor(this.#bytes / 2))
  }

  /** @returns the failure to end the cycle with; null to go on with other operations */
  async #afterFailure(
    ops: readonly Operation[],
    failure: TransportFailure,
  ): Promise<TransportFailure | null> {
    const first = ops[0]?.n ?? null
    const { memory } = this.#options
    const hasFailedBefore = this.#isSearching || memory.failedAt === first
    const isSure = isAboutContents(failure) || (isServersOwn(failure) && hasFailedBefore)
    if (isSure && ops.length > 1) {
      this.#isSearching = true
      this.#operations = Math.floor(ops.length / 2)
      return null
    }
    // One was handed in and the very next fails as well: it is the server, not the operation.
    if (isSure && hasFailedBefore && !this.#isHandedIn && ops[0] !== undefined) {
      await this.#handIn(ops[0])
      return null
    }
    memory.failedAt = isAboutContents(failure) || isServersOwn(failure) ? first : null
    return failure
  }

  /** Hands one operation in as bare text. Whether or not that works, the others are sent. */
  async #handIn(op: Operation): Promise<void> {
    this.#without.add(op.n)
    this.#isHandedIn = true
    this.#isSearching = false
    this.#operations = 1
    const { lineage, epoch } = await readIdentity(this.#tablet)
    const kept = await this.#transport.keep({
      protocol: PROTOCOL_VERSION,
      lineage,
      opId: op.opId,
      n: op.n,
      text: JSON.stringify(op),
    })
    if (!kept.ok) return
    const settled = await applyReceipts(this.#tablet, [kept.reply.receipt], [op.n], epoch)
    this.#notTaken += settled.notTaken
    this.#without.delete(op.n)
    await noteEvents(this.#tablet, [{ event: 'cannot-be-sent', operations: 1 }])
  }

  async note(): Promise<void> {
    const events: JournalEvent[] = []
    if (this.#sent > 0) events.push({ event: 'sent', operations: this.#sent })
    if (this.#notTaken > 0) events.push({ event: 'not-taken', operations: this.#notTaken })
    if (events.length > 0) await noteEvents(this.#tablet, events)
  }
}

/** The server took the request for what it is and will not read it. */
function isAboutContents(failure: TransportFailure): boolean {
  return failure.kind === 'problem' && (failure.code === 'too-large' || failure.code === 'unreadable')
}

/** A failure inside the server: it did not say that it is busy, nor is anything between us and it. */
function isServersOwn(failure: TransportFailure): boolean {
  return failure.kind === 'busy' && failure.retryAfterMs === null
}
