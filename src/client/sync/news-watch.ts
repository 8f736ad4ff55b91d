import type { Tablet } from '../data/tablet.ts'
import { listenToNotices } from './notices.ts'

/** News seldom comes alone, and every tablet hears of the plan's at once: tablets spread over a second. */
const GATHER_MS = 200
const SPREAD_MS = 800

interface NewsListener {
  /** Whether a round of sync is under way, which may well be what fetches the news. */
  isBusy(): boolean
  /** The server has something that this tablet has not. */
  onNews(): void
  /** Notices came in and do so no longer. */
  onLost(): void
}

/** Change notices, boiled down to whether a round of sync would fetch anything. */
export class NewsWatch {
  isConnected = false
  readonly #tablet: Tablet
  readonly #listener: NewsListener
  readonly #heads = new Map<string, number>()
  #stop: (() => void) | undefined
  #timer: number | undefined

  constructor(tablet: Tablet, listener: NewsListener) {
    this.#tablet = tablet
    this.#listener = listener
  }

  open(): void {
    this.#stop ??= listenToNotices(this.#tablet, {
      onNews: (scope, head) => this.#gather(scope, head),
      onConnected: (isConnected) => {
        const isLost = this.isConnected && !isConnected
        this.isConnected = isConnected
        if (isLost) this.#listener.onLost()
      },
    })
  }

  close(): void {
    this.#stop?.()
    this.#stop = undefined
    this.isConnected = false
    if (this.#timer !== undefined) this.#tablet.device.timers.clear(this.#timer)
    this.#timer = undefined
    this.#heads.clear()
  }

  #gather(scope: string, head: number): void {
    this.#heads.set(scope, head)
    const { timers, random } = this.#tablet.device
    this.#timer ??= timers.set(() => void this.#look(), GATHER_MS + random() * SPREAD_MS)
  }

  /** Tells of what is news here. What this tablet has sent itself comes back as a notice as well, and is none. */
  async #look(): Promise<void> {
    this.#timer = undefined
    const heads = [...this.#heads]
    if (this.#listener.isBusy()) {
      for (const [scope, head] of heads) this.#gather(scope, head)
      return
    }
    this.#heads.clear()
    try {
      const rows = await this.#tablet.db.cursors.bulkGet(heads.map(([scope]) => scope))
      const isNews = heads.some(([, head], place) => head > (rows[place]?.cursor ?? 0))
      if (isNews && this.#stop !== undefined) this.#listener.onNews()
    } catch {
      // The database was closed under the loop, and there is nothing to fetch news into.
    }
  }
}
