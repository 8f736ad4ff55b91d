import type { Database, RecordRow } from './database.ts'

/** Every record of some kinds that some sites, or the authority, keep; void ones too. */
export async function rowsOfKinds(
  db: Database,
  scopes: readonly string[],
  kinds: readonly string[],
): Promise<readonly RecordRow[]> {
  const keys = scopes.flatMap((scope) => kinds.map((kind): [string, string] => [scope, kind]))
  return db.records.where('[scope+kind]').anyOf(keys).toArray()
}
