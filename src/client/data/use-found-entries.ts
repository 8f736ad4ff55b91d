import { useLiveQuery } from 'dexie-react-hooks'
import { useRef } from 'react'
import { type EntryFilter, findEntries, findInNotes, type Found } from './find-entries.ts'
import { useRecordNames } from './record-names.ts'
import { useSearchLabels } from './search-labels.ts'
import { useTablet } from './tablet-context.tsx'

export interface FoundEntries {
  readonly byName: Found
  /** Those of which only the note holds the words. */
  readonly inNotes: Found
}

/**
 * Entries that fit, kept up to date on screen. What was found before stays on show until the next is there;
 * `undefined` until anything was read.
 */
export function useFoundEntries(filter: EntryFilter, limit: number): FoundEntries | undefined {
  const { db } = useTablet()
  const names = useRecordNames(filter.scope ?? undefined)
  const key = JSON.stringify(filter)
  const labels = useSearchLabels(key, names)
  const byName = useLiveQuery(
    async () => labels && findEntries(db, filter, labels, limit),
    [db, key, limit, labels?.length],
  )
  const notes = useLiveQuery(() => findInNotes(db, filter, limit), [db, key, limit])
  const last = useRef<FoundEntries>(undefined)
  if (byName === undefined) return last.current
  const named = new Set(byName.entries.map(({ id }) => id))
  const inNotes = {
    entries: (notes?.entries ?? []).filter(({ id }) => !named.has(id)),
    more: notes?.more ?? false,
  }
  last.current = { byName, inNotes }
  return last.current
}
