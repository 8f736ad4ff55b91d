import type { Device } from '../data/device.ts'

const TURN = 'branchline-sync'
const BEAT = 'branchline-beat-'
const BEAT_MS = 20_000
/** Longer than a browser lets a page in the background wait between two timers. */
const STALE_MS = 2 * 60_000

/** Another tab is at work; this one did nothing. */
export const ELSEWHERE = 'elsewhere'

/**
 * Lets the tabs of one tablet take turns, one round of sync at a time. Rules LP-2, LP-4 and LP-5.
 *
 * Whoever has the turn shows that it is alive by a second lock with a new name every 20 seconds, which the
 * browser takes away by itself when the tab is gone. A turn whose beat has not changed for two minutes, by
 * the time of the tab that looks on, is a frozen tab's, and is taken from it.
 */
export class Turns {
  readonly #device: Pick<Device, 'locks' | 'timers' | 'clock'>
  /** What was seen of the tab that has the turn, and since when. */
  #seen: { readonly beat: string; readonly since: number } | undefined
  #beats = 0

  constructor(device: Pick<Device, 'locks' | 'timers' | 'clock'>) {
    this.#device = device
  }

  /** Runs a round unless another tab is in one. Without locks two may run at once, which does no harm. */
  async take<Result>(round: () => Promise<Result>): Promise<Result | typeof ELSEWHERE> {
    const { locks } = this.#device
    if (locks === undefined) return round()
    let own: Promise<Result> | undefined
    try {
      const options = (await this.#isFrozen(locks)) ? { steal: true } : { ifAvailable: true }
      return await locks.request(TURN, options, async (lock) => {
        if (lock === null) return ELSEWHERE
        own = this.#beating(locks, round)
        return own
      })
    } catch {
      // The turn was taken away, and the round begun in it still ends; or there are no locks to be had here.
      return own ?? round()
    }
  }

  /** Whether the tab that has the turn has shown no life for long. */
  async #isFrozen(locks: LockManager): Promise<boolean> {
    const { held = [] } = await locks.query()
    if (!held.some(({ name }) => name === TURN)) return false
    const ours = held.filter(({ name }) => name === TURN || name?.startsWith(BEAT))
    const beat = ours.map(({ name, clientId }) => `${name} ${clientId}`).join()
    const now = this.#device.clock.now()
    if (this.#seen?.beat !== beat) this.#seen = { beat, since: now }
    // A clock put back during the wait makes it look long: taking a turn too soon does no harm.
    return Math.abs(now - this.#seen.since) >= STALE_MS
  }

  async #beating<Result>(locks: LockManager, round: () => Promise<Result>): Promise<Result> {
    const { timers } = this.#device
    let letGo = (): void => undefined
    let timer = 0
    const beat = (): void => {
      letGo()
      const done = new Promise<void>((resolve) => {
        letGo = resolve
      })
      this.#beats += 1
      // A beat that cannot be shown only makes this tab look frozen.
      locks.request(`${BEAT}${this.#beats}`, () => done).catch(() => undefined)
      timer = timers.set(beat, BEAT_MS)
    }
    beat()
    try {
      return await round()
    } finally {
      timers.clear(timer)
      letGo()
    }
  }
}
