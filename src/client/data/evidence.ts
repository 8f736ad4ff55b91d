import { useLiveQuery } from 'dexie-react-hooks'
import { type Entry, entriesOf } from './entries.ts'
import { useTablet } from './tablet-context.tsx'

/** An entry that is evidence, a void one too; null when this tablet does not hold it, `undefined` until read. */
export function useEvidenceEntry(id: string): Entry | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const row = await db.records.get(id)
    return row === undefined ? null : ((await entriesOf(db, [row]))[0] ?? null)
  }, [db, id])
}
