import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Plan } from './plan.ts'
import type { ProtectionName } from './protections.ts'
import type { RunReport } from './run.ts'

/** What a child process is asked for. */
export type Task =
  | { readonly kind: 'runs'; readonly from: number; readonly count: number; readonly steps: number }
  | { readonly kind: 'seed'; readonly seed: number; readonly steps: number; readonly trace: boolean }
  | { readonly kind: 'plan'; readonly plan: Plan; readonly trace: boolean }
  | { readonly kind: 'shrink'; readonly seed: number; readonly steps: number }

export type FromChild =
  | { readonly kind: 'ready' | 'done' }
  | { readonly kind: 'ran'; readonly report: RunReport }
  | { readonly kind: 'trace'; readonly line: string }
  | { readonly kind: 'plan'; readonly plan: Plan }

/** Schedules one child is given at a time, and after how many of them it makes place for a fresh one. */
const AT_A_TIME = 10
const A_LIFE = 2_000

export interface ChildOptions {
  /** A protection that is switched off in everything the child loads. */
  readonly without?: ProtectionName
  /** Pages and batches of a few rows, so that in every schedule there is a next one to be sent ahead. */
  readonly small?: boolean
}

/** A process with the client's core and the server in it, under virtual time. */
export class Child {
  readonly #process: ChildProcess
  readonly #ready: Promise<unknown>
  #isLost = false

  constructor({ without, small = false }: ChildOptions = {}) {
    this.#process = fork(new URL('./child.ts', import.meta.url), {
      execArgv: ['--import', new URL('./loader.ts', import.meta.url).href],
      env: { ...process.env, SIMULATE_WITHOUT: without ?? '', SIMULATE_SMALL: small ? 'yes' : '' },
    })
    this.#process.once('exit', () => {
      this.#isLost = true
    })
    this.#ready = Promise.race([once(this.#process, 'message'), once(this.#process, 'exit')])
  }

  /** @throws when the process ends before it is done */
  async carryOut(task: Task, hear: (message: FromChild) => void): Promise<void> {
    await this.#ready
    await new Promise<void>((resolve, reject) => {
      const lose = (): void =>
        reject(new Error(`a process ended during ${JSON.stringify(task).slice(0, 200)}`))
      if (this.#isLost) return lose()
      const take = (message: FromChild): void => {
        if (message.kind !== 'done') return hear(message)
        this.#process.off('message', take)
        this.#process.off('exit', lose)
        resolve()
      }
      this.#process.on('message', take)
      this.#process.on('exit', lose)
      this.#process.send(task)
    })
  }

  stop(): void {
    this.#process.kill('SIGKILL')
  }
}

export interface RunsOptions extends ChildOptions {
  readonly from: number
  readonly seeds: number
  readonly steps: number
  /** Hears of each schedule that was carried out; false ends all. */
  readonly onReport: (report: RunReport) => boolean
}

/** Carries schedules out in as many processes as there are processors. */
export async function runSchedules({ from, seeds, steps, onReport, ...options }: RunsOptions): Promise<void> {
  let next = from
  let isOver = false
  const children = new Set<Child>()
  const aChild = (): Child => {
    const child = new Child(options)
    children.add(child)
    return child
  }
  const hear = (message: FromChild): void => {
    if (isOver || message.kind !== 'ran' || onReport(message.report)) return
    isOver = true
    for (const child of children) child.stop()
  }
  const work = async (): Promise<void> => {
    let child = aChild()
    for (let ran = 0; next < from + seeds && !isOver; ran += AT_A_TIME) {
      if (ran > 0 && ran % A_LIFE === 0) {
        child.stop()
        child = aChild()
      }
      const count = Math.min(AT_A_TIME, from + seeds - next)
      const task: Task = { kind: 'runs', from: next, count, steps }
      next += count
      await child.carryOut(task, hear)
    }
  }
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work))
  } catch (error) {
    if (!isOver) throw error
  } finally {
    for (const child of children) child.stop()
  }
}
