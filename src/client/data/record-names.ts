import { type RecordNames, recordNames } from '#domain/records/record-names.ts'
import { registry } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Database } from './database.ts'
import { useSharedQuery } from './shared-query.ts'
import { useTablet } from './tablet-context.tsx'

/** Kinds that a field of another kind may name. */
const linked = new Set(
  registry.flatMap(({ form }) =>
    Object.values(form?.fields ?? {}).flatMap(({ control }) =>
      control.type === 'link' || control.type === 'links' ? [control.to] : [],
    ),
  ),
)
/** Sessions are far too many to read for their names. */
linked.delete('event-session')

/** Names of what entries refer to, as they stand now. */
export async function readNames(db: Database, scope: string | null): Promise<RecordNames> {
  const scopes = scope === null ? [AUTHORITY_SCOPE] : [AUTHORITY_SCOPE, scope]
  const keys = scopes.flatMap((one) => [...linked].map((kind): [string, string] => [one, kind]))
  return recordNames(await db.records.where('[scope+kind]').anyOf(keys).toArray())
}

/**
 * Names of what entries refer to, kept up to date on screen: everything the authority keeps, and what the
 * site keeps for itself.
 *
 * @param scope the site whose entries are shown; the tablet's own when left out
 * @returns `undefined` until they are read: an entry shown without them would show bare ids
 */
export function useRecordNames(scope?: string): RecordNames | undefined {
  const { siteId } = useTablet()
  const site = scope ?? siteId
  return useSharedQuery(`names/${site ?? ''}`, (db) => readNames(db, site))
}
