import { type RecordKind, readBody, type BodyOf } from '#domain/records/registry.ts'
import type { Operation } from '#sync/operation.ts'
import { HISTORY_LENGTH, type HistoryEntry } from '#sync/stored-record.ts'
import type { KeptRecord } from '../storage/record-store.ts'
import type { UnplacedRecord } from './desk.ts'

/** Kinds of record that the server makes itself: nobody creates or patches them. */
export type MadeKind = 'conflict' | 'review'
const MADE_ID = /^(conflict|review)\//

/** Whether an id is of the kind the server gives to its own records, so that nobody else may take it. */
export function isMadeId(id: string): boolean {
  return MADE_ID.test(id)
}

export function historyEntry(
  op: Operation,
  rev: number,
  committedAt: number,
  happened: Pick<HistoryEntry, 'action' | 'set' | 'was'>,
): HistoryEntry {
  return { opId: op.opId, rev, by: op.actor.name, at: op.at, committedAt, ...happened }
}

/** A record that the server makes because of an operation, in the scope of the record that is about. */
export function makeRecord<Kind extends MadeKind>(
  kind: Kind,
  id: string,
  body: BodyOf<Kind>,
  { op, now }: { readonly op: Operation; readonly now: number },
): UnplacedRecord {
  const writer = { rev: 1, lineage: op.lineage, n: op.n }
  return {
    id,
    kind,
    scope: op.scope,
    day: null,
    rev: 1,
    deleted: false,
    sharedRev: 0,
    schema: 1,
    body,
    history: [historyEntry(op, 1, now, { action: 'create', set: {}, was: {} })],
    writers: Object.fromEntries(Object.keys(body).map((path) => [path, writer])),
  }
}

/** Such a record with some of its fields set by an operation. */
export function settleRecord(
  record: KeptRecord,
  set: Readonly<Record<string, unknown>>,
  { op, now }: { readonly op: Operation; readonly now: number },
): UnplacedRecord {
  const rev = record.rev + 1
  const paths = Object.keys(set)
  const was = Object.fromEntries(paths.map((path) => [path, record.body[path] ?? null]))
  const entry = historyEntry(op, rev, now, { action: 'resolve', set: { ...set }, was })
  const writer = { rev, lineage: op.lineage, n: op.n }
  return {
    ...record,
    rev,
    body: { ...record.body, ...set },
    history: [...record.history, entry].slice(-HISTORY_LENGTH),
    writers: { ...record.writers, ...Object.fromEntries(paths.map((path) => [path, writer])) },
  }
}

/** @throws when a record of the server's own making does not fit its kind, which only a fault of ours could do */
export function madeBody<Kind extends MadeKind & RecordKind>(kind: Kind, record: KeptRecord): BodyOf<Kind> {
  const body = readBody(kind, record.body)
  if (body === null) throw new Error(`${record.id} is no ${kind}`)
  return body
}
