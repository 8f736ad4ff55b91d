import { setTimeout as pause } from 'node:timers/promises'
import { retryDelayMs, type TryFailure } from '#sync/back-off.ts'
import type { Push } from './make-pushes.ts'
import type { Answer, Sender } from './send-push.ts'
import type { SimulatedTablet } from './simulated-tablets.ts'

/** A tablet and what it still has to send. */
export interface WaitingTablet {
  readonly tablet: SimulatedTablet
  readonly pushes: readonly Push[]
}

export interface DriveOptions {
  /** Requests under way at once, over all tablets. */
  readonly connections: number
  /** True when a tablet that got through goes on at once, as one with more waiting does; else the others come first. */
  readonly goesOn: boolean
  /** One push in so many loses its reply; 0 for none. */
  readonly losesOneIn: number
  readonly onReceived: (operations: number) => void
}

export interface Driven {
  /** Milliseconds of each push that was received, in the order in which they were. */
  readonly pushMs: number[]
  /** Milliseconds from the start until each tablet had everything received. */
  readonly doneMs: number[]
  readonly outcomes: Record<string, number>
  /** Pushes answered with "busy", and those that got no reply and went again. */
  readonly busy: number
  readonly unanswered: number
  readonly wrong: readonly string[]
}

const WRONG_ENOUGH = 20

/** Sends everything that waits, each tablet one push at a time and in order, with the tablet's own rules for trying again. */
export async function driveTablets(
  tablets: readonly WaitingTablet[],
  sender: Sender,
  options: DriveOptions,
): Promise<Driven> {
  return new Drive(tablets, sender, options).run()
}

interface Turn extends WaitingTablet {
  next: number
  /** Rounds in a row that failed. */
  failures: number
}

class Drive {
  readonly #sender: Sender
  readonly #options: DriveOptions
  readonly #ready: Turn[]
  readonly #startedAt = performance.now()
  readonly #driven = {
    pushMs: [] as number[],
    doneMs: [] as number[],
    outcomes: {} as Record<string, number>,
    busy: 0,
    unanswered: 0,
    wrong: [] as string[],
  }
  #head = 0
  #sent = 0
  #left: number

  constructor(tablets: readonly WaitingTablet[], sender: Sender, options: DriveOptions) {
    this.#sender = sender
    this.#options = options
    this.#ready = tablets.map((waiting) => ({ ...waiting, next: 0, failures: 0 }))
    this.#left = tablets.length
  }

  async run(): Promise<Driven> {
    await Promise.all(Array.from({ length: this.#options.connections }, () => this.#lane()))
    return this.#driven
  }

  /** One connection: takes whoever is ready, until no tablet has anything left. */
  async #lane(): Promise<void> {
    while (this.#left > 0 && this.#driven.wrong.length < WRONG_ENOUGH) {
      const turn = this.#ready[this.#head]
      if (turn === undefined) {
        // All others are under way or wait for their next try.
        await pause(5)
        continue
      }
      this.#head += 1
      await this.#take(turn)
    }
  }

  async #take(turn: Turn): Promise<void> {
    for (let isGoing = true; isGoing; ) {
      const push = turn.pushes[turn.next]
      if (push === undefined) return this.#done()
      const { losesOneIn } = this.#options
      this.#sent += 1
      const losesReply = losesOneIn > 0 && this.#sent % losesOneIn === 0
      const startedAt = performance.now()
      const answer = await this.#sender.send(turn.tablet, push, losesReply)
      isGoing = this.#after(turn, push, { answer, ms: performance.now() - startedAt })
    }
  }

  /** @returns whether the tablet goes on at once */
  #after(turn: Turn, push: Push, { answer, ms }: { readonly answer: Answer; readonly ms: number }): boolean {
    const { pushMs, outcomes, wrong } = this.#driven
    switch (answer.kind) {
      case 'received':
        pushMs.push(ms)
        for (const [name, count] of Object.entries(answer.outcomes)) {
          outcomes[name] = (outcomes[name] ?? 0) + count
        }
        turn.next += 1
        turn.failures = 0
        this.#options.onReceived(push.operations)
        if (this.#options.goesOn || turn.next === turn.pushes.length) return true
        this.#ready.push(turn)
        return false
      case 'busy':
        this.#driven.busy += 1
        this.#later(turn, answer)
        return false
      case 'unreachable':
        this.#driven.unanswered += 1
        this.#later(turn, answer)
        return false
      case 'wrong':
        wrong.push(answer.what)
        return false
    }
  }

  #later(turn: Turn, failure: TryFailure): void {
    turn.failures += 1
    setTimeout(() => this.#ready.push(turn), retryDelayMs(failure, turn.failures, Math.random()))
  }

  #done(): void {
    this.#left -= 1
    this.#driven.doneMs.push(performance.now() - this.#startedAt)
  }
}
