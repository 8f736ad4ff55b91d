import type { Table } from 'dexie'
import { conflictIdOf } from '#domain/records/conflict.ts'
import { changeDigest } from '#sync/digest.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import type { Database, OutboxRow, RecordRow, SentRow } from './database.ts'
import { labelChanges, namesHeld, writeNames } from './names.ts'
import { type CursorsByScope, cursorsByScope } from './position.ts'
import { isCovered, nextCopy, nextRow } from './record-row.ts'
import { type RowChange, updateRollups } from './rollups.ts'
import { rowsByKey } from './rows-by-key.ts'

/** Server's copies by record id; null for a copy to be given up. */
export type Incoming = ReadonlyMap<string, StoredRecord | null>

export const NOTHING_INCOMING: Incoming = new Map()

/** What changes together with a record. */
export function viewTables(db: Database): Table[] {
  return [db.records, db.outbox, db.sent, db.cursors, db.rollups, db.names]
}

/** The tablet's operations on records, in `n` order; those just made as they are written. */
async function operationsOn(
  db: Database,
  ids: readonly string[],
  made: readonly OutboxRow[],
): Promise<readonly OutboxRow[]> {
  const keyOf = (row: OutboxRow): string => row.recordId
  const found = await rowsByKey(db.outbox, { index: 'recordId', keys: heldBefore(ids, made), keyOf })
  const rows = new Map(found.map((row) => [row.n, row]))
  for (const row of made) rows.set(row.n, row)
  return [...rows.values()].toSorted((left, right) => left.n - right.n)
}

/**
 * The records of which something may be held: of those that got their id in this very save, nothing can be.
 * Only such an id is that of the first operation too.
 */
function heldBefore(ids: readonly string[], made: readonly OutboxRow[]): readonly string[] {
  const fresh = new Set(made.flatMap(({ op }) => (op.opId === op.recordId ? [op.recordId] : [])))
  return ids.filter((id) => !fresh.has(id))
}

function ownByRecord(rows: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const byRecord = new Map<string, OutboxRow[]>()
  for (const row of rows) {
    const own = byRecord.get(row.recordId)
    if (own === undefined) byRecord.set(row.recordId, [row])
    else own.push(row)
  }
  return byRecord
}

/**
 * Works out what the tablet shows of some records, after new copies came or operations changed, and
 * moves operations that nothing has to be kept for any more from the outbox to `sent`. Everything a
 * record's view rests on changes here and in one transaction, which the caller has opened over the
 * {@link viewTables}.
 *
 * @param now by the tablet's clock
 * @param made operations on some of the records that are new, and that the caller writes at the same time
 */
export async function refreshRecords(
  db: Database,
  recordIds: readonly string[],
  incoming: Incoming,
  now: number,
  made: readonly OutboxRow[] = [],
): Promise<void> {
  const ids = [...new Set([...recordIds, ...recordsInConflict(incoming)])]
  const isOwnOnly = incoming.size === 0
  const [operations, held, standing] = await Promise.all([
    operationsOn(db, ids, made),
    isOwnOnly ? rowsHeld(db, heldBefore(ids, made)) : undefined,
    isOwnOnly ? undefined : cursorsByScope(db),
  ])
  const own = ownByRecord(operations)
  const cursors = standing ?? (await cursorsFor(db, own))
  const [before, conflicts] = await Promise.all([
    held ??
      rowsHeld(
        db,
        ids.filter((id) => !comesFirst(id, { incoming, own, cursors })),
      ),
    conflictsHeld(db, incoming, own),
  ])

  const changes: RowChange[] = []
  const settled: SentRow[] = []
  for (const id of ids) {
    const was = before.get(id)
    const mine = own.get(id) ?? []
    const scope = incoming.get(id)?.scope ?? was?.scope ?? mine[0]?.op.scope
    const gen = (scope === undefined ? undefined : cursors.get(scope)?.gen) ?? 0
    const sources = { before: was, incoming: incoming.get(id), gen }
    const copy = nextCopy(sources)
    const freshRev = copy?.gen === gen ? copy.rev : null
    const unsettled: OutboxRow[] = []
    for (const row of mine) {
      if (isCovered(row, { freshRev, conflicts, own: mine })) settled.push(sentRow(row, now))
      else unsettled.push(row)
    }
    changes.push({ before: was, after: nextRow({ ...sources, own: unsettled }, copy) })
  }
  // Side by side: one after the other, each would wait for the disk by itself.
  await Promise.all([
    updateRollups(db, changes),
    moveToSent(db, settled),
    writeRows(db, changes),
    isOwnOnly ? undefined : writeDigests(db, changes, cursors),
  ])
}

interface Around {
  readonly incoming: Incoming
  readonly own: ReadonlyMap<string, readonly OutboxRow[]>
  readonly cursors: CursorsByScope
}

async function rowsHeld(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = await rowsByKey(db.records, { keys: ids, keyOf: (row) => row.id })
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Whether a record cannot be here yet, so that a first sync need not look for each. Nothing was held of its
 * scope when the snapshot began; a copy that came with it since has changed again if it comes again; and what
 * the tablet itself made is in the outbox until its copy has come.
 */
function comesFirst(id: string, { incoming, own, cursors }: Around): boolean {
  const copy = incoming.get(id)
  const cursor = copy && cursors.get(copy.scope)
  return copy?.rev === 1 && cursor?.phase === 'snapshot' && cursor.sweptTo === null && !own.has(id)
}

async function moveToSent(db: Database, settled: readonly SentRow[]): Promise<void> {
  if (settled.length === 0) return
  await db.sent.bulkPut(settled)
  await db.outbox.bulkDelete(settled.map((row) => row.n))
}

function sentRow({ n, recordId, op, outcome, state }: OutboxRow, now: number): SentRow {
  return {
    n,
    recordId,
    action: op.action,
    op,
    outcome: state === 'withdrawn' ? null : outcome,
    settledAt: now,
  }
}

async function writeRows(db: Database, changes: readonly RowChange[]): Promise<void> {
  const labels = labelChanges(changes)
  const [names] = await Promise.all([namesHeld(db, labels), putRows(db, changes)])
  // After the rows, among which it looks for those that still have a label.
  await writeNames(db, labels, names)
}

async function putRows(db: Database, changes: readonly RowChange[]): Promise<void> {
  await db.records.bulkPut(changes.flatMap(({ after }): RecordRow[] => (after === undefined ? [] : [after])))
  const gone = changes.flatMap(({ before, after }) =>
    before !== undefined && after === undefined ? [before.id] : [],
  )
  if (gone.length > 0) await db.records.bulkDelete(gone)
}

/** Only a new copy, or an operation being put back, asks which snapshot a copy is of: an ordinary save reads no cursor. */
async function cursorsFor(
  db: Database,
  own: ReadonlyMap<string, readonly OutboxRow[]>,
): Promise<CursorsByScope> {
  const isPlain = [...own.values()].every((rows) =>
    rows.every((row) => row.state === 'waiting' && row.again !== true),
  )
  return isPlain ? new Map() : cursorsByScope(db)
}

/** A conflict that just came settles the change it is about, so that record is looked at too. */
function recordsInConflict(incoming: Incoming): readonly string[] {
  return [...incoming.values()].flatMap((copy) => {
    const about = copy?.kind === 'conflict' ? copy.body['recordId'] : undefined
    return typeof about === 'string' ? [about] : []
  })
}

async function conflictsHeld(
  db: Database,
  incoming: Incoming,
  own: ReadonlyMap<string, readonly OutboxRow[]>,
): Promise<ReadonlySet<string>> {
  const wanted = [...own.values()].flatMap((rows) =>
    rows.flatMap((row) => (row.outcome?.outcome === 'conflict' ? [conflictIdOf(row.op.opId)] : [])),
  )
  if (wanted.length === 0) return new Set()
  const held = (await db.records.bulkGet(wanted)).flatMap((row) => (row === undefined ? [] : [row.id]))
  return new Set([...held, ...wanted.filter((id) => incoming.get(id) !== undefined)])
}

/** Brings each scope's digest along: what it covers are the copies of the snapshot being followed. */
async function writeDigests(
  db: Database,
  changes: readonly RowChange[],
  cursors: CursorsByScope,
): Promise<void> {
  const moved = new Map<string, { out: string[]; into: string[] }>()
  for (const { before, after } of changes) {
    const scope = after?.scope ?? before?.scope
    const cursor = scope === undefined ? undefined : cursors.get(scope)
    if (cursor === undefined) continue
    const out = freshHash(before, cursor.gen)
    const into = freshHash(after, cursor.gen)
    if (out === into) continue
    const move = moved.get(cursor.scope) ?? { out: [], into: [] }
    if (out !== undefined) move.out.push(out)
    if (into !== undefined) move.into.push(into)
    moved.set(cursor.scope, move)
  }
  const next = [...moved].flatMap(([scope, { out, into }]) => {
    const cursor = cursors.get(scope)
    return cursor === undefined ? [] : [{ ...cursor, digest: changeDigest(cursor.digest, out, into) }]
  })
  await db.cursors.bulkPut(next)
}

function freshHash(row: RecordRow | undefined, gen: number): string | undefined {
  return row?.server?.gen === gen ? row.server.hash : undefined
}
