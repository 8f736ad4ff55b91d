import type { PullReply, PushReply } from '#sync/messages.ts'
import type { OperationAction } from '#sync/operation.ts'
import type { Outcome, RefusalCode } from '#sync/outcome.ts'
import type { StoredRecord } from '#sync/stored-record.ts'

// What builds of the first release understand. It is kept for as long as one of them may still have
// something to send; see `OLDEST_PROTOCOL`.

/** A push reply in the shape of protocol 1. */
export function pushReply1({ epoch, serverTime, receipts }: PushReply) {
  return {
    protocol: 1,
    epoch,
    serverTime,
    receipts: receipts.map(({ opId, outcome }) => ({ opId, outcome: outcome1(outcome) })),
  }
}

/** A pull reply in the shape of protocol 1. The request was answered with every scope, quiet ones too. */
export function pullReply1({ epoch, serverTime, scopes }: PullReply) {
  const pages = Object.entries(scopes).map(([id, { rows, cursor, head }]) => [
    id,
    { rows: rows.map(row1), cursor, head },
  ])
  return { protocol: 1, epoch, serverTime, scopes: Object.fromEntries(pages) as Record<string, unknown> }
}

function outcome1(outcome: Outcome): Outcome {
  switch (outcome.outcome) {
    case 'refused':
      return { ...outcome, code: KNOWN_CODES.has(outcome.code) ? outcome.code : 'invalid-body' }
    case 'review':
      return { outcome: 'review', code: 'not-allowed-here' }
    // Only a withdrawal has neither, and those builds make none.
    case 'applied':
    case 'conflict':
    case 'held':
      return outcome
  }
}

const KNOWN_CODES: ReadonlySet<RefusalCode> = new Set([
  'unknown-kind',
  'wrong-scope',
  'invalid-body',
  'unknown-field',
  'record-exists',
  'record-missing',
  'newer-schema',
  'op-id-reused',
])

/** Settling stands in a record's history as the change of fields that it is. */
function row1(row: StoredRecord): StoredRecord {
  const history = row.history.map((entry) => ({ ...entry, action: action1(entry.action) }))
  return { ...row, history }
}

function action1(action: OperationAction): OperationAction {
  return action === 'resolve' || action === 'withdraw' ? 'patch' : action
}
