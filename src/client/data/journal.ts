import { useLiveQuery } from 'dexie-react-hooks'
import type { Database, JournalEvent, JournalRow } from './database.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

/** Lines of the sync log that are kept; older ones make room. */
const LINES_KEPT = 500

/** Adds lines to the sync log, inside a transaction that is open over `journal`. */
export async function noteIn(db: Database, at: number, events: readonly JournalEvent[]): Promise<void> {
  if (events.length === 0) return
  const last = await db.journal.bulkAdd(events.map((what) => ({ at, what })))
  if (last <= LINES_KEPT) return
  await db.journal
    .where(':id')
    .belowOrEqual(last - LINES_KEPT)
    .delete()
}

/** Adds lines to the sync log in a step of their own. */
export async function noteEvents(
  { db, clock }: Pick<Tablet, 'db' | 'clock'>,
  events: readonly JournalEvent[],
): Promise<void> {
  await db.transaction('rw', db.journal, async () => noteIn(db, clock.now(), events))
}

/** Adds a failure, unless the newest line says the same already: weeks without signal are one line. */
export async function noteFailure(tablet: Pick<Tablet, 'db' | 'clock'>, reason: string): Promise<void> {
  const newest = await tablet.db.journal.toCollection().last()
  if (newest?.what.event === 'failed' && newest.what.reason === reason) return
  await noteEvents(tablet, [{ event: 'failed', reason }])
}

/** The newest lines of the sync log, newest first; `undefined` until read. */
export function useJournal(limit: number): readonly JournalRow[] | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => db.journal.toCollection().reverse().limit(limit).toArray(), [db, limit])
}
