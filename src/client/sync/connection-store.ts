import { create } from 'zustand'
import type { CycleProgress } from './progress.ts'

/**
 * What the header shows about the connection; a reload may lose it.
 *
 * `unreachable`: nothing answered. `captive`: the network shows a page of its own until somebody signs in.
 * `busy`: the server asked to be left alone for a while. `not-enrolled`: it no longer knows this tablet's
 * credential; everything waits until it does. `update-needed`: it speaks a newer protocol than this build.
 */
export interface Connection {
  readonly status: 'idle' | 'syncing' | 'unreachable' | 'captive' | 'busy' | 'not-enrolled' | 'update-needed'
  /** Milliseconds since 1970, by the tablet's clock; null when there was none since the app was opened. */
  readonly lastContactAt: number | null
  /** How far the round of sync under way has come; null between rounds, and while it only looks whether there is anything. */
  readonly progress: CycleProgress | null
}

export const useConnection = create<Connection>(() => ({
  status: 'idle',
  lastContactAt: null,
  progress: null,
}))
