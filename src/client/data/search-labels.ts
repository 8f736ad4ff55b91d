import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { definitionOf } from '#domain/records/registry.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import { type NamesRow, readLabel } from './find-keys.ts'
import type { SearchLabels } from './find-filter.ts'
import { useTablet } from './tablet-context.tsx'

export function withNames(rows: readonly NamesRow[], names: RecordNames): SearchLabels {
  return rows.flatMap(({ scope, labels }) =>
    Object.entries(labels).map(([label, use]) => {
      const read = readLabel(label)
      const { label: kindName = '', form } = definitionOf(read.kind) ?? {}
      const preset = read.presetId === '' ? '' : names(read.presetId)
      const says = `${read.text} ${kindName} ${form?.words ?? ''} ${preset}`.toLowerCase()
      return { ...read, ...use, scope, says }
    }),
  )
}

const NO_LABELS: SearchLabels = []

/**
 * What a search can look for by name, kept up to date; `undefined` until read.
 *
 * @param isWanted false while nothing is looked for by name, and so nothing has to be read
 */
export function useSearchLabels(isWanted: boolean, names: RecordNames | undefined): SearchLabels | undefined {
  const { db } = useTablet()
  const held = useLiveQuery(() => (isWanted ? db.names.toArray() : []), [db, isWanted])
  const named = useMemo(() => held && names && withNames(held, names), [held, names])
  return isWanted ? named : NO_LABELS
}
