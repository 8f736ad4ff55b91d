import type { MergePolicy } from '#domain/records/define-record.ts'
import type { Body } from '#domain/records/registry.ts'
import { fieldsOf, sameValue, withFields } from './fields.ts'
import type { Operation } from './operation.ts'

/** Who last wrote a field: the record's rev at that change, and the operation's place in its tablet's count. */
export interface FieldWriter {
  readonly rev: number
  readonly lineage: string
  readonly n: number
}

/** Last writers by path; `void` is the path of being void or not. */
export type FieldWriters = Readonly<Record<string, FieldWriter>>

/** The path under which voiding and restoring is remembered; no field of a body can have this name. */
export const VOID_PATH = '~void'

export interface MergeBase {
  readonly body: Body
  readonly deleted: boolean
  readonly rev: number
  readonly writers: FieldWriters
  /** Changes up to this rev are in both histories, this one and the one before the server was restored. */
  readonly sharedRev: number
}

/** The server's history, and the one it had before it was restored from a backup; null when it never was. */
export interface Histories {
  readonly epoch: string
  readonly sharedEpoch: string | null
}

export interface Merged {
  readonly body: Record<string, unknown>
  readonly deleted: boolean
  readonly writers: Record<string, FieldWriter>
  /** Paths that took a value of the operation, and paths that kept the server's because someone else had changed them. */
  readonly taken: readonly string[]
  readonly lost: readonly string[]
  /** What the fields among `taken` now hold; for a text that grew, all of it. */
  readonly set: Record<string, unknown>
}

/**
 * Merges a change of an existing record, field by field. Rules MG-1 to MG-10.
 *
 * A field is clean when its last writer was seen by the operation's author (same epoch), when the
 * last writer is this tablet's own earlier operation, or when the server's value equals the value
 * replaced or the new value. What the tablet itself changed later stays. Every other field keeps what the server committed first, unless its
 * policy says otherwise.
 */
export function merge(
  server: MergeBase,
  op: Operation,
  policies: Readonly<Record<string, MergePolicy>>,
  { epoch, sharedEpoch }: Histories,
): Merged {
  const nextRev = server.rev + 1
  const writers: Record<string, FieldWriter> = { ...server.writers }
  const taken: string[] = []
  const lost: string[] = []
  const set: Record<string, unknown> = {}
  const current = fieldsOf(server.body, policies)

  const seen = (path: string): boolean => {
    const writer = server.writers[path]
    if (writer === undefined) return true
    if (op.base !== null && writer.rev <= op.base.rev) {
      if (op.base.epoch === epoch) return true
      if (op.base.epoch === sharedEpoch && writer.rev <= server.sharedRev) return true
    }
    return writer.lineage === op.lineage && op.parentN !== null && writer.n <= op.parentN
  }
  const settle = (path: string, clean: boolean): void => {
    if (clean) {
      taken.push(path)
      writers[path] = { rev: nextRev, lineage: op.lineage, n: op.n }
    } else {
      lost.push(path)
    }
  }

  /** After a restore a tablet's changes may come out of order. */
  const isOwnLater = (path: string): boolean => {
    const writer = server.writers[path]
    return writer?.lineage === op.lineage && writer.n > op.n
  }

  for (const [path, value] of Object.entries(op.set)) {
    if (isOwnLater(path) && policies[path] !== 'append') continue
    const met = { now: current[path] ?? null, was: op.was[path] ?? null, value }
    const merged = seen(path) ? { value } : meet(met, policies[path] ?? 'surface')
    settle(path, merged !== null)
    if (merged !== null) set[path] = merged.value
  }

  let deleted = server.deleted
  if (op.action === 'void' && !isOwnLater(VOID_PATH)) {
    // Voiding an entry that somebody has changed since would throw their change away unseen.
    // What this tablet itself did is none of that, even where the numbers of another history say nothing.
    const isOwn = (path: string): boolean =>
      op.base?.epoch !== epoch && server.writers[path]?.lineage === op.lineage
    const unseenEdit =
      !server.deleted && Object.keys(server.writers).some((path) => !seen(path) && !isOwn(path))
    settle(VOID_PATH, !unseenEdit)
    if (!unseenEdit) deleted = true
  } else if (op.action === 'restore' && !isOwnLater(VOID_PATH)) {
    const isClean = seen(VOID_PATH) || !server.deleted
    settle(VOID_PATH, isClean)
    if (isClean) deleted = false
  }
  return { body: withFields(server.body, set, policies), deleted, writers, taken, lost, set }
}

/** A field that somebody else has changed: what the server holds, what the author replaced, and by what. */
interface Met {
  readonly now: unknown
  readonly was: unknown
  readonly value: unknown
}

/** @returns what the field then holds, or `null` when it keeps the server's value and the author's is lost */
function meet({ now, was, value }: Met, policy: MergePolicy): { readonly value: unknown } | null {
  switch (policy) {
    case 'latest':
      return { value }
    case 'append':
      return appended({ now, was, value })
    case 'surface':
    case 'map':
      return sameValue(now, was) || sameValue(now, value) ? { value } : null
  }
}

/** Puts behind a text what a late change added to the text it knew; where that cannot be told apart, all of it. */
function appended({ now, was, value }: Met): { readonly value: unknown } | null {
  const texts = [now, was, value].map((text) => text ?? '')
  const [held, known, given] = texts
  if (typeof held !== 'string' || typeof known !== 'string' || typeof given !== 'string') return null
  if (held === known) return { value }
  const addition = (given.startsWith(known) ? given.slice(known.length) : given).replace(/^\n+/, '')
  if (held.endsWith(addition)) return { value: now }
  return { value: held === '' ? addition : `${held}\n${addition}` }
}
