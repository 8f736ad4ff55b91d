import type { Tablet } from '../data/tablet.ts'
import { watchSyncNeeds } from '../data/waiting.ts'
import { type Connection, useConnection } from './connection-store.ts'
import { runCycle } from './cycle.ts'
import type { CycleProgress } from './progress.ts'
import { NewsWatch } from './news-watch.ts'
import { ELSEWHERE, Turns } from './one-tab.ts'
import { isLeftAlone, nextRoundMs, type RoundResult } from './pace.ts'
import { newMemory } from './push.ts'
import { httpTransport, type Transport, type TransportFailure } from './transport.ts'
import { askForWake, isVisible, listenToWakes } from './wakes.ts'

export interface Sync {
  /** Tries at once, whatever was planned. */
  syncNow(): void
  stop(): void
}

/**
 * Keeps this tablet and the server in step: after a save, when the page comes back to view or the
 * network says it is back, when the server has news, on a timer and on request. `navigator.onLine` is
 * only a hint. Tabs take turns, so that two open tabs make one loop. Rules LP-1 to LP-8.
 */
export function startSync(tablet: Tablet, transport: Transport = httpTransport(tablet)): Sync {
  const loop = new SyncLoop(tablet, transport)
  loop.start()
  return { syncNow: () => loop.wake(), stop: () => loop.stop() }
}

class SyncLoop {
  readonly #tablet: Tablet
  readonly #transport: Transport
  readonly #turns: Turns
  readonly #news: NewsWatch
  readonly #options = {
    memory: newMemory(),
    onProgress: (progress: CycleProgress) => useConnection.setState({ progress }),
  }
  readonly #stops: (() => void)[] = []
  #timer: number | undefined
  #isRunning = false
  #isAskedAgain = false
  #isStopped = false
  #failures = 0
  #isLeftAlone = false
  #waiting = 0

  constructor(tablet: Tablet, transport: Transport) {
    this.#tablet = tablet
    this.#transport = transport
    this.#turns = new Turns(tablet.device)
    this.#news = new NewsWatch(tablet, {
      isBusy: () => this.#isRunning,
      onNews: () => this.#nudge(),
      // Notices lost while the link was down are made up for at the pace there is without them.
      onLost: () => {
        const isIdle = !this.#isRunning && !this.#isLeftAlone && this.#failures === 0
        if (isIdle) this.#plan({ ok: true, syncAfterMs: null })
      },
    })
  }

  start(): void {
    this.#stops.push(
      watchSyncNeeds(this.#tablet.db, ({ waitingOperations, lastContactAt }) => {
        useConnection.setState({ lastContactAt })
        const isMore = waitingOperations > this.#waiting
        this.#waiting = waitingOperations
        if (isMore) this.#nudge()
      }),
      listenToWakes({ onReturn: () => this.#lookUp(), onWake: () => this.#nudge() }),
      () => this.#news.close(),
    )
    if (isVisible()) this.#news.open()
    this.wake()
  }

  stop(): void {
    this.#isStopped = true
    this.#clearTimer()
    for (const stop of this.#stops) stop()
  }

  wake(): void {
    if (this.#isStopped) return
    if (this.#isRunning) {
      this.#isAskedAgain = true
      return
    }
    this.#clearTimer()
    void this.#run()
  }

  /** Tries sooner than planned, unless the server asked to be left alone. */
  #nudge(): void {
    if (!this.#isLeftAlone) this.wake()
  }

  /** The page came into view, or went out of it, or the network seems to be back. */
  #lookUp(): void {
    if (!isVisible()) return this.#news.close()
    this.#news.open()
    this.#nudge()
  }

  async #run(): Promise<void> {
    const { status } = useConnection.getState()
    this.#isRunning = true
    this.#isAskedAgain = false
    useConnection.setState({ status: 'syncing' })
    const result = await this.#round()
    this.#isRunning = false
    if (this.#isStopped) return
    this.#isLeftAlone = isLeftAlone(result)
    useConnection.setState({ status: result === ELSEWHERE ? status : statusAfter(result), progress: null })
    if (result !== ELSEWHERE) this.#count(result)
    if (this.#isAskedAgain && !this.#isLeftAlone) this.wake()
    else this.#plan(result)
  }

  async #round(): Promise<RoundResult> {
    try {
      return await this.#turns.take(() => runCycle(this.#tablet, this.#transport, this.#options))
    } catch (error) {
      // A database closed under the loop is told on screen by whoever watches the tablet.
      if (this.#tablet.db.isOpen()) reportError(error)
      return { ok: false, failure: { kind: 'busy', retryAfterMs: null } }
    }
  }

  #count(result: Exclude<RoundResult, typeof ELSEWHERE>): void {
    this.#failures = result.ok ? 0 : this.#failures + 1
    if (!result.ok && this.#waiting > 0) void askForWake(this.#failures === 1)
  }

  #plan(result: RoundResult): void {
    const { random, timers } = this.#tablet.device
    this.#clearTimer()
    const delayMs = nextRoundMs(result, {
      failures: this.#failures,
      isAnythingWaiting: this.#waiting > 0,
      isVisible: isVisible(),
      isNoticed: this.#news.isConnected,
      random: random(),
    })
    this.#timer = timers.set(() => this.wake(), delayMs)
  }

  #clearTimer(): void {
    if (this.#timer !== undefined) this.#tablet.device.timers.clear(this.#timer)
    this.#timer = undefined
  }
}

function statusAfter(result: Exclude<RoundResult, typeof ELSEWHERE>): Connection['status'] {
  return result.ok ? 'idle' : statusOf(result.failure)
}

function statusOf(failure: TransportFailure): Connection['status'] {
  if (failure.kind !== 'problem') return failure.kind
  if (failure.code === 'not-enrolled' || failure.code === 'update-needed') return failure.code
  return 'busy'
}
