import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const START_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 10_000

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('the port could not be read')
  return address.port
}

/** The server as it is run in earnest: a process of its own, with its database in a folder of its own. */
export class ServerProcess {
  readonly origin: string
  readonly dataFolder: string
  readonly #port: number
  readonly #env: Readonly<Record<string, string>>
  #clientFolder: string
  #child: ChildProcess | undefined
  #said = ''

  private constructor(
    port: number,
    dataFolder: string,
    clientFolder: string,
    env: Readonly<Record<string, string>>,
  ) {
    this.#port = port
    this.#env = env
    this.origin = `http://localhost:${port}`
    this.dataFolder = dataFolder
    this.#clientFolder = clientFolder
  }

  /** A server that has been started on a free port with an empty data folder. */
  static async fresh(clientFolder: string): Promise<ServerProcess> {
    const server = await ServerProcess.prepared(clientFolder)
    await server.start()
    return server
  }

  /** One that is yet to be started. @param env what it finds in its environment besides, `DATABASE_URL` say */
  static async prepared(
    clientFolder: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'branchline-data-'))
    return new ServerProcess(await freePort(), dataFolder, clientFolder, env)
  }

  /** Starts it, again on the same port and data, and waits until it answers. */
  async start(): Promise<void> {
    this.#said = ''
    const child = this.#spawn('src/server/main.ts')
    this.#child = child
    const giveUpAt = Date.now() + START_WITHIN_MS
    while (!(await this.#answers())) {
      const ended = child.exitCode ?? child.signalCode
      if (ended !== null) throw new Error(`the server ended with ${ended}:\n${this.#said}`)
      if (Date.now() > giveUpAt) throw new Error(`the server did not start:\n${this.#said}`)
      await pause(50)
    }
  }

  /** Of the process that runs now. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Everything it has printed since it was started, its log included. */
  get said(): string {
    return this.#said
  }

  /** The enrolment link it printed when it was started for the first time. */
  async firstLink(): Promise<string> {
    return this.#printed(() => this.#said)
  }

  /** A further link, for any site or the county, asked for while it runs. */
  async furtherLink(): Promise<string> {
    let said = ''
    const asking = this.#spawn('src/server/cli.ts', 'enrol')
    asking.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    const link = await this.#printed(() => said)
    if (asking.exitCode === null) await once(asking, 'exit')
    return link
  }

  /** Runs one command of the operator's command line on the server's data. */
  async cli(...command: string[]): Promise<{ readonly code: number | null; readonly said: string }> {
    let said = ''
    const child = this.#spawn('src/server/cli.ts', ...command)
    const note = (text: Buffer): void => {
      said += text.toString()
    }
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
    const [code] = await once(child, 'exit')
    return { code: typeof code === 'number' ? code : null, said }
  }

  /** Loses everything the server had on its disk. */
  async emptyDataFolder(): Promise<void> {
    await rm(this.dataFolder, { recursive: true, force: true })
  }

  /** Serves another build from now on; takes effect at the next start. */
  serve(clientFolder: string): void {
    this.#clientFolder = clientFolder
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async dispose(): Promise<void> {
    await this.kill()
    await rm(this.dataFolder, { recursive: true, force: true })
  }

  #spawn(...program: string[]): ChildProcess {
    const child = spawn(process.execPath, program, {
      env: {
        ...process.env,
        PORT: String(this.#port),
        DATA_DIR: this.dataFolder,
        CLIENT_DIR: this.#clientFolder,
        LOG_LEVEL: 'warn',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const note = (text: Buffer): void => {
      this.#said += text.toString()
    }
    child.stdout.on('data', note)
    child.stderr.on('data', note)
    return child
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/healthz`)).ok
    } catch {
      return false
    }
  }

  async #printed(said: () => string): Promise<string> {
    const giveUpAt = Date.now() + START_WITHIN_MS
    for (;;) {
      const link = /Open (http\S+#\S+)/.exec(said())?.[1]
      if (link !== undefined) return link
      if (Date.now() > giveUpAt) throw new Error(`no link was printed:\n${said()}`)
      await pause(50)
    }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    await exited
    clearTimeout(late)
  }
}
