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

/** What was read last: a search can begin with it at once, while it is read again. */
const lastRead = new WeakMap<Database, readonly Label[]>()

/**
 * What a search can look for by name, read once for a visit of the screen. `undefined` until first read.
 *
 * @param isWanted false while nothing is looked for by name, and so nothing has to be read
 */
export function useSearchLabels(isWanted: boolean, names: RecordNames | undefined): SearchLabels | undefined {
  const { db } = useTablet()
  const [labels, setLabels] = useState(() => lastRead.get(db))
  useEffect(() => {
    let isHere = isWanted
    if (isHere) {
      readLabels(db).then(
        (read) => {
          lastRead.set(db, read)
          if (isHere) setLabels(read)
        },
        // A database that was closed meanwhile has nothing to find.
        () => undefined,
      )
    }
    return () => {
      isHere = false
    }
  }, [db, isWanted])
  const named = useMemo(() => labels && names && withNames(labels, names), [labels, names])
  return isWanted ? named : NO_LABELS
}
