import { liveQuery } from 'dexie'
import { useEffect, useState } from 'react'
import { findEntries, findInNotes, type Found } from './find-entries.ts'
import { type EntryFilter, isByName } from './find-filter.ts'
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
  const labels = useSearchLabels(isByName(filter), names)
  const [byName, setByName] = useState<Found>()
  const [inNotes, setInNotes] = useState<Found>({ entries: [], more: false })
  useEffect(() => {
    if (labels === undefined) return undefined
    const looked: EntryFilter = JSON.parse(key)
    // A failure to read is met by the screen's own boundary, as everywhere.
    const error = (reason: unknown): void =>
      setByName(() => {
        throw reason
      })
    const named = liveQuery(() => findEntries(db, looked, labels, limit)).subscribe({
      next: setByName,
      error,
    })
    const noted = liveQuery(() => findInNotes(db, looked, limit)).subscribe({ next: setInNotes, error })
    return () => {
      named.unsubscribe()
      noted.unsubscribe()
    }
  }, [db, key, labels, limit])
  if (byName === undefined) return undefined
  const known = new Set(byName.entries.map(({ id }) => id))
  return {
    byName,
    inNotes: { ...inNotes, entries: inNotes.entries.filter(({ id }) => !known.has(id)) },
  }
}
