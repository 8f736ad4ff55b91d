import type { Database, RecordRow } from './database.ts'

/**
 * Every record of some kinds that some sites, or the authority, keep; void ones too. In the order of their
 * scopes, then kinds.
 */
export async function rowsOfKinds(
  db: Database,
  scopes: readonly string[],
  kinds: readonly string[],
): Promise<readonly RecordRow[]> {
  const keys = [...new Set(scopes)]
    .toSorted()
    .flatMap((scope) => [...new Set(kinds)].toSorted().map((kind): [string, string] => [scope, kind]))
  // Asked for side by side: one walk over many keys waits for the disk again with each of them.
  return db.transaction('r', db.records, async () => {
    const found = keys.map((key) => db.records.where('[scope+kind]').equals(key).toArray())
    return (await Promise.all(found)).flat()
  })
}
