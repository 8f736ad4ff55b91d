import { create } from 'zustand'

/**
 * What the header shows about the connection; a reload may lose it.
 *
 * `unreachable`: nothing answered. `busy`: the server asked to be left alone for a while.
 * `not-enrolled`: it no longer knows this tablet's credential; everything waits until it does.
 * `update-needed`: it speaks a newer protocol than this build.
 */
export interface Connection {
  readonly status: 'idle' | 'syncing' | 'unreachable' | 'busy' | 'not-enrolled' | 'update-needed'
  /** Milliseconds since 1970, by the tablet's clock; null when there was none since the app was opened. */
  readonly lastContactAt: number | null
}

export const useConnection = create<Connection>(() => ({ status: 'idle', lastContactAt: null }))
