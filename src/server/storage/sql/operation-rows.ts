import type { Selectable } from 'kysely'
import type { Outcome } from '#sync/outcome.ts'
import type {
  ArrivedOperation,
  Asker,
  LedgerOperation,
  Receipt,
  StandingOperation,
  UnsettledOperation,
} from '../record-store.ts'
import { numberOf, numberOrNull } from './rows.ts'
import type { OperationState, OperationsTable } from './schema.ts'

export function outcomeOf(text: string | null): Outcome | null {
  return text === null ? null : (JSON.parse(text) as Outcome)
}

function stateOf(outcome: Outcome | null): OperationState {
  if (outcome === null) return 'received'
  return outcome.outcome === 'held' ? 'held' : 'settled'
}

/** What became of an operation, as its columns. Only a refusal or a review stands for somebody to deal with. */
export function judged(
  outcome: Outcome | null,
  standing: boolean,
  at: number,
): Pick<OperationsTable, 'state' | 'outcome' | 'standing' | 'judged_at'> {
  return {
    state: stateOf(outcome),
    outcome: outcome === null ? null : JSON.stringify(outcome),
    standing: standing ? 1 : 0,
    judged_at: outcome === null ? null : at,
  }
}

export function arrivedRow(
  serviceId: string,
  operation: ArrivedOperation,
  receivedAt: number,
): OperationsTable {
  return {
    service_id: serviceId,
    op_id: operation.opId,
    lineage: operation.lineage,
    n: operation.n,
    record_id: operation.recordId,
    scope: operation.scope,
    hash: operation.hash,
    payload: operation.payload,
    received_at: receivedAt,
    proven: operation.proven ? 1 : 0,
    ...judged(operation.outcome, operation.outcome?.outcome === 'refused', receivedAt),
  }
}

/** Whether somebody may hear of an operation; everything else is as if it were not there. */
export function isFor(
  { lineage, scope }: Pick<OperationsTable, 'lineage' | 'scope'>,
  asker: Asker | undefined,
): boolean {
  if (asker === undefined || lineage === asker.lineage) return true
  return scope !== null && asker.mayHear?.(scope) === true
}

/** The answer to an operation of a copied browser profile. Nobody has to deal with it: the copy sends it again as its own. */
const FORKED: Outcome = { outcome: 'refused', code: 'lineage-forked', fields: [] }

/** An operation whose place in the count is another's: without a number, and refused unless it was on arrival. */
export function displacedRow(row: OperationsTable): OperationsTable {
  return { ...row, n: null, ...(row.outcome === null ? judged(FORKED, false, row.received_at) : {}) }
}

/** Whether an operation that comes again was found to be a copied profile's: what it brings along after it is so too. */
export function wasForked(row: OperationsTable, known: Pick<Receipt, 'hash' | 'outcome'>): boolean {
  const { outcome } = known
  const isSame = row.outcome === null && row.hash === known.hash
  return isSame && outcome?.outcome === 'refused' && outcome.code === 'lineage-forked'
}

export function receiptOf(row: Pick<OperationsTable, 'hash' | 'outcome' | 'standing' | 'proven'>): Receipt {
  return {
    hash: row.hash,
    outcome: outcomeOf(row.outcome),
    standing: row.standing === 1,
    proven: row.proven === 1,
  }
}

/** Whether an operation waits for review only because nothing showed whose it was. */
export function isUnproven({ outcome, proven }: Receipt): boolean {
  return !proven && outcome?.outcome === 'review' && outcome.code === 'not-proven'
}

export type UnsettledRow = Pick<
  Selectable<OperationsTable>,
  'op_id' | 'lineage' | 'n' | 'record_id' | 'scope' | 'payload' | 'proven'
>

export function unsettledOf(row: UnsettledRow): UnsettledOperation {
  const { n, record_id: recordId, scope } = row
  if (n === null || recordId === null || scope === null) {
    throw new Error(`Operation ${row.op_id} waits for judgement although it could not be read`)
  }
  return {
    opId: row.op_id,
    lineage: row.lineage,
    n: numberOf(n),
    recordId,
    scope,
    payload: row.payload,
    proven: row.proven === 1,
  }
}

/** The order that operations of several tablets are handed out in. */
export function byTabletAndCount(left: UnsettledOperation, right: UnsettledOperation): number {
  if (left.lineage === right.lineage) return left.n - right.n
  return left.lineage < right.lineage ? -1 : 1
}

export function standingOf(row: UnsettledRow & { readonly outcome: string | null }): StandingOperation {
  const outcome = outcomeOf(row.outcome)
  if (outcome === null) throw new Error(`Operation ${row.op_id} stands although it was not judged`)
  return { ...unsettledOf(row), outcome }
}

export function ledgerOf(row: Selectable<OperationsTable>): LedgerOperation {
  return {
    opId: row.op_id,
    lineage: row.lineage,
    n: numberOrNull(row.n),
    recordId: row.record_id,
    scope: row.scope,
    hash: row.hash,
    payload: row.payload,
    receivedAt: numberOf(row.received_at),
    outcome: outcomeOf(row.outcome),
    standing: row.standing === 1,
  }
}
