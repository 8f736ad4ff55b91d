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

const STANDS_STILL_S = 60
const BYTES = 256

// Runs in a thread of its own, and looks at shared memory only. It counts its own seconds: a machine that
// was asleep for a minute has not stood still.
const WATCH = `
  const { workerData: { moves, text, limit, pid } } = require('node:worker_threads')
  const { writeSync } = require('node:fs')
  let seen = -1
  let seconds = 0
  setInterval(() => {
    const now = Atomics.load(moves, 0)
    seconds = now === seen ? seconds + 1 : 0
    seen = now
    if (seconds < limit) return
    const what = Buffer.from(text.slice()).toString().replaceAll(String.fromCharCode(0), '')
    writeSync(2, 'Broken: no-hang: nothing has moved for ' + limit + ' s, at ' + what + '\\n')
    process.kill(pid, 'SIGKILL')
  }, 1000)
`

export function watchdog(): Watchdog {
  const moves = new Int32Array(new SharedArrayBuffer(4))
  const text = new Uint8Array(new SharedArrayBuffer(BYTES))
  const at = (what: string): void => {
    text.fill(0).set(Buffer.from(what).subarray(0, BYTES))
    Atomics.add(moves, 0, 1)
  }
  at('the start')
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { moves, text, limit: STANDS_STILL_S, pid: process.pid },
  })
  worker.unref()
  return { at, stop: async () => void (await worker.terminate()) }
}
