import { retryDelayMs, type TryFailure } from '#sync/back-off.ts'
import type { Tablet } from '../data/tablet.ts'
import { watchSyncNeeds } from '../data/waiting.ts'
import { type Connection, useConnection } from './connection-store.ts'
import { type CycleResult, runCycle } from './cycle.ts'
import { httpTransport, type Transport, type TransportFailure } from './transport.ts'
import { oneTabAtATime } from './one-tab.ts'

/** How often to ask for news while nothing waits; change notices will make this rarer. */
const POLL_MS = 15_000
const HIDDEN_POLL_MS = 5 * 60_000

export interface Sync {
  /** Tries at once, whatever was planned. */
  syncNow(): void
  stop(): void
}

function statusAfter(failure: TransportFailure): Connection['status'] {
  if (failure.kind !== 'problem') return failure.kind
  if (failure.code === 'not-enrolled' || failure.code === 'update-needed') return failure.code
  return 'busy'
}

function asTryFailure(failure: TransportFailure): TryFailure {
  return failure.kind === 'problem' ? { kind: 'busy', retryAfterMs: null } : failure
}

/**
 * Keeps this tablet and the server in step: after a save, when the page comes back to view or the
 * network says it is back, on a timer and on request. `navigator.onLine` is only a hint. Tabs take
 * turns, so that two open tabs make one loop. Rules LP-1 to LP-3.
 */
export function startSync(tablet: Tablet, transport: Transport = httpTransport(tablet)): Sync {
  const loop = new SyncLoop(tablet, transport)
  loop.start()
  return { syncNow: () => loop.wake(), stop: () => loop.stop() }
}

class SyncLoop {
  readonly #tablet: Tablet
  readonly #transport: Transport
  readonly #stops: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #isRunning = false
  #isAskedAgain = false
  #isStopped = false
  #failures = 0
  #isBusy = false
  #waiting = 0

  constructor(tablet: Tablet, transport: Transport) {
    this.#tablet = tablet
    this.#transport = transport
  }

  start(): void {
    this.#stops.push(
      watchSyncNeeds(this.#tablet.db, ({ waitingOperations, lastContactAt }) => {
        useConnection.setState({ lastContactAt })
        const isMore = waitingOperations > this.#waiting
        this.#waiting = waitingOperations
        if (isMore) this.#nudge()
      }),
    )
    this.#listen(globalThis, 'online')
    if (typeof document !== 'undefined') this.#listen(document, 'visibilitychange')
    this.wake()
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
    for (const stop of this.#stops) stop()
  }

  wake(): void {
    if (this.#isStopped) return
    if (this.#isRunning) {
      this.#isAskedAgain = true
      return
    }
    clearTimeout(this.#timer)
    void this.#run()
  }

  /** Tries sooner than planned, unless the server asked to be left alone. */
  #nudge(): void {
    if (!this.#isBusy) this.wake()
  }

  #listen(target: EventTarget, event: string): void {
    const onEvent = (): void => {
      if (isVisible()) this.#nudge()
    }
    target.addEventListener(event, onEvent)
    this.#stops.push(() => target.removeEventListener(event, onEvent))
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    this.#isAskedAgain = false
    useConnection.setState({ status: 'syncing' })
    const result = await this.#cycle()
    this.#isRunning = false
    if (this.#isStopped) return
    this.#note(result)
    if (this.#isAskedAgain && !this.#isBusy) this.wake()
    else this.#timer = setTimeout(() => this.wake(), this.#delayMs(result))
  }

  async #cycle(): Promise<CycleResult> {
    try {
      return await oneTabAtATime(() => runCycle(this.#tablet, this.#transport))
    } catch (error) {
      // A database closed under the loop is told on screen by whoever watches the tablet.
      if (this.#tablet.db.isOpen()) reportError(error)
      return { ok: false, failure: { kind: 'busy', retryAfterMs: null } }
    }
  }

  #note(result: CycleResult): void {
    this.#failures = result.ok ? 0 : this.#failures + 1
    this.#isBusy = !result.ok && result.failure.kind !== 'unreachable'
    useConnection.setState({ status: result.ok ? 'idle' : statusAfter(result.failure) })
  }

  #delayMs(result: CycleResult): number {
    const { random } = this.#tablet.device
    const poll = (isVisible() ? POLL_MS : HIDDEN_POLL_MS) * (0.75 + random() / 2)
    if (result.ok) return poll
    const retry = retryDelayMs(asTryFailure(result.failure), this.#failures, random())
    return this.#waiting > 0 || this.#isBusy ? retry : poll
  }
}

function isVisible(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'visible'
}
