import { schemaVersion } from '#domain/records/define-record.ts'
import { type AnyDefinition, type BodyCheck, checkBody, definitionOf } from '#domain/records/registry.ts'
import { fieldsOf, withFields } from '#sync/fields.ts'
import { merge, VOID_PATH } from '#sync/merge.ts'
import type { FieldValues, Operation } from '#sync/operation.ts'
import type { Outcome, RefusalCode } from '#sync/outcome.ts'
import { homeOf } from '#sync/scope.ts'
import { HISTORY_LENGTH, type HistoryEntry } from '#sync/stored-record.ts'
import { mayWrite } from '../identity/rights.ts'
import type { KeptRecord, TabletRights } from '../storage/record-store.ts'
import { upcastOperation, upcastRecord } from './upcast.ts'

/** What one operation is judged by. */
export interface Bench {
  readonly epoch: string
  readonly now: number
  /** The tablet's rights at this moment, whatever they were when the entry was made. */
  readonly rights: TabletRights | null
  readonly scopeExists: boolean
  /** The newest `seq` of the operation's scope. */
  readonly head: number
  readonly record: KeptRecord | undefined
  /** Whether the operation this one names as its predecessor has been settled; true when it names none. */
  readonly predecessorSettled: boolean
}

export interface Verdict {
  readonly outcome: Outcome
  /** The record as it now is; null when the operation changed nothing. */
  readonly record: KeptRecord | null
}

/** Judges one operation. Pure: what is not in the bench plays no part. Rules PU-5 and OUT-1 to OUT-5. */
export function judge(op: Operation, bench: Bench): Verdict {
  const definition = definitionOf(op.kind)
  if (definition === undefined) return refused('unknown-kind')
  if (bench.rights === null || !mayWrite(bench.rights, op.scope)) {
    return { outcome: { outcome: 'review', code: 'not-allowed-here' }, record: null }
  }
  if (!bench.scopeExists || definition.home !== homeOf(op.scope)) return refused('wrong-scope')
  if (op.schema > schemaVersion(definition)) return refused('newer-schema')
  if (op.parentN !== null && op.parentN >= op.n) return refused('invalid-body', ['parentN'])
  if (!bench.predecessorSettled) {
    return { outcome: { outcome: 'held', code: 'predecessor-missing' }, record: null }
  }
  const current = upcastOperation(op, definition)
  const unknown = unknownFields(current, definition)
  if (unknown.length > 0) return refused('unknown-field', unknown)
  const { record } = bench
  if (current.action === 'create') {
    return record === undefined ? create(current, definition, bench) : refused('record-exists')
  }
  if (record === undefined) return refused('record-missing')
  if (record.scope !== current.scope) return refused('wrong-scope')
  if (record.kind !== current.kind) return refused('invalid-body', ['kind'])
  return change(current, definition, upcastRecord(record, definition), bench)
}

function refused(code: RefusalCode, fields: readonly string[] = []): Verdict {
  return { outcome: { outcome: 'refused', code, fields: [...fields] }, record: null }
}

/**
 * Paths that name no field of the kind. A whole keyed map is none either once the record exists: it
 * would replace the contributions of others, which are fields of their own.
 */
function unknownFields(op: Operation, { body, policies }: AnyDefinition): readonly string[] {
  return Object.keys(op.set).filter((path) => {
    const [name = '', key] = path.split('/', 2)
    if (!Object.hasOwn(body.entries, name)) return true
    const isMap = Object.hasOwn(policies, name) && policies[name] === 'map'
    return key === undefined ? isMap && op.action !== 'create' : !isMap
  })
}

function create(op: Operation, definition: AnyDefinition, bench: Bench): Verdict {
  const checked = checkBody(op.kind, withFields({}, op.set, definition.policies))
  if (!checked.ok) return refused(checked.code, checked.fields)
  const seq = bench.head + 1
  const writer = { rev: 1, lineage: op.lineage, n: op.n }
  const paths = Object.keys(fieldsOf(checked.body, definition.policies))
  const record: KeptRecord = {
    id: op.recordId,
    kind: op.kind,
    scope: op.scope,
    day: checked.day,
    rev: 1,
    seq,
    deleted: false,
    schema: schemaVersion(definition),
    body: checked.body,
    writers: Object.fromEntries(paths.map((path) => [path, writer])),
    // What it was made with is its body, less what later changes say it was before them.
    history: [entry(op, 1, bench.now, { action: 'create', set: {}, was: {} })],
  }
  return { outcome: { outcome: 'applied', rev: 1, seq }, record }
}

function change(op: Operation, definition: AnyDefinition, before: KeptRecord, bench: Bench): Verdict {
  const merged = merge(before, op, definition.policies, bench.epoch)
  const lost = [...merged.lost]
  if (lost.length > 0 && merged.taken.length === 0) {
    return { outcome: { outcome: 'conflict', rev: before.rev, seq: before.seq, lost }, record: null }
  }
  const checked = checkChanged(op, before, merged.body)
  if (!checked.ok) return refused(checked.code, checked.fields)
  const rev = before.rev + 1
  const seq = bench.head + 1
  const taken = merged.taken.filter((path) => path !== VOID_PATH)
  const happened = {
    action: op.action === 'patch' || !merged.taken.includes(VOID_PATH) ? ('patch' as const) : op.action,
    set: pick(op.set, taken),
    was: pick(fieldsOf(before.body, definition.policies), taken),
  }
  const record: KeptRecord = {
    ...before,
    day: checked.day,
    rev,
    seq,
    deleted: merged.deleted,
    body: checked.body,
    writers: merged.writers,
    history: [...before.history, entry(op, rev, bench.now, happened)].slice(-HISTORY_LENGTH),
  }
  const outcome: Outcome =
    lost.length === 0 ? { outcome: 'applied', rev, seq } : { outcome: 'conflict', rev, seq, lost }
  return { outcome, record }
}

/** Voiding and restoring leave the body alone, so that even an entry no longer valid can be voided. */
function checkChanged(op: Operation, before: KeptRecord, body: Record<string, unknown>): BodyCheck {
  if (Object.keys(op.set).length === 0) return { ok: true, body: before.body, day: before.day }
  return checkBody(op.kind, body)
}

function pick(values: FieldValues, paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(paths.map((path) => [path, values[path] ?? null]))
}

function entry(
  op: Operation,
  rev: number,
  committedAt: number,
  happened: Pick<HistoryEntry, 'action' | 'set' | 'was'>,
): HistoryEntry {
  return { opId: op.opId, rev, by: op.actor.name, at: op.at, committedAt, ...happened }
}
