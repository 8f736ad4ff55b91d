import type { DumpRow, RecordStore } from '#server/storage/record-store.ts'

export interface DumpPart {
  readonly table: string
  readonly rows: readonly DumpRow[]
}

export async function dumpOf(store: RecordStore): Promise<readonly DumpPart[]> {
  const parts: DumpPart[] = []
  await store.dump(async (table, rows) => void parts.push({ table, rows }))
  return parts
}

/** Rows by table as texts in an order of their own, so that dumps of two stores can be compared. */
export function sortedRows(parts: readonly DumpPart[]): Readonly<Record<string, readonly string[]>> {
  const texts: Record<string, string[]> = {}
  for (const { table, rows } of parts) {
    const into = (texts[table] ??= [])
    into.push(...rows.map((row) => JSON.stringify(row, Object.keys(row).toSorted())))
  }
  return Object.fromEntries(Object.entries(texts).map(([table, rows]) => [table, rows.toSorted()]))
}
