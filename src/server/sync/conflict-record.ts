import { type Conflict, conflictIdOf } from '#domain/records/conflict.ts'
import { fieldsOf } from '#sync/fields.ts'
import { type FieldWriter, VOID_PATH } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
import type { KeptRecord } from '../storage/record-store.ts'
import type { UnplacedRecord } from './desk.ts'
import { makeRecord } from './made-record.ts'
import type { Versions } from './upcast.ts'

/**
 * Keeps beside a record what a late change of it meant, path by path, with the value that stays on show
 * and who wrote that. Rule CF-1.
 */
export function conflictRecord(
  op: Operation & { readonly action: Conflict['action'] },
  record: KeptRecord,
  lost: readonly string[],
  { policies, now }: Pick<Versions, 'policies'> & { readonly now: number },
): UnplacedRecord {
  const held = fieldsOf(record.body, policies)
  const values = (path: string) =>
    path === VOID_PATH
      ? { kept: record.deleted, lost: !record.deleted }
      : { kept: held[path] ?? null, lost: op.set[path] ?? null }
  const fields = lost.map((path) => [
    path,
    { ...values(path), keptBy: nameOf(writerOf(path, op, record), record) },
  ])
  const body: Conflict = {
    recordId: op.recordId,
    recordKind: op.kind,
    opId: op.opId,
    lineage: op.lineage,
    by: op.actor.name,
    at: op.at,
    action: op.action,
    fields: Object.fromEntries(fields) as Conflict['fields'],
    state: 'open',
    choice: null,
    settledBy: null,
  }
  return makeRecord('conflict', conflictIdOf(op.opId), body, { op, now })
}

/** Who wrote what stays on show. What keeps an entry from being voided is the newest change by another tablet. */
function writerOf(path: string, op: Operation, { writers }: KeptRecord): FieldWriter | undefined {
  if (path !== VOID_PATH || op.action === 'restore') return writers[path]
  return Object.values(writers)
    .filter((writer) => writer.lineage !== op.lineage)
    .reduce<FieldWriter | undefined>((last, each) => (each.rev > (last?.rev ?? 0) ? each : last), undefined)
}

/** The name in the record's own history; empty when that no longer reaches back so far. */
function nameOf(writer: FieldWriter | undefined, { history }: KeptRecord): string {
  return history.find((entry) => entry.rev === writer?.rev)?.by ?? ''
}
