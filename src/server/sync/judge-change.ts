import { type ClosedQuarter, isClosed } from '#domain/plan/quarter-close.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { type AnyDefinition, type BodyCheck, checkBody } from '#domain/records/registry.ts'
import type { Review } from '#domain/records/review.ts'
import { fieldsOf, sameValue, withFields } from '#sync/fields.ts'
import { type Merged, merge, VOID_PATH } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import { homeOf } from '#sync/scope.ts'
import { HISTORY_LENGTH } from '#sync/stored-record.ts'
import type { KeptRecord } from '../storage/record-store.ts'
import { type Bench, refused, reviewCodeOf } from './bench.ts'
import { conflictRecord } from './conflict-record.ts'
import type { UnplacedRecord } from './desk.ts'
import { historyEntry, isMadeId } from './made-record.ts'
import { putToReview } from './review-record.ts'
import { takeBack } from './take-back.ts'
import { upcastOperation, upcastRecord } from './upcast.ts'

/** An operation that changes a record people make, rather than settling something. */
export type ChangeOperation = Operation & { readonly action: Review['action'] }

export function isChange(op: Operation): op is ChangeOperation {
  return op.action !== 'resolve' && op.action !== 'withdraw'
}

/** Judges a creation or a change of a record that people make. Rules OUT-1 to OUT-8. */
export function judgeChange(op: ChangeOperation, definition: AnyDefinition, bench: Bench): Outcome {
  const { desk } = bench
  if (definition.madeBy === 'server') return refused('wrong-action')
  if (definition.home !== 'any' && definition.home !== homeOf(op.scope)) return refused('wrong-scope')
  const code = reviewCodeOf(op, bench)
  if (code !== null) return putToReview(op, code, bench)
  if (!desk.hasScope(op.scope)) return refused('wrong-scope')
  if (op.schema > schemaVersion(definition)) return refused('newer-schema')
  const current = { ...upcastOperation(op, definition), action: op.action }
  const unknown = unknownFields(current, definition)
  if (unknown.length > 0) return refused('unknown-field', unknown)
  const outcome = takeIn(current, definition, bench)
  const isTaken = outcome.outcome === 'applied' || outcome.outcome === 'conflict'
  if (isTaken && op.supersedes !== null) takeBack(op, bench, null)
  return outcome
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

function takeIn(op: ChangeOperation, definition: AnyDefinition, bench: Bench): Outcome {
  const record = bench.desk.record(op.recordId)
  if (op.action === 'create') {
    if (isMadeId(op.recordId)) return refused('invalid-body', ['recordId'])
    if (record === undefined) return create(op, definition, bench)
    return isMadeBy(op, definition, record)
      ? { outcome: 'applied', rev: 1, seq: record.seq }
      : refused('record-exists')
  }
  if (record === undefined) {
    // Seen in another history: whoever made it has not put it back yet.
    const isElsewhere = op.base !== null && op.base.epoch !== bench.epoch
    return isElsewhere ? { outcome: 'held', code: 'predecessor-missing' } : refused('record-missing')
  }
  if (record.scope !== op.scope) return refused('wrong-scope')
  if (record.kind !== op.kind) return refused('invalid-body', ['kind'])
  return change(op, definition, upcastRecord(record, definition), bench)
}

/**
 * Whether a record is this very creation: two copies of a tablet that both held it each send it, under a
 * lineage of their own. What a record was made with is its body, less what later changes say it was before
 * them; one with too many changes to tell is another's. Rule FK-13.
 */
function isMadeBy(op: ChangeOperation, { policies }: AnyDefinition, record: KeptRecord): boolean {
  const [made, ...changes] = record.history
  if (made?.action !== 'create' || made.at !== op.at || made.by !== op.actor.name) return false
  const checked = checkBody(op.kind, withFields({}, op.set, policies))
  if (!checked.ok || record.kind !== op.kind || record.scope !== op.scope) return false
  const given = fieldsOf(checked.body, policies)
  const now = fieldsOf(record.body, policies)
  const before = changes.toReversed().reduce((fields, { was }) => ({ ...fields, ...was }), now)
  return [...Object.keys(before), ...Object.keys(given)].every((path) =>
    sameValue(before[path] ?? null, given[path] ?? null),
  )
}

function create(op: ChangeOperation, definition: AnyDefinition, bench: Bench): Outcome {
  const checked = checkOpen(
    checkBody(op.kind, withFields({}, op.set, definition.policies)),
    bench.closedQuarters,
  )
  if (!checked.ok) return checked.outcome
  const writer = { rev: 1, lineage: op.lineage, n: op.n }
  const paths = Object.keys(fieldsOf(checked.body, definition.policies))
  const { rev, seq } = bench.desk.write({
    id: op.recordId,
    kind: op.kind,
    scope: op.scope,
    day: checked.day,
    rev: 1,
    deleted: false,
    schema: schemaVersion(definition),
    body: checked.body,
    writers: Object.fromEntries(paths.map((path) => [path, writer])),
    sharedRev: 0,
    // What it was made with is its body, less what later changes say it was before them.
    history: [historyEntry(op, 1, bench.now, { action: 'create', set: {}, was: {} })],
  })
  return { outcome: 'applied', rev, seq }
}

function change(op: ChangeOperation, definition: AnyDefinition, before: KeptRecord, bench: Bench): Outcome {
  const { desk, now } = bench
  const { policies } = definition
  if (isClosed(bench.closedQuarters, before.day)) return refused('quarter-closed')
  const merged = merge(before, op, policies, bench)
  const lost = [...merged.lost]
  let { rev, seq } = before
  if (lost.length === 0 || merged.taken.length > 0) {
    const checked = checkOpen(checkChanged(op, before, merged.body), bench.closedQuarters)
    if (!checked.ok) return checked.outcome
    const record = desk.write(changedRecord(op, before, { merged, checked, policies, now }))
    rev = record.rev
    seq = record.seq
  }
  if (lost.length === 0) return { outcome: 'applied', rev, seq }
  const conflict = desk.write(conflictRecord(op, before, lost, { policies, now }))
  return { outcome: 'conflict', rev, seq: conflict.seq, lost }
}

function changedRecord(
  op: ChangeOperation,
  before: KeptRecord,
  into: Pick<AnyDefinition, 'policies'> & { merged: Merged; checked: CheckedBody; now: number },
): UnplacedRecord {
  const { merged, checked, now } = into
  const rev = before.rev + 1
  const held = fieldsOf(before.body, into.policies)
  const was = Object.fromEntries(Object.keys(merged.set).map((path) => [path, held[path] ?? null]))
  const action = merged.taken.includes(VOID_PATH) ? op.action : 'patch'
  const entry = historyEntry(op, rev, now, { action, set: merged.set, was })
  return {
    ...before,
    day: checked.day,
    rev,
    deleted: merged.deleted,
    body: checked.body,
    writers: merged.writers,
    history: [...before.history, entry].slice(-HISTORY_LENGTH),
  }
}

/** Voiding and restoring leave the body alone, so that even an entry no longer valid can be voided. */
function checkChanged(op: Operation, before: KeptRecord, body: Record<string, unknown>): BodyCheck {
  if (Object.keys(op.set).length === 0) return { ok: true, body: before.body, day: before.day }
  return checkBody(op.kind, body)
}

type CheckedBody = Extract<BodyCheck, { readonly ok: true }>

/** A body that fits its kind and is about no day of a closed quarter. */
function checkOpen(
  checked: BodyCheck,
  closed: readonly ClosedQuarter[],
): CheckedBody | { readonly ok: false; readonly outcome: Outcome } {
  if (!checked.ok) return { ok: false, outcome: refused(checked.code, checked.fields) }
  return isClosed(closed, checked.day) ? { ok: false, outcome: refused('quarter-closed') } : checked
}
