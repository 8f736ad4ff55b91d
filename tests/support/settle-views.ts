import type {
  KeptRecord,
  SettleView,
  StandingOperation,
  UnsettledOperation,
} from '#server/storage/record-store.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import type { Operation } from '#sync/operation.ts'
import { EPOCH } from '#support/device.ts'

/** An operation as it stands in the ledger, waiting to be judged. */
export function waiting(op: Operation, more: Partial<UnsettledOperation> = {}): UnsettledOperation {
  const { opId, lineage, n, recordId, scope } = op
  return { opId, lineage, n, recordId, scope, payload: JSON.stringify(op), proven: true, ...more }
}

/** An operation that waits for somebody at its site to agree. */
export function inReview(op: Operation, more: Partial<StandingOperation> = {}): StandingOperation {
  return { ...waiting(op), outcome: { outcome: 'review', code: 'not-allowed-here' }, ...more }
}

/** What judging reads: a county tablet's operations on an empty Wychwood, changed as a test needs. */
export function aView(
  more: Partial<Omit<SettleView, 'records'>> & { readonly records?: readonly KeptRecord[] } = {},
): SettleView {
  const { records = [], ...rest } = more
  return {
    epoch: EPOCH,
    sharedEpoch: null,
    rights: { siteId: null, revoked: false },
    operations: [],
    settledNumbers: new Set(),
    standing: [],
    records: new Map(records.map((record) => [record.id, record])),
    scopes: new Map([['site/wychwood', { head: 10, digest: EMPTY_DIGEST }]]),
    closedQuarters: [],
    ...rest,
  }
}
