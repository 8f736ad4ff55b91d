import { liveQuery } from 'dexie'
import { useSyncExternalStore } from 'react'
import type { Database } from './database.ts'
import { useTablet } from './tablet-context.tsx'

/** Longer than it takes from one screen's end to the next one's beginning. */
const KEPT_FOR_MS = 1000

/** What was read for everyone who shows it. */
interface Shared<Value> {
  /** `undefined` until read. */
  read(): Value | undefined
  subscribe(onChange: () => void): () => void
}

const sharedOf = new WeakMap<Database, Map<string, Shared<unknown>>>()

/**
 * What many parts of many screens need, read once for all of them, kept up to date, and there at once on the
 * next screen; `undefined` until it is read for the first.
 *
 * @param name says what is read: the same for the same query, and for no other
 */
export function useSharedQuery<Value>(
  name: string,
  query: (db: Database) => Promise<Value>,
): Value | undefined {
  const { db } = useTablet()
  const all = sharedOf.get(db) ?? new Map<string, Shared<unknown>>()
  sharedOf.set(db, all)
  const found = all.get(name) ?? share(() => query(db))
  all.set(name, found)
  // Its name says which query it came from, and so of what it is.
  const { read, subscribe } = found as Shared<Value>
  return useSyncExternalStore(subscribe, read)
}

function share<Value>(query: () => Promise<Value>): Shared<Value> {
  const listeners = new Set<() => void>()
  let state: { readonly value?: Value; readonly failure?: { readonly reason: unknown } } = {}
  let watched: { unsubscribe(): void } | undefined
  let ending: ReturnType<typeof setTimeout> | undefined
  const change = (next: typeof state): void => {
    state = next
    for (const tell of listeners) tell()
  }
  const end = (): void => {
    watched?.unsubscribe()
    watched = undefined
    state = {}
  }
  return {
    read() {
      // A failure to read is met by the screen's own boundary, as everywhere.
      if (state.failure !== undefined) throw state.failure.reason
      return state.value
    },
    subscribe(onChange) {
      clearTimeout(ending)
      listeners.add(onChange)
      watched ??= liveQuery(query).subscribe({
        next: (value) => change({ value }),
        error: (reason: unknown) => change({ failure: { reason } }),
      })
      return () => {
        listeners.delete(onChange)
        if (listeners.size > 0) return
        // Whoever tries again begins anew.
        if (state.failure === undefined) ending = setTimeout(end, KEPT_FOR_MS)
        else end()
      }
    },
  }
}
