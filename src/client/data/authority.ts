import { type BodyOf, readBody, type RecordKind } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Database } from './database.ts'
import { useSharedQuery } from './shared-query.ts'

/** A reference record as this tablet holds it. */
export interface Held<Kind extends RecordKind> {
  readonly id: string
  readonly body: BodyOf<Kind>
}

/** All records of a kind that the authority keeps, voided ones left out. */
export async function authorityRecords<Kind extends RecordKind>(
  db: Database,
  kind: Kind,
): Promise<readonly Held<Kind>[]> {
  const rows = await db.records.where('[scope+kind]').equals([AUTHORITY_SCOPE, kind]).toArray()
  return rows.flatMap((row) => {
    const body = row.deleted ? null : readBody(kind, row.body)
    return body === null ? [] : [{ id: row.id, body }]
  })
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useAuthority<Kind extends RecordKind>(kind: Kind): readonly Held<Kind>[] | undefined {
  return useSharedQuery(`authority/${kind}`, (db) => authorityRecords(db, kind))
}
