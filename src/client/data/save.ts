import Dexie from 'dexie'
import { checkBody, type Body, definitionOf, type RecordKind } from '#domain/records/registry.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { changedFields, fieldsOf } from '#sync/fields.ts'
import type { Operation, OperationAction } from '#sync/operation.ts'
import { assertTablet, type OutboxRow, StorageGone, type TabletRow } from './database.ts'
import { refreshRecords } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'

/** Why nothing was saved. In every case what the person typed is still in the form. */
export type SaveFailure = 'storage-full' | 'storage-gone' | 'invalid' | 'not-found'

export type SaveResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly code: SaveFailure; readonly fields: readonly string[] }

/**
 * What a person was looking at when they began to change a record. It can be kept in a draft: a
 * correction finished after a restart is still judged against what was on the screen.
 */
export interface Seen {
  readonly body: Body
  readonly base: Operation['base']
  readonly parentN: number | null
}

/** What changes in one operation, before the tablet numbers it. */
interface Change {
  readonly kind: string
  readonly recordId: string
  readonly scope: string
  readonly action: OperationAction
  readonly base: Operation['base']
  readonly parentN: number | null
  readonly set: Operation['set']
  readonly was: Operation['was']
}

/** Saves a new record, and takes its draft away in the same step. */
export async function createRecord(
  tablet: Tablet,
  entry: { kind: RecordKind; scope: string; body: Body; draftKey?: string },
): Promise<SaveResult> {
  const checked = checkBody(entry.kind, entry.body)
  if (!checked.ok) return { ok: false, code: 'invalid', fields: checked.fields }
  const policies = definitionOf(entry.kind)?.policies ?? {}
  return save(tablet, entry.draftKey, async () => ({
    kind: entry.kind,
    recordId: tablet.newId(),
    scope: entry.scope,
    action: 'create',
    base: null,
    parentN: null,
    set: fieldsOf(checked.body, policies),
    was: {},
  }))
}

/**
 * Saves a correction: the fields that differ from what the person saw, and only those, so that
 * someone else's change of another field is never undone.
 */
export async function correctRecord(
  tablet: Tablet,
  id: string,
  seen: Seen,
  body: Body,
  draftKey?: string,
): Promise<SaveResult> {
  const row = await tablet.db.records.get(id)
  if (row === undefined) return { ok: false, code: 'not-found', fields: [] }
  const checked = checkBody(row.kind, body)
  if (!checked.ok) return { ok: false, code: 'invalid', fields: checked.fields }
  const changed = changedFields(seen.body, checked.body, definitionOf(row.kind)?.policies ?? {})
  return save(tablet, draftKey, async () =>
    Object.keys(changed.set).length === 0
      ? { unchanged: id }
      : {
          kind: row.kind,
          recordId: id,
          scope: row.scope,
          action: 'patch',
          base: seen.base,
          parentN: seen.parentN,
          ...changed,
        },
  )
}

/** Takes a record out of every figure. It stays readable and can be restored. */
export async function voidRecord(tablet: Tablet, id: string, seen: Seen): Promise<SaveResult> {
  return saveState(tablet, id, seen, 'void')
}

export async function restoreRecord(tablet: Tablet, id: string, seen: Seen): Promise<SaveResult> {
  return saveState(tablet, id, seen, 'restore')
}

async function saveState(
  tablet: Tablet,
  id: string,
  seen: Seen,
  action: 'void' | 'restore',
): Promise<SaveResult> {
  return save(tablet, undefined, async () => {
    const row = await tablet.db.records.get(id)
    if (row === undefined) return null
    if (row.deleted === (action === 'void')) return { unchanged: id }
    const { kind, scope } = row
    return { kind, recordId: id, scope, action, base: seen.base, parentN: seen.parentN, set: {}, was: {} }
  })
}

/**
 * Numbers an operation and writes it, the record as it now looks and the figures as one strict
 * transaction: all are on disk when this resolves with `ok`, or none is. Rule SV-1.
 */
async function save(
  tablet: Tablet,
  draftKey: string | undefined,
  change: () => Promise<Change | { readonly unchanged: string } | null>,
): Promise<SaveResult> {
  const { db } = tablet
  const tables = [db.tablet, db.records, db.outbox, db.sent, db.rollups, db.drafts]
  try {
    return await db.transaction('rw', tables, async (): Promise<SaveResult> => {
      const row = await assertTablet(db, tablet.lineage)
      const made = await change()
      if (made === null) return { ok: false, code: 'not-found', fields: [] }
      if (draftKey !== undefined) await db.drafts.delete(draftKey)
      if ('unchanged' in made) return { ok: true, id: made.unchanged }
      await db.outbox.add(outboxRow(tablet, row, made))
      await db.tablet.put({ ...row, nextN: row.nextN + 1 })
      await refreshRecords(db, [made.recordId], new Map())
      return { ok: true, id: made.recordId }
    })
  } catch (error) {
    return { ok: false, code: failureOf(tablet, error), fields: [] }
  }
}

function outboxRow(tablet: Tablet, row: TabletRow, change: Change): OutboxRow {
  const definition = definitionOf(change.kind)
  const op: Operation = {
    ...change,
    opId: tablet.newId(),
    lineage: row.lineage,
    n: row.nextN,
    actor: row.actor,
    at: tablet.clock.now(),
    clockOffset: null,
    schema: definition === undefined ? 1 : schemaVersion(definition),
    app: tablet.device.build,
    supersedes: null,
  }
  return { n: op.n, recordId: op.recordId, state: 'waiting', op, outcome: null }
}

/** Any rejected transaction is "not saved". A full disk arrives under several names, so it is what is left over. */
function failureOf(tablet: Tablet, error: unknown): SaveFailure {
  const isGone =
    error instanceof StorageGone ||
    error instanceof Dexie.DatabaseClosedError ||
    error instanceof Dexie.InvalidStateError ||
    !tablet.db.isOpen()
  if (isGone) {
    tablet.db.onGone?.()
    return 'storage-gone'
  }
  return 'storage-full'
}
