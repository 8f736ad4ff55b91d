import { type AnyDefinition, checkBody, definitionOf } from '#domain/records/registry.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { fieldsOf, sameValue, withFields } from '#sync/fields.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { HISTORY_LENGTH } from '#sync/stored-record.ts'
import type { Reference } from '../reference/read-reference.ts'
import type { KeptRecord, RecordStore, SettleView } from '../storage/record-store.ts'
import { openDesk, type UnplacedRecord } from './desk.ts'
import {
  installReference,
  REFERENCE_LINEAGE,
  type ReferenceDeps,
  referenceRecord,
} from './install-reference.ts'
import { upcastRecord } from './upcast.ts'

/** What changes carry in place of a person's name. */
const WRITTEN_BY = 'Reference data'

/**
 * Makes a store ready for its service: one that has none is installed, and one that an earlier version set up
 * is given what the reference data has new.
 *
 * @returns how many records are new or changed in a service that was there already
 * @throws when a record does not fit its kind, which means bad reference data
 */
export async function prepareService(
  store: RecordStore,
  reference: Reference,
  deps: ReferenceDeps,
): Promise<number> {
  if (await installReference(store, reference, deps)) return 0
  return bringInReference(store, reference, deps)
}

/**
 * Brings the records of the reference data up to date, as one step. A field that somebody of the service has
 * written stays theirs, and so does a record they made void. What the reference data no longer has stays too.
 * Done again, it changes nothing.
 */
async function bringInReference(
  store: RecordStore,
  { records }: Reference,
  deps: ReferenceDeps,
): Promise<number> {
  const sites = records.flatMap(({ id, kind }) => (kind === 'site' ? id : []))
  await store.addScopes(sites)
  const request = {
    lineage: REFERENCE_LINEAGE,
    recordIds: records.map(({ id }) => id),
    scopes: [AUTHORITY_SCOPE],
    judgedAt: deps.clock(),
  }
  let changed = 0
  await store.settle(request, (view) => {
    const decision = decide(view, records, deps)
    changed = decision.records.length
    return decision
  })
  return changed
}

function decide(view: SettleView, records: Reference['records'], deps: ReferenceDeps) {
  const desk = openDesk(view)
  desk.attempt(() => {
    for (const given of records) {
      const held = view.records.get(given.id)
      const next = held === undefined ? referenceRecord(given) : broughtUp(held, given, deps)
      if (next !== null) desk.write(next)
    }
  })
  return desk.decision()
}

/** The record with what is new in it; null where it stays as it is. */
function broughtUp(
  held: KeptRecord,
  { kind, body }: Reference['records'][number],
  deps: ReferenceDeps,
): UnplacedRecord | null {
  const definition = definitionOf(kind)
  const isTheirs = held.kind !== kind || held.scope !== AUTHORITY_SCOPE || held.deleted
  // Another server of the same database may be newer than this one.
  if (definition === undefined || isTheirs || held.schema > schemaVersion(definition)) return null
  const before = upcastRecord(held, definition)
  const set = newIn(before, body, definition)
  const paths = Object.keys(set)
  if (paths.length === 0) return null
  const checked = checkBody(kind, withFields(before.body, set, definition.policies))
  // What they changed and what is new may not go together; then theirs stays whole.
  if (!checked.ok) return null
  const rev = before.rev + 1
  const current = fieldsOf(before.body, definition.policies)
  const now = deps.clock()
  const entry = {
    opId: deps.newId(),
    rev,
    action: 'patch',
    by: WRITTEN_BY,
    at: now,
    committedAt: now,
    set,
    was: Object.fromEntries(paths.map((path) => [path, current[path] ?? null])),
  } as const
  const writer = { rev, lineage: REFERENCE_LINEAGE, n: 0 }
  return {
    ...before,
    rev,
    day: checked.day,
    body: checked.body,
    writers: { ...before.writers, ...Object.fromEntries(paths.map((path) => [path, writer])) },
    history: [...before.history, entry].slice(-HISTORY_LENGTH),
  }
}

/** Fields that are different in the reference data and that nobody but it has written. */
function newIn(
  { body, writers }: KeptRecord,
  given: KeptRecord['body'],
  { policies }: AnyDefinition,
): Readonly<Record<string, unknown>> {
  const current = fieldsOf(body, policies)
  const isOurs = (path: string): boolean =>
    (writers[path]?.lineage ?? REFERENCE_LINEAGE) === REFERENCE_LINEAGE
  return Object.fromEntries(
    Object.entries(fieldsOf(given, policies)).filter(
      ([path, value]) => isOurs(path) && !sameValue(current[path] ?? null, value ?? null),
    ),
  )
}
