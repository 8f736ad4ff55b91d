import type { Timers } from '#client/data/device.ts'

interface Planned {
  readonly at: number
  readonly run: () => void
}

/**
 * Timers that go off only when a test lets time pass.
 *
 *     const timers = new ManualTimers()
 *     startSync({ ...tablet, device: { ...device, timers, clock: timers.clock } })
 *     await timers.pass(15_000)
 */
export class ManualTimers implements Timers {
  readonly #planned = new Map<number, Planned>()
  #nowMs = Date.UTC(2026, 9, 14, 9)
  #last = 0

  /** Stands still but for `pass`. */
  now(): number {
    return this.#nowMs
  }

  set(run: () => void, ms: number): number {
    this.#last += 1
    this.#planned.set(this.#last, { at: this.#nowMs + ms, run })
    return this.#last
  }

  clear(timer: number): void {
    this.#planned.delete(timer)
  }

  /** Milliseconds until each timer that is set, the soonest first. */
  get waits(): readonly number[] {
    return [...this.#planned.values()].map(({ at }) => at - this.#nowMs).toSorted((a, b) => a - b)
  }

  /** Lets time go by; what goes off is given room to act before later timers do. */
  async pass(ms: number): Promise<void> {
    const end = this.#nowMs + ms
    await settled()
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      const [timer, { at, run }] = next
      this.#planned.delete(timer)
      this.#nowMs = Math.max(this.#nowMs, at)
      run()
      await settled()
    }
    this.#nowMs = end
  }

  #next(end: number): [number, Planned] | undefined {
    return [...this.#planned].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at)[0]
  }
}

/** Room for promises and streams to get on; a disk needs `vi.waitFor` besides. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
