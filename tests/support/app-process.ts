/**
 * Server processes on one PostgreSQL, and tablets that know the addresses of them all.
 *
 *     const processes = await startProcesses(databaseUrl, 2)     // at one moment; killed when the test ends
 *     const send = fallingOver(processes, 0)                     // a tablet's fetch: the first, then the other
 *     await processes[0].kill()                                  // as a power cut does
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { freePort } from './browser-server.ts'

const START_WITHIN_MS = 60_000

export interface AppProcess {
  readonly origin: string
  /** What it printed: the enrolment link of its start. */
  readonly link: string
  /** Requests it was sent by `fallingOver`. */
  requests: number
  kill(): Promise<void>
}

export async function startProcesses(databaseUrl: string, count: number): Promise<readonly AppProcess[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = await freePort()
    if (!ports.includes(port)) ports.push(port)
  }
  return Promise.all(ports.map((port) => startProcess(databaseUrl, port)))
}

async function startProcess(databaseUrl: string, port: number): Promise<AppProcess> {
  const child = spawn(process.execPath, ['src/server/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      PUBLIC_ORIGIN: '',
      CLIENT_DIR: 'dist',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  return { origin: `http://localhost:${port}`, link: await linkOf(child), requests: 0, kill }
}

/** It prints the link once it listens. */
async function linkOf(child: ChildProcess): Promise<string> {
  let said = ''
  const note = (text: Buffer): void => {
    said += text.toString()
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  const giveUpAt = Date.now() + START_WITHIN_MS
  for (;;) {
    const link = /Open (http\S+#\S+)/.exec(said)?.[1]
    if (link !== undefined) return link
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${said}`)
    if (Date.now() > giveUpAt) throw new Error(`the server did not start:\n${said}`)
    await pause(20)
  }
}

/** Sends each request to one process until it is unreachable, and from then on to the next. A failed request fails. */
export function fallingOver(processes: readonly AppProcess[], first: number): typeof fetch {
  let at = first
  return async (input, init) => {
    const used = at
    const process = processes[used % processes.length]
    if (process === undefined) throw new RangeError('there is no process')
    process.requests += 1
    try {
      return await fetch(new URL(input instanceof Request ? input.url : input, process.origin), init)
    } catch (error) {
      // Of several requests at once that find it gone, one goes over for all.
      if (at === used) at += 1
      throw error
    }
  }
}
