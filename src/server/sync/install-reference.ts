import { schemaVersion } from '#domain/records/define-record.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import { fieldsOf } from '#sync/fields.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Reference } from '../reference/read-reference.ts'
import { emptyScope, type RecordStore } from '../storage/record-store.ts'
import type { UnplacedRecord } from './desk.ts'

/** The writer of reference data in place of a tablet; no tablet can have this name. */
export const REFERENCE_LINEAGE = 'reference'

export interface ReferenceDeps {
  readonly clock: () => number
  readonly newId: () => string
}

/**
 * Loads a service's reference data into a store that has none: every record into the authority scope,
 * and an empty scope for every site. A new epoch begins with it.
 *
 * @returns false when the service was there already, and nothing was changed
 * @throws when a record does not fit its kind, which means bad reference data
 */
export async function installReference(
  store: RecordStore,
  reference: Reference,
  deps: ReferenceDeps,
): Promise<boolean> {
  if ((await store.readService()) !== null) return false
  const records = reference.records.map((given, index) => ({ ...referenceRecord(given), seq: index + 1 }))
  const digest = changeDigest(EMPTY_DIGEST, [], records.map(copyHash))
  const sites = records.filter((record) => record.kind === 'site')
  return store.install({
    service: { ...reference.service, epoch: deps.newId() },
    scopes: [
      { id: AUTHORITY_SCOPE, head: records.length, floor: 0, digest },
      ...sites.map(({ id }) => emptyScope(id)),
    ],
    records,
    installedAt: deps.clock(),
  })
}

/** A record of the reference data as the server keeps it from its first day. */
export function referenceRecord({ id, kind, body }: Reference['records'][number]): UnplacedRecord {
  const definition = definitionOf(kind)
  const checked = checkBody(kind, body)
  if (definition === undefined || !checked.ok) {
    const fields = checked.ok ? '' : ` (${checked.fields.join(', ')})`
    throw new Error(`Reference record ${id} does not fit the kind ${kind}${fields}`)
  }
  const paths = Object.keys(fieldsOf(checked.body, definition.policies))
  return {
    id,
    kind,
    scope: AUTHORITY_SCOPE,
    day: checked.day,
    rev: 1,
    deleted: false,
    sharedRev: 0,
    schema: schemaVersion(definition),
    body: checked.body,
    history: [],
    writers: Object.fromEntries(paths.map((path) => [path, { rev: 1, lineage: REFERENCE_LINEAGE, n: 0 }])),
  }
}
