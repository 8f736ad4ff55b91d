import type { FieldWriter, FieldWriters } from '#sync/merge.ts'

/** A change, and the paths it was the last one to write. */
type LastWritten = readonly [rev: number, lineage: string, n: number, ...paths: string[]]

/**
 * Who last wrote each field, as a row keeps it: by change rather than by field, since most records have had one
 * change, of all their fields. Field by field it would be most of the row.
 */
export function writersText(writers: FieldWriters): string {
  const changes = new Map<string, string[]>()
  const last: [number, string, number, string[]][] = []
  for (const [path, { rev, lineage, n }] of Object.entries(writers)) {
    const change = `${rev} ${lineage} ${n}`
    const paths = changes.get(change)
    if (paths !== undefined) {
      paths.push(path)
      continue
    }
    const fresh = [path]
    changes.set(change, fresh)
    last.push([rev, lineage, n, fresh])
  }
  return JSON.stringify(last.map(([rev, lineage, n, paths]): LastWritten => [rev, lineage, n, ...paths]))
}

/** Reads what {@link writersText} wrote, and what builds of before did: a writer for each field. */
export function readWriters(text: string): FieldWriters {
  const kept = JSON.parse(text) as FieldWriters | readonly LastWritten[]
  if (!isByChange(kept)) return kept
  const writers: Record<string, FieldWriter> = {}
  for (const [rev, lineage, n, ...paths] of kept) {
    const writer = { rev, lineage, n }
    for (const path of paths) writers[path] = writer
  }
  return writers
}

function isByChange(kept: FieldWriters | readonly LastWritten[]): kept is readonly LastWritten[] {
  return Array.isArray(kept)
}
