import type { FieldWriter, FieldWriters } from '#sync/merge.ts'

/** What such a text begins with. No JSON does: a build of before stops at it, and does not take every field for nobody's. */
const BY_CHANGE = '='

/** A change, and the paths it was the last one to write. */
type LastWritten = readonly [rev: number, lineage: string, n: number, ...paths: string[]]

/**
 * Who last wrote each field, as a row keeps it: by change rather than by field, since most records have had one
 * change, of all their fields. Field by field it would be most of the row.
 */
export function writersText(writers: FieldWriters): string {
  const changes: { readonly writer: FieldWriter; readonly paths: string[] }[] = []
  for (const [path, writer] of Object.entries(writers)) {
    const change = changes.find((one) => isSame(one.writer, writer))
    if (change === undefined) changes.push({ writer, paths: [path] })
    else change.paths.push(path)
  }
  const last = changes.map(
    ({ writer: { rev, lineage, n }, paths }): LastWritten => [rev, lineage, n, ...paths],
  )
  return `${BY_CHANGE}${JSON.stringify(last)}`
}

function isSame(one: FieldWriter, other: FieldWriter): boolean {
  return one === other || (one.rev === other.rev && one.n === other.n && one.lineage === other.lineage)
}

/** Reads what {@link writersText} wrote, and what builds of before did: a writer for each field. */
export function readWriters(text: string): FieldWriters {
  if (!text.startsWith(BY_CHANGE)) return JSON.parse(text) as FieldWriters
  const writers: Record<string, FieldWriter> = {}
  for (const [rev, lineage, n, ...paths] of JSON.parse(text.slice(1)) as readonly LastWritten[]) {
    const writer = { rev, lineage, n }
    for (const path of paths) writers[path] = writer
  }
  return writers
}
