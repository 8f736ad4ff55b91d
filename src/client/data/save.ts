import Dexie, { type Table } from 'dexie'
import { checkBody, type Body, definitionOf, type RecordKind } from '#domain/records/registry.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { changedFields, fieldsOf } from '#sync/fields.ts'
import type { Operation } from '#sync/operation.ts'
import type { Change, Changes } from './change.ts'
import { assertTablet, type OutboxRow, StorageGone, type TabletRow } from './database.ts'
import { standingIn } from './own-count.ts'
import { NOTHING_INCOMING, refreshRecords, viewTables } from './refresh-records.ts'
import { repairOf } from './repair.ts'
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

/** A new record, a correction of one as the person saw it, or one made void or restored. */
export type Write = NewRecord | { readonly id: string; readonly seen: Seen; readonly body: Body } | Turn

interface NewRecord {
  readonly kind: RecordKind
  readonly scope: string
  readonly body: Body
  /** Left out for one of its own. */
  readonly newId?: string
}

/** A record that is made void, or restored, as the person saw it. */
interface Turn {
  readonly id: string
  readonly seen: Seen
  readonly action: 'void' | 'restore'
}

/** What goes with a save, in the same transaction. */
interface Beside {
  /** The draft that is taken away. */
  readonly draftKey?: string | undefined
  /** Further tables, and what is written there. */
  readonly tables?: readonly Table[]
  readonly write?: (ids: readonly string[]) => Promise<unknown>
}

/** Saves a new record, and takes its draft away in the same step. */
export async function createRecord(
  tablet: Tablet,
  { draftKey, ...write }: { kind: RecordKind; scope: string; body: Body; draftKey?: string },
): Promise<SaveResult> {
  return saveTogether(tablet, [write], { draftKey })
}

/**
 * Saves a correction: the fields that differ from what the person saw, and only those, so that
 * someone else's change of another field is never undone. Where the server did not take what this
 * tablet did to the record, the correction repairs that and goes in its place.
 */
export async function correctRecord(
  tablet: Tablet,
  id: string,
  seen: Seen,
  body: Body,
  draftKey?: string,
): Promise<SaveResult> {
  return saveTogether(tablet, [{ id, seen, body }], { draftKey })
}

/** Saves several records as one: all are on disk when this resolves with `ok`, or none is. The id is the first one's. */
export async function saveTogether(
  tablet: Tablet,
  writes: readonly Write[],
  beside: Beside = {},
): Promise<SaveResult> {
  const prepared: ((epoch: string) => Promise<Changes | null>)[] = []
  for (const write of writes) {
    if ('action' in write) {
      prepared.push(async () => turnChange(tablet, write))
      continue
    }
    const kind = 'kind' in write ? write.kind : (await tablet.db.records.get(write.id))?.kind
    if (kind === undefined) return { ok: false, code: 'not-found', fields: [] }
    const checked = checkBody(kind, write.body)
    if (!checked.ok) return { ok: false, code: 'invalid', fields: checked.fields }
    prepared.push(
      'kind' in write
        ? async () => createChange(tablet.newId(), { ...write, body: checked.body })
        : async (epoch) => correctChange(tablet, { ...write, body: checked.body }, epoch),
    )
  }
  return save(
    tablet,
    async (epoch) => {
      const made: Changes[] = []
      for (const prepare of prepared) {
        const changes = await prepare(epoch)
        if (changes === null) return null
        made.push(changes)
      }
      await beside.write?.(made.map(({ id }) => id))
      return {
        id: made[0]?.id ?? '',
        changes: made.flatMap(({ changes }) => changes),
        dealtWith: made.flatMap(({ dealtWith }) => dealtWith ?? []),
      }
    },
    beside,
  )
}

function createChange(freshId: string, { kind, scope, body, newId: id = freshId }: NewRecord): Changes {
  const set = fieldsOf(body, definitionOf(kind)?.policies ?? {})
  const create: Change = {
    // As new as the record's own, and on a weak link every id is paid for twice, there and back.
    opId: freshId,
    kind,
    recordId: id,
    scope,
    action: 'create',
    base: null,
    parentN: null,
    set,
    was: {},
  }
  return { id, changes: [create] }
}

async function correctChange(
  { db }: Tablet,
  { id, seen, body }: { id: string; seen: Seen; body: Body },
  epoch: string,
): Promise<Changes | null> {
  const row = await db.records.get(id)
  // Gone since it was looked for a moment ago: its scope was withdrawn.
  if (row === undefined) return null
  const repair = await repairOf(db, id, body, epoch)
  if (repair !== null) return repair
  const { kind, scope } = row
  const { set, was } = changedFields(seen.body, body, definitionOf(kind)?.policies ?? {})
  if (Object.keys(set).length === 0) return { id, changes: [] }
  const { base, parentN } = seen
  return { id, changes: [{ kind, recordId: id, scope, action: 'patch', base, parentN, set, was }] }
}

/** Takes a record out of every figure. It stays readable and can be restored. */
export async function voidRecord(tablet: Tablet, id: string, seen: Seen): Promise<SaveResult> {
  return saveTogether(tablet, [{ id, seen, action: 'void' }])
}

export async function restoreRecord(tablet: Tablet, id: string, seen: Seen): Promise<SaveResult> {
  return saveTogether(tablet, [{ id, seen, action: 'restore' }])
}

async function turnChange({ db }: Tablet, { id, seen, action }: Turn): Promise<Changes | null> {
  const row = await db.records.get(id)
  if (row === undefined) return null
  if (row.deleted === (action === 'void')) return { id, changes: [] }
  const { kind, scope } = row
  const { base, parentN } = seen
  return { id, changes: [{ kind, recordId: id, scope, action, base, parentN, set: {}, was: {} }] }
}

/**
 * Numbers operations and writes them, the records as they now look and the figures as one strict
 * transaction: all are on disk when this resolves with `ok`, or none is. Rule SV-1.
 *
 * @param make reads what it needs inside the transaction; null when the record is not there
 */
export async function save(
  tablet: Tablet,
  make: (epoch: string) => Promise<Changes | null>,
  { draftKey, tables: further = [] }: Beside = {},
): Promise<SaveResult> {
  const { db } = tablet
  const tables = [db.tablet, ...viewTables(db), db.drafts, ...further]
  try {
    return await db.transaction('rw', tables, async (): Promise<SaveResult> => {
      const row = await assertTablet(db, tablet.id)
      const made = await make(row.epoch)
      if (made === null) return { ok: false, code: 'not-found', fields: [] }
      if (draftKey !== undefined) await db.drafts.delete(draftKey)
      if (made.changes.length > 0) await write(tablet, row, made)
      return { ok: true, id: made.id }
    })
  } catch (error) {
    return { ok: false, code: failureOf(tablet, error), fields: [] }
  }
}

async function write(tablet: Tablet, row: TabletRow, { changes, dealtWith = [] }: Changes): Promise<void> {
  const { db } = tablet
  const now = tablet.clock.now()
  const standing = await Promise.all(changes.map((change) => standingIn(db, change, row)))
  const added = standing.map((change, index) => outboxRow(tablet, row, change, row.nextN + index, now))
  const dealt = dealtWith.map((one): OutboxRow => {
    // What was never sent still goes to the county, which keeps it like everything else.
    const state = one.state === 'waiting' ? 'waiting' : 'withdrawn'
    return { ...one, state, dealt: true, since: now }
  })
  if (dealt.length > 0) await db.outbox.bulkPut(dealt)
  // Side by side: a save is mostly waiting for the disk, and each wait would be one more.
  await Promise.all([
    db.outbox.bulkAdd(added),
    db.tablet.put({ ...row, nextN: row.nextN + added.length }),
    refreshRecords(
      db,
      [...added, ...dealt].map((one) => one.recordId),
      NOTHING_INCOMING,
      now,
      added,
    ),
  ])
}

function outboxRow(tablet: Tablet, row: TabletRow, change: Change, n: number, now: number): OutboxRow {
  const definition = definitionOf(change.kind)
  const op: Operation = {
    ...change,
    opId: change.opId ?? tablet.newId(),
    lineage: row.lineage,
    n,
    actor: row.actor,
    at: now,
    clockOffset: row.clockOffset,
    schema: definition === undefined ? 1 : schemaVersion(definition),
    app: tablet.device.build,
    supersedes: change.supersedes ?? null,
  }
  return { n, recordId: op.recordId, state: 'waiting', since: now, op, outcome: null }
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
