import { type Chance, chanceOf } from '../fuzz/chance.ts'

/** The real ones, from before anything was taken over. */
const realSetImmediate = globalThis.setImmediate
const realSetTimeout = globalThis.setTimeout
const realStructuredClone = globalThis.structuredClone

/** Turns asked of Node at a time: after each of them it works off every promise that is due. */
const TURNS_AT_A_TIME = 32

interface Later {
  readonly owner: string
  readonly at: number
  readonly run: () => void
}

/** The scheduler whose task is running, if one is. */
const current: { scheduler: Scheduler | null } = { scheduler: null }

/**
 * Decides in which order everything that is pending goes on. A task belongs to an owner, a browser or
 * the server: one owner's tasks run in the order they came in, as in a browser, and whose turn it is, is
 * chance. What a task starts belongs to its owner too. An owner that is killed never runs again, which
 * is what a crash is: at any await, and nothing is cleaned up.
 */
export class Scheduler {
  /** How many tasks have run; messages on their way are timed by it. */
  tick = 0
  readonly #chance: Chance
  readonly #queues = new Map<string, (() => void)[]>()
  readonly #ready: string[] = []
  readonly #dead = new Set<string>()
  #later: Later[] = []
  #running: string | null = null

  constructor(seed: number) {
    this.#chance = chanceOf(seed, 0)
  }

  /** Whose task is running; null between tasks. */
  get running(): string | null {
    return this.#running
  }

  post(owner: string, run: () => void): void {
    if (this.#dead.has(owner)) return
    const queue = this.#queues.get(owner)
    if (queue === undefined) this.#queues.set(owner, [run])
    else queue.push(run)
    if (!this.#ready.includes(owner)) this.#ready.push(owner)
  }

  /** Runs something once that many more tasks have run, or when nothing else is left to do. */
  after(owner: string, ticks: number, run: () => void): void {
    if (ticks <= 0) return this.post(owner, run)
    this.#later.push({ owner, at: this.tick + ticks, run })
  }

  /** Waits for a turn of one's own. Never comes back when the owner is killed meanwhile. */
  turn(owner: string): Promise<void> {
    return new Promise((resolve) => this.post(owner, resolve))
  }

  kill(owner: string): void {
    this.#dead.add(owner)
    this.#queues.delete(owner)
    this.#later = this.#later.filter((one) => one.owner !== owner)
    const place = this.#ready.indexOf(owner)
    if (place !== -1) this.#ready.splice(place, 1)
  }

  /**
   * Runs tasks: that many, or until nothing is left, or until `isDone`.
   *
   * @returns how many ran
   */
  async spend(limit: number, isDone: () => boolean = () => false): Promise<number> {
    const from = this.tick
    await new Promise<void>((resolve) => {
      let isOver = false
      let asked = 0
      const turn = (): void => {
        asked -= 1
        if (isOver) return
        if (this.tick - from >= limit || isDone() || !this.#runNext()) {
          isOver = true
          resolve()
        } else if (asked === 0) ask()
      }
      const ask = (): void => {
        asked = TURNS_AT_A_TIME
        for (let index = 0; index < TURNS_AT_A_TIME; index += 1) realSetImmediate(turn)
      }
      ask()
    })
    this.#running = null
    current.scheduler = null
    return this.tick - from
  }

  #runNext(): boolean {
    this.#deliver()
    if (this.#ready.length === 0) {
      this.#running = null
      return false
    }
    const place = this.#ready.length === 1 ? 0 : this.#chance.below(this.#ready.length)
    const owner = this.#ready[place] ?? ''
    const queue = this.#queues.get(owner) ?? []
    const run = queue.shift()
    if (queue.length === 0) this.#ready.splice(place, 1)
    this.tick += 1
    this.#running = owner
    current.scheduler = this
    run?.()
    return true
  }

  /** Puts messages that are due among the tasks; when nothing else is left, the next that would be due. */
  #deliver(): void {
    // Again when all that was due is for somebody who is dead.
    while (this.#later.length > 0) {
      if (this.#ready.length === 0)
        this.tick = Math.max(this.tick, Math.min(...this.#later.map((one) => one.at)))
      const due = this.#later.filter((one) => one.at <= this.tick)
      if (due.length > 0) this.#later = this.#later.filter((one) => one.at > this.tick)
      for (const { owner, run } of due) this.post(owner, run)
      if (this.#ready.length > 0) return
    }
  }
}

/**
 * What a task schedules is its scheduler's to run; everything else in the process goes on as before.
 * fake-indexeddb and Dexie look these up each time they use them.
 */
function takeOver(): void {
  const post = (run: () => void): boolean => {
    const { scheduler } = current
    const owner = scheduler?.running ?? null
    if (scheduler === null || owner === null) return false
    scheduler.post(owner, run)
    return true
  }
  const immediate = (run: (...given: unknown[]) => void, ...given: unknown[]) =>
    post(() => run(...given)) ? undefined : realSetImmediate(run, ...given)
  const timeout = (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
    post(() => run(...given)) ? undefined : realSetTimeout(run, ms, ...given)
  Object.assign(globalThis, { setImmediate: immediate, setTimeout: timeout, structuredClone: cloneOf })
  // Dexie would tell other tabs through it, in real time.
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
}

/** A copy of plain data, several times faster than the real one; anything else goes the long way. */
function cloneOf(value: unknown, ...options: unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => cloneOf(item))
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    return Reflect.apply(realStructuredClone, undefined, [value, ...options])
  }
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) copy[key] = cloneOf(item)
  return copy
}

takeOver()
