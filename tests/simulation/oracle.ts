import { definitionOf } from '#domain/records/registry.ts'
import { fieldsOf, sameValue } from '#sync/fields.ts'
import { VOID_PATH } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
import type { KeptRecord } from '#server/storage/record-store.ts'
import type { History, Writer } from './witness.ts'

/** What a field held before an operation met it. */
export interface Field {
  readonly path: string
  readonly now: unknown
  readonly writer: Writer | undefined
}

/**
 * Whether the author of an operation had seen a writer's change: by the rev on the screen, in this
 * history or the one it was restored from, or because it was this very tablet's own before.
 */
export function hasSeen(
  op: Operation,
  recordId: string,
  writer: Writer | undefined,
  history: History,
): boolean {
  if (writer === undefined) return true
  const { base, parentN } = op
  if (base !== null && writer.rev <= base.rev) {
    if (base.epoch === history.epoch) return true
    const shared = history.sharedRevs.get(recordId) ?? 0
    if (base.epoch === history.sharedEpoch && writer.rev <= shared) return true
  }
  return writer.lineage === op.lineage && parentN !== null && writer.n <= parentN
}

/** Why an operation's value may stand in a field; null when it may not. */
export function whyClean(op: Operation, { path, now, writer }: Field, history: History): string | null {
  if (hasSeen(op, op.recordId, writer, history)) return 'seen'
  if (sameValue(now ?? null, op.was[path] ?? null)) return 'replaces what is there'
  if (sameValue(now ?? null, op.set[path] ?? null)) return 'is there already'
  const policies = definitionOf(op.kind)?.policies ?? {}
  const policy = path.includes('/') ? 'map' : (policies[path] ?? 'surface')
  return policy === 'append' || policy === 'latest' ? policy : null
}

/** Whether voiding would throw away a change its author has not seen. */
export function hasUnseenEdit(
  op: Operation,
  writers: ReadonlyMap<string, Writer>,
  history: History,
): boolean {
  return [...writers.values()].some((writer) => {
    const isOwn = op.base?.epoch !== history.epoch && writer.lineage === op.lineage
    return !hasSeen(op, op.recordId, writer, history) && !isOwn
  })
}

/** A record's fields by path, and being void or not among them. */
export function fieldsWithVoid(
  record: Pick<KeptRecord, 'kind' | 'body' | 'deleted'>,
): Record<string, unknown> {
  const policies = definitionOf(record.kind)?.policies ?? {}
  return { ...fieldsOf(record.body, policies), [VOID_PATH]: record.deleted }
}

/** Whether a text that grew still says all that both people wrote. */
export function keepsBoth(after: unknown, now: unknown, given: unknown): boolean {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const lines = text(given)
    .split('\n')
    .filter((line) => line !== '')
  return text(after).startsWith(text(now)) && lines.every((line) => text(after).includes(line))
}
