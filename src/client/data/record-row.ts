import { conflict, conflictIdOf } from '#domain/records/conflict.ts'
import { question } from '#domain/records/question.ts'
import { checkBody, type Body } from '#domain/records/registry.ts'
import { review } from '#domain/records/review.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { copyHash } from '#sync/digest.ts'
import { sameValue } from '#sync/fields.ts'
import type { Operation } from '#sync/operation.ts'
import { type RecordView, replay } from '#sync/replay.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { findKeys } from './find-keys.ts'
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

/** The server's own state of a record, without what this tablet has on top; null where there is none. */
export function serverStateOf(row: RecordRow): { readonly body: Body; readonly deleted: boolean } | null {
  const copy = copyIn(row)
  return copy === null ? null : { body: copy.body, deleted: copy.deleted }
}

function unsettledState(rows: readonly OutboxRow[]): Unsettled | undefined {
  if (rows.some((row) => row.state === 'attention')) return 'attention'
  if (rows.some((row) => row.state === 'waiting' || row.state === 'held')) return 'on-this-tablet'
  return rows.some((row) => row.state === 'received') ? 'received' : undefined
}

/**
 * Whether an operation stands on top of the server's copy. A conflict is settled on the server, which
 * keeps the value that lost; what a person took back is gone from view; and what is only being put back
 * into a restored server is in the copy of before already. Rules OV-3 and OV-5.
 */
function standsOnTop(row: OutboxRow, isCopyStale: boolean): boolean {
  if (row.dealt === true || row.state === 'withdrawn') return false
  if (row.again === true && isCopyStale) return false
  return row.outcome?.outcome !== 'conflict'
}

/** What a record's row follows from. */
export interface RowSources {
  readonly before: RecordRow | undefined
  /** What the server just sent; null when the copy held is to be given up. */
  readonly incoming: StoredRecord | null | undefined
  /** The tablet's own operations on the record, in `n` order. */
  readonly own: readonly OutboxRow[]
  /** The snapshot of the scope that is being followed; copies of an earlier one are stale. */
  readonly gen: number
}

/** The server's copy that a record's row will hold; null for none. */
export function nextCopy({ before, incoming, gen }: Omit<RowSources, 'own'>): CopyOfServer | null {
  const known = before === undefined || incoming === null ? null : copyIn(before)
  return newerOf(known, incoming ?? undefined, gen)
}

/**
 * The row that follows from what the server sent and from the tablet's own operations. Pure: the same
 * inputs give the same row, however often. Rule OV-1.
 *
 * @param copy what {@link nextCopy} makes of the same sources
 * @returns `undefined` when there is nothing left to keep, neither a copy nor an operation
 */
export function nextRow(
  { before, incoming, own, gen }: RowSources,
  copy: CopyOfServer | null,
): RecordRow | undefined {
  const isStale = copy !== null && copy.gen !== gen
  const onTop = own.filter((row) => standsOnTop(row, isStale))
  const view = replay(
    copy,
    onTop.map((row) => row.op),
  )
  const about = incoming ?? before ?? describe(own[0]?.op)
  if (about === undefined || (view === null && own.length === 0)) return undefined

  const state = unsettledState(own)
  const day = dayOf(about.kind, view, { before, incoming })
  const body = view?.body ?? {}
  const deleted = view?.deleted ?? false
  return {
    id: about.id,
    kind: about.kind,
    scope: about.scope,
    day,
    body,
    deleted,
    server: copy === null ? null : serverPart(copy, onTop.length > 0),
    ...findKeys({ kind: about.kind, day, body, deleted }),
    ...(view !== null && !view.deleted && asksSomebody(about.kind, view.body) ? { asks: about.kind } : {}),
    ...(state === undefined ? {} : { unsettled: state }),
  }
}

/**
 * The day a record is about. A kind this build does not know is kept as it came, and is about the day its
 * sender said. A record that is only known by changes to it, its copy being gone, has no day.
 */
function dayOf(
  kind: string,
  view: RecordView | null,
  { before, incoming }: Pick<RowSources, 'before' | 'incoming'>,
): LocalDate | null {
  if (view === null) return null
  // The server checked what it sent against the same definition; so did this tablet what it had before.
  if (view.body === incoming?.body) return incoming.day
  if (before !== undefined && sameValue(before.body, view.body)) return before.day
  const checked = checkBody(kind, view.body)
  return checked.ok ? checked.day : (incoming?.day ?? before?.day ?? null)
}

/** Whether a record waits for somebody to settle, decide, answer or read it. */
function asksSomebody(kind: string, body: Body): boolean {
  if (kind === conflict.kind || kind === review.kind) return body['state'] === 'open'
  return kind === question.kind && (body['answer'] === null || body['isRead'] === false)
}

/** An older copy than the one held says nothing new, since a page may be applied twice; unless that one is stale. Rule PL-4. */
function newerOf(
  known: CopyOfServer | null,
  incoming: StoredRecord | undefined,
  gen: number,
): CopyOfServer | null {
  if (incoming === undefined) return known
  const isNewer = known === null || known.gen !== gen || incoming.rev >= known.rev
  return isNewer ? { ...incoming, gen, hash: copyHash(incoming) } : known
}

function serverPart(copy: CopyOfServer, isCovered: boolean): ServerCopy {
  const { gen, hash, rev, seq, schema, history, body, deleted } = copy
  return {
    ...(gen === undefined ? {} : { gen }),
    ...(hash === undefined ? {} : { hash }),
    rev,
    seq,
    schema,
    history,
    under: isCovered ? { body, deleted } : null,
  }
}

function describe(op: Operation | undefined): { id: string; kind: string; scope: string } | undefined {
  return op === undefined ? undefined : { id: op.recordId, kind: op.kind, scope: op.scope }
}

/** What decides whether an operation may leave the overlay. */
export interface Coverage {
  /** The `rev` of the server's copy, when it is of the snapshot being followed; null otherwise. */
  readonly freshRev: number | null
  /** Records of conflicts on this tablet, by id. */
  readonly conflicts: ReadonlySet<string>
  /** The tablet's operations on the record, in `n` order. */
  readonly own: readonly OutboxRow[]
}

/** Whether nothing has to be kept in the overlay for an operation any more. Rule OV-2. */
export function isCovered(row: OutboxRow, { freshRev, conflicts, own }: Coverage): boolean {
  if (row.state === 'withdrawn') {
    // What a person took back may leave once the server has been told.
    return !own.some((later) => later.n > row.n && later.op.supersedes !== null && isUnsent(later))
  }
  const { outcome } = row
  if (outcome?.outcome === 'applied' && row.state === 'received') {
    return outcome.rev === null || (freshRev !== null && freshRev >= outcome.rev)
  }
  if (outcome?.outcome === 'conflict' && row.state === 'attention') {
    return freshRev !== null && freshRev >= outcome.rev && conflicts.has(conflictIdOf(row.op.opId))
  }
  return false
}

export function isUnsent(row: OutboxRow): boolean {
  return row.state === 'waiting' || row.state === 'held'
}
