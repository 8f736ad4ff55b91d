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
}

export interface Merged {
  readonly body: Record<string, unknown>
  readonly deleted: boolean
  readonly writers: Record<string, FieldWriter>
  /** Paths that took the operation's value, and paths that kept the server's because someone else had changed them. */
  readonly taken: readonly string[]
  readonly lost: readonly string[]
}

/**
 * Merges a change of an existing record, field by field. Rules MG-1 to MG-6.
 *
 * A field is clean when its last writer was seen by the operation's author (same epoch), when the
 * last writer is this tablet's own earlier operation, or when the server's value equals the value
 * replaced or the new value. Every other field keeps what the server committed first.
 */
export function merge(
  server: MergeBase,
  op: Operation,
  policies: Readonly<Record<string, MergePolicy>>,
  epoch: string,
): Merged {
  const nextRev = server.rev + 1
  const writers: Record<string, FieldWriter> = { ...server.writers }
  const taken: string[] = []
  const lost: string[] = []
  const current = fieldsOf(server.body, policies)

  const seen = (path: string): boolean => {
    const writer = server.writers[path]
    if (writer === undefined) return true
    if (op.base !== null && op.base.epoch === epoch && writer.rev <= op.base.rev) return true
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

  const clean: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(op.set)) {
    const now = current[path] ?? null
    const isClean = seen(path) || sameValue(now, op.was[path] ?? null) || sameValue(now, value)
    settle(path, isClean)
    if (isClean) clean[path] = value
  }

  let deleted = server.deleted
  if (op.action === 'void') {
    // Voiding an entry that somebody has changed since would throw their change away unseen.
    const unseenEdit = !server.deleted && Object.keys(server.writers).some((path) => !seen(path))
    settle(VOID_PATH, !unseenEdit)
    if (!unseenEdit) deleted = true
  } else if (op.action === 'restore') {
    const isClean = seen(VOID_PATH) || !server.deleted
    settle(VOID_PATH, isClean)
    if (isClean) deleted = false
  }
  return { body: withFields(server.body, clean, policies), deleted, writers, taken, lost }
}
