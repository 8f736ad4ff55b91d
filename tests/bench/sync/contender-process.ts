import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#support/browser-server.ts'

const START_WITHIN_MS = 60_000

/** A peer's server as a process of its own, with its database in a folder of its own. */
export class ContenderProcess {
  readonly port: number
  readonly #folder: string
  readonly #child: ChildProcess
  #said = ''

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port
    this.#folder = folder
    this.#child = child
    const note = (text: Buffer): void => {
      this.#said += text.toString()
    }
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
  }

  /** Starts a program and waits until it serves the bench's page. */
  static async start(
    program: string,
    pagesFolder: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ContenderProcess> {
    const port = await freePort()
    const folder = await mkdtemp(join(tmpdir(), 'branchline-peer-'))
    const child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        DATA_DIR: folder,
        PAGES_DIR: pagesFolder,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = new ContenderProcess(port, folder, child)
    await started.#untilItAnswers()
    return started
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit')
      this.#child.kill('SIGKILL')
      await exited
    }
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #untilItAnswers(): Promise<void> {
    const giveUpAt = Date.now() + START_WITHIN_MS
    for (;;) {
      const answer = await fetch(`http://localhost:${this.port}/bench/`).catch(() => null)
      if (answer?.ok === true) return
      if (this.#child.exitCode !== null || Date.now() > giveUpAt) {
        await this.close()
        throw new Error(`a peer's server did not start:\n${this.#said}`)
      }
      await pause(50)
    }
  }
}
