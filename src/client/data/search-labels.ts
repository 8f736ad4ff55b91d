import { useEffect, useMemo, useState } from 'react'
import { definitionOf } from '#domain/records/registry.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import type { Database } from './database.ts'
import { type Label, readLabel } from './find-keys.ts'
import type { SearchLabels } from './find-entries.ts'
import { useTablet } from './tablet-context.tsx'

/** Greater than every day: leads past all entries of a label. */
const PAST_EVERY_DAY: IDBValidKey = []

/** The different labels there are, by jumping in their index from each to the next: 100,000 entries have a few hundred. */
export async function readLabels(db: Database): Promise<readonly Label[]> {
  const index = db.backendDB().transaction('records').objectStore('records').index('[label+day+id]')
  return new Promise((resolve, reject) => {
    const labels: Label[] = []
    const request = index.openKeyCursor()
    request.onerror = () => reject(request.error ?? new Error('the labels could not be read'))
    request.onsuccess = () => {
      const cursor = request.result
      const key: unknown = cursor?.key
      if (cursor === null || !Array.isArray(key)) return resolve(labels)
      const label = String(key[0])
      labels.push(readLabel(label))
      cursor.continue([label, PAST_EVERY_DAY])
    }
  })
}

export function withNames(labels: readonly Label[], names: RecordNames): SearchLabels {
  return labels.map((label) => {
    const { label: kindName = '', form } = definitionOf(label.kind) ?? {}
    const preset = label.presetId === '' ? '' : names(label.presetId)
    return { ...label, says: `${kindName} ${form?.words ?? ''} ${preset}`.toLowerCase() }
  })
}

const NO_LABELS: SearchLabels = []

/**
 * What a search can look for by name; read again with every change of the search, with what was known
 * meanwhile. `undefined` until first read.
 *
 * @param search null while nothing is looked for by name, and so nothing has to be read
 */
export function useSearchLabels(search: string | null, names: RecordNames): SearchLabels | undefined {
  const { db } = useTablet()
  const [labels, setLabels] = useState<readonly Label[]>()
  useEffect(() => {
    if (search === null) return undefined
    let isWanted = true
    readLabels(db).then(
      (read) => {
        if (isWanted) setLabels(read)
      },
      // A database that was closed meanwhile has nothing to find.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [db, search])
  const named = useMemo(() => labels && withNames(labels, names), [labels, names])
  return search === null ? NO_LABELS : named
}
