import { useLiveQuery } from 'dexie-react-hooks'
import { type EntryChange, readEntry } from './entries.ts'
import { useTablet } from './tablet-context.tsx'

/** What was changed of some records, by record id; `undefined` until read. */
export function useHistories(
  ids: readonly string[],
): ReadonlyMap<string, readonly EntryChange[]> | undefined {
  const { db } = useTablet()
  const key = ids.join()
  return useLiveQuery(async () => {
    const entries = await Promise.all(ids.map((id) => readEntry(db, id)))
    return new Map(entries.flatMap((entry) => (entry === null ? [] : [[entry.id, entry.history]])))
  }, [db, key])
}
