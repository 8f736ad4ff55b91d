import type { Timers } from '../data/device.ts'

/**
 * What `work` comes to; a rejection once `cut` is aborted, which happens by itself after `ms`. It does not
 * rely on `work` heeding the signal, so nothing can hang.
 */
export function within<Value>(
  timers: Timers,
  ms: number,
  cut: AbortController,
  work: Promise<Value>,
): Promise<Value> {
  const { signal } = cut
  const timer = timers.set(() => cut.abort(), ms)
  let onAbort = (): void => undefined
  const broken = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new DOMException('broken off', 'AbortError'))
  })
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  return Promise.race([work, broken]).finally(() => {
    timers.clear(timer)
    signal.removeEventListener('abort', onAbort)
  })
}

interface Reading {
  readonly timers: Timers
  readonly cut: AbortController
  /** The longest that may pass between two chunks. */
  readonly idleMs: number
}

/** The text of a reply as it comes in, in pieces that never split a character. Throws when the link stalls or breaks. */
export async function* chunksOf(response: Response, reading: Reading): AsyncGenerator<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await within(reading.timers, reading.idleMs, reading.cut, reader.read())
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    // Nobody reads on: the link is let go, however this ended.
    reader.cancel().catch(() => undefined)
  }
}

/** Closes a reply whose body is of no use. */
export function letGo(response: Response): void {
  response.body?.cancel().catch(() => undefined)
}
