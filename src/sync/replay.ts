import type { Body } from '#domain/records/registry.ts'
import { definitionOf } from '#domain/records/registry.ts'
import { withFields } from './fields.ts'
import type { Operation } from './operation.ts'

/** What the tablet knows a record to be: the server's copy with the tablet's own unsettled operations on top. */
export interface RecordView {
  readonly body: Body
  readonly deleted: boolean
}

/**
 * Replays a tablet's unsettled operations, in `n` order, over the server's copy. Rule OV-1.
 *
 * @returns `null` when there is neither a copy nor an operation that makes the record
 */
export function replay(serverCopy: RecordView | null, operations: readonly Operation[]): RecordView | null {
  let view = serverCopy
  for (const op of operations) {
    const policies = definitionOf(op.kind)?.policies ?? {}
    if (view === null && op.action !== 'create') continue
    const body = withFields(view?.body ?? {}, op.set, policies)
    const deleted = op.action === 'void' ? true : op.action === 'restore' ? false : (view?.deleted ?? false)
    view = { body, deleted }
  }
  return view
}
