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
    // Taking back what was not taken changes no record.
    if (op.action === 'withdraw') continue
    const policies = definitionOf(op.kind)?.policies ?? {}
    if (view === null && op.action !== 'create') continue
    const body = withFields(view?.body ?? {}, shown(op), policies)
    const deleted = op.action === 'void' ? true : op.action === 'restore' ? false : (view?.deleted ?? false)
    view = { body, deleted }
  }
  return view
}

/** What an operation puts into its record. Accepting a review also names the entry it is about, which is no field. */
function shown({ action, set }: Operation): Operation['set'] {
  if (action !== 'resolve') return set
  const { about: _, ...fields } = set
  return fields
}
