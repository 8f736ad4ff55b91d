import { quarterClose } from '#domain/plan/quarter-close.ts'
import { reviewIdOf } from '#domain/records/review.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Decision, SettleRequest, SettleView } from '../record-store.ts'
import { judged, standingOf, unsettledOf } from '../sql/operation-rows.ts'
import { closedQuartersOf, recordOf, rowOf, scopeOf } from '../sql/rows.ts'
import type { OperationsTable, RecordsTable } from '../sql/schema.ts'
import { areKept, sumsChanged } from '../kept-sums.ts'
import { inCount } from './operations.ts'
import { changeSums } from './sums.ts'
import { type MemoryTables, serviceOf } from './tables.ts'

/** Reads, judges and writes without a pause, so that nothing can come between. */
export function settle(
  tables: MemoryTables,
  serviceId: string,
  request: SettleRequest,
  decide: (view: SettleView) => Decision,
): void {
  const view = viewOf(tables, request)
  const decision = decide(view)
  const records = decision.records.map((record) => rowOf(serviceId, record))
  assertWritable(tables, records)
  const operations = decision.outcomes.flatMap(({ opId, outcome, standing }) => {
    const row = tables.operations.get(opId)
    return row === undefined ? [] : [{ ...row, ...judged(outcome, standing, request.judgedAt) }]
  })
  for (const row of records) tables.records.set(row.id, row)
  const hasSums = (id: string): boolean => {
    const row = tables.scopes.get(id)
    return row !== undefined && areKept(row)
  }
  changeSums(tables, sumsChanged(decision, view.records, hasSums))
  for (const row of operations) tables.operations.set(row.op_id, row)
  for (const [id, { head, digest }] of decision.scopes) {
    const row = tables.scopes.get(id)
    if (row === undefined) continue
    const sums_seq = areKept(row) ? head : row.sums_seq
    tables.scopes.set(id, { ...row, head_seq: head, digest, sums_seq })
  }
}

function viewOf(tables: MemoryTables, request: SettleRequest): SettleView {
  const scopeIds = new Set(request.scopes)
  const ledger = ledgerOf(tables, request, scopeIds)
  const waiting = [...ledger.operations, ...ledger.standing]
  const recordIds = [...request.recordIds, ...waiting.map(({ opId }) => reviewIdOf(opId))]
  const records = recordIds.flatMap((id) => tables.records.get(id) ?? [])
  const scopes = [...scopeIds].flatMap((id) => tables.scopes.get(id) ?? []).map(scopeOf)
  const tablet = tables.tablets.get(request.lineage)
  return {
    epoch: serviceOf(tables).epoch,
    sharedEpoch: serviceOf(tables).shared_epoch,
    rights: tablet === undefined ? null : { siteId: tablet.site_id, revoked: tablet.revoked_at !== null },
    ...ledger,
    records: new Map(records.map((row) => [row.id, recordOf(row)])),
    scopes: new Map(scopes.map(({ id, head, digest }) => [id, { head, digest }])),
    closedQuarters: closedQuartersOf([...tables.records.values()].filter(isClosedQuarter)),
  }
}

function ledgerOf(
  tables: MemoryTables,
  { lineage, recordIds }: SettleRequest,
  scopes: ReadonlySet<string>,
): Pick<SettleView, 'operations' | 'settledNumbers' | 'standing'> {
  const ids = new Set(recordIds)
  const onThese = [...tables.operations.values()]
    .filter((row) => row.record_id !== null && ids.has(row.record_id))
    .toSorted(inCount)
  const ofTablet = onThese.filter((row) => row.lineage === lineage)
  const isUnsettledHere = ({ state, scope }: OperationsTable) =>
    state !== 'settled' && scope !== null && scopes.has(scope)
  const isStanding = ({ state, standing, n }: OperationsTable) =>
    state === 'settled' && standing === 1 && n !== null
  return {
    operations: ofTablet.filter(isUnsettledHere).map(unsettledOf),
    settledNumbers: new Set(
      ofTablet.flatMap(({ state, n }) => (state === 'settled' && n !== null ? [n] : [])),
    ),
    standing: onThese.filter(isStanding).map(standingOf),
  }
}

function isClosedQuarter({ scope, kind, deleted }: RecordsTable): boolean {
  return scope === AUTHORITY_SCOPE && kind === quarterClose.kind && deleted === 0
}

/** What a database's constraints refuse. */
function assertWritable({ records, scopes }: MemoryTables, rows: readonly RecordsTable[]): void {
  const places = new Set<string>()
  for (const row of rows) {
    const before = records.get(row.id)
    if (before !== undefined && before.scope !== row.scope) {
      throw new Error('A record was made in two scopes at once')
    }
    if (!scopes.has(row.scope))
      throw new Error(`A record was made in a scope that is not there: ${row.scope}`)
    const place = `${row.scope} ${row.seq}`
    const isTaken = [...records.values()].some(
      (other) => other.scope === row.scope && other.seq === row.seq && other.id !== row.id,
    )
    if (isTaken || places.has(place)) throw new Error(`Two records have one place in an order: ${place}`)
    places.add(place)
  }
}
