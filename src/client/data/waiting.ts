import { liveQuery } from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import type { Database } from './database.ts'
import { useTablet } from './tablet-context.tsx'

/** How many of this tablet's entries stand where. */
export interface Waiting {
  readonly waiting: number
  readonly received: number
  readonly attention: number
  /** Entries made here that the figures hold. */
  readonly settled: number
  /** When the oldest change not yet sent was made; null when none waits. */
  readonly oldestWaitingAt: number | null
}

export async function readWaiting(db: Database): Promise<Waiting> {
  return db.transaction('r', db.records, db.outbox, db.sent, async () => {
    const inState = (state: string): Promise<number> => db.records.where('unsettled').equals(state).count()
    const [waiting, received, attention, settled, oldest] = await Promise.all([
      inState('on-this-tablet'),
      inState('received'),
      inState('attention'),
      db.sent.where('action').equals('create').count(),
      db.outbox.where('[state+n]').between(['waiting', 0], ['waiting', Infinity]).first(),
    ])
    return { waiting, received, attention, settled, oldestWaitingAt: oldest?.op.at ?? null }
  })
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useWaiting(): Waiting | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readWaiting(db), [db])
}

/** What the sync loop needs to know: whether anything waits to be sent, and when the server last answered. */
export interface SyncNeeds {
  readonly waitingOperations: number
  readonly lastContactAt: number | null
}

/**
 * Tells of every change, whichever tab made it.
 *
 * @returns a function that stops telling
 */
export function watchSyncNeeds(db: Database, listener: (needs: SyncNeeds) => void): () => void {
  const subscription = liveQuery(async () => ({
    waitingOperations: await db.outbox
      .where('[state+n]')
      .between(['waiting', 0], ['waiting', Infinity])
      .count(),
    lastContactAt: (await db.tablet.get('tablet'))?.lastContactAt ?? null,
  })).subscribe({
    next: listener,
    // The database closed under the query; whoever watches the tablet itself says so on screen.
    error: () => undefined,
  })
  return () => subscription.unsubscribe()
}
