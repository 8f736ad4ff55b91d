import { Worker } from 'node:worker_threads'

/**
 * Ends the process when it stands still: a request that keeps the event loop busy for ever could be found
 * by nothing that waits its turn.
 */
export interface Watchdog {
  /** Says that the run goes on, and what it is at. */
  at(what: string): void
  stop(): Promise<void>
}

const STANDS_STILL_MS = 60_000
const BYTES = 256

// Runs in a thread of its own, and looks at shared memory only.
const WATCH = `
  const { workerData: { clock, text, limit, pid } } = require('node:worker_threads')
  const { writeSync } = require('node:fs')
  setInterval(() => {
    if (Date.now() - Number(Atomics.load(clock, 0)) < limit) return
    const what = Buffer.from(text.slice()).toString().replaceAll(String.fromCharCode(0), '')
    writeSync(2, 'Broken: no-hang: nothing has moved for ' + limit + ' ms, at ' + what + '\\n')
    process.kill(pid, 'SIGKILL')
  }, 1000)
`

export function watchdog(): Watchdog {
  const clock = new BigInt64Array(new SharedArrayBuffer(8))
  const text = new Uint8Array(new SharedArrayBuffer(BYTES))
  const at = (what: string): void => {
    text.fill(0).set(Buffer.from(what).subarray(0, BYTES))
    Atomics.store(clock, 0, BigInt(Date.now()))
  }
  at('the start')
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { clock, text, limit: STANDS_STILL_MS, pid: process.pid },
  })
  worker.unref()
  return { at, stop: async () => void (await worker.terminate()) }
}
