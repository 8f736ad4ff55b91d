import type { RecordStore } from '../storage/record-store.ts'

/** One tablet that waits for news. */
interface Listener {
  readonly lineage: string
  mayRead(scope: string): boolean
  /** A scope's newest `seq` has moved. */
  tell(scope: string, head: number): void
  /** No more will be told. */
  end(): void
}

export interface Notices {
  /** Tells of everything from here on. @returns a way to stop; `null` when too many listen already */
  listen(listener: Listener): Promise<(() => void) | null>
  /** Looks at once, because this process has just changed something. */
  look(): void
  /** Ends every listener and stops looking. */
  close(): void
}

export interface NoticesOptions {
  readonly store: Pick<RecordStore, 'readHeads'>
  /** How often the heads are looked at while somebody listens; other processes change them too. */
  readonly lookEveryMs?: number
  readonly maxListeners?: number
  /** Tabs of one tablet take turns, and each may leave a connection behind that nobody has noticed is dead. */
  readonly maxOfTablet?: number
}

/**
 * Tells tablets that listen which scopes have news. It learns that from the store, so that it matters
 * to nobody which process made a change, and asks the store nothing while nobody listens. Rules NT-1 to NT-4.
 */
export function createNotices(options: NoticesOptions): Notices {
  const { store, lookEveryMs = 1000, maxListeners = 2000, maxOfTablet = 3 } = options
  const listeners = new Set<Listener>()
  let heads: ReadonlyMap<string, number> = new Map()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let looking: Promise<void> | null = null
  let isAskedAgain = false

  const stop = (listener: Listener): void => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  const tellAll = (found: ReadonlyMap<string, number>): void => {
    const before = heads
    heads = found
    for (const [scope, head] of found) {
      if (before.get(scope) === head) continue
      for (const listener of listeners) if (listener.mayRead(scope)) listener.tell(scope, head)
    }
  }

  /** One look at a time; asked while it goes on, it looks once more afterwards. */
  const lookNow = async (): Promise<void> => {
    do {
      isAskedAgain = false
      const found = await store.readHeads()
      if (!isClosed) tellAll(found)
    } while (isAskedAgain)
  }
  const look = (): void => {
    isAskedAgain = true
    // A store that does not answer now is asked again at the next turn.
    looking ??= lookNow()
      .catch(() => undefined)
      .finally(() => {
        looking = null
      })
  }

  return {
    listen: async (listener) => {
      if (listeners.size === 0) {
        // The first to listen begins from the heads as they are; later ones from where the others stand.
        const found = await store.readHeads()
        if (listeners.size === 0) heads = found
      }
      if (isClosed || listeners.size >= maxListeners) return null
      const ofTablet = [...listeners].filter((other) => other.lineage === listener.lineage)
      for (const oldest of ofTablet.slice(0, Math.max(0, ofTablet.length + 1 - maxOfTablet))) {
        stop(oldest)
        oldest.end()
      }
      listeners.add(listener)
      timer ??= setInterval(look, lookEveryMs).unref()
      return () => stop(listener)
    },
    look: () => {
      if (listeners.size > 0) look()
    },
    close: () => {
      isClosed = true
      // Stopping takes one out of the set, which going through it allows.
      for (const listener of listeners) {
        stop(listener)
        listener.end()
      }
    },
  }
}
