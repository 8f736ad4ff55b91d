import type { Tablet } from '../data/tablet.ts'
import { useConnection } from './connection-store.ts'

/**
 * Fetches something each time the server has been reached, but not before its time. Records go first: nothing
 * is asked for before a round of sync has come through.
 *
 * @param fetch says in how many milliseconds to come again; 0 for after the next round
 * @returns a function that stops it
 */
export function afterSync(
  { db, device }: Pick<Tablet, 'db' | 'device'>,
  fetch: () => Promise<number>,
): () => void {
  let isBusy = false
  let fetched: { readonly at: number; readonly againMs: number } | null = null
  const look = async (): Promise<void> => {
    const now = device.clock.now()
    const isEarly = fetched !== null && Math.abs(now - fetched.at) < fetched.againMs
    if (isBusy || isEarly || !db.isOpen()) return
    isBusy = true
    fetched = { at: now, againMs: await fetch() }
    isBusy = false
  }
  return useConnection.subscribe((state, before) => {
    if (state.status === 'idle' && before.status === 'syncing') void look()
  })
}
