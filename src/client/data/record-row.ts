import { checkBody, type Body } from '#domain/records/registry.ts'
import type { Operation } from '#sync/operation.ts'
import { replay } from '#sync/replay.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import type { OutboxRow, RecordRow, ServerCopy, Unsettled } from './database.ts'

interface CopyOfServer extends Omit<ServerCopy, 'under'> {
  readonly body: Body
  readonly deleted: boolean
}

function copyIn(row: RecordRow): CopyOfServer | null {
  if (row.server === null) return null
  const { under, ...server } = row.server
  return { ...server, body: under?.body ?? row.body, deleted: under?.deleted ?? row.deleted }
}

function unsettledState(rows: readonly OutboxRow[]): Unsettled | undefined {
  if (rows.some((row) => row.state === 'attention')) return 'attention'
  if (rows.some((row) => row.state === 'waiting')) return 'on-this-tablet'
  return rows.length > 0 ? 'received' : undefined
}

/** A conflict is settled on the server, which keeps the value that lost; it no longer stands on top of the copy. */
function standsOnTop(row: OutboxRow): boolean {
  return row.outcome?.outcome !== 'conflict'
}

/**
 * The row that follows from what the server sent, if anything, and the tablet's own operations on
 * the record, in `n` order. Pure: the same inputs give the same row, however often. Rule OV-1.
 *
 * @returns `undefined` when there is nothing to show, neither a copy nor a creation
 */
export function nextRow(
  before: RecordRow | undefined,
  incoming: StoredRecord | undefined,
  own: readonly OutboxRow[],
): RecordRow | undefined {
  const known = before === undefined ? null : copyIn(before)
  // An older copy than the one held says nothing new: a page may be applied twice. Rule PL-4.
  const isNewer = incoming !== undefined && (known === null || incoming.rev >= known.rev)
  const copy: CopyOfServer | null = isNewer ? incoming : known
  const onTop = own.filter(standsOnTop)
  const view = replay(
    copy,
    onTop.map((row) => row.op),
  )
  const about = incoming ?? before ?? describe(own[0]?.op)
  if (view === null || about === undefined) return undefined

  const checked = checkBody(about.kind, view.body)
  const state = unsettledState(own)
  return {
    id: about.id,
    kind: about.kind,
    scope: about.scope,
    // A kind this build does not know is kept as it came, and is about the day its sender said.
    day: checked.ok ? checked.day : (incoming?.day ?? before?.day ?? null),
    body: view.body,
    deleted: view.deleted,
    server:
      copy === null
        ? null
        : {
            rev: copy.rev,
            seq: copy.seq,
            schema: copy.schema,
            history: copy.history,
            under: onTop.length === 0 ? null : { body: copy.body, deleted: copy.deleted },
          },
    ...(state === undefined ? {} : { unsettled: state }),
  }
}

function describe(op: Operation | undefined): { id: string; kind: string; scope: string } | undefined {
  return op === undefined ? undefined : { id: op.recordId, kind: op.kind, scope: op.scope }
}

/** Whether the server's copy holds an operation it has acknowledged, so that the operation may leave the overlay. Rule OV-2. */
export function isCovered(row: OutboxRow, serverRev: number | null): boolean {
  if (row.state !== 'received' || row.outcome?.outcome !== 'applied') return false
  return serverRev !== null && serverRev >= row.outcome.rev
}
