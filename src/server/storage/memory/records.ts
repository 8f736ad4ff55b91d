import { emptyScope, type Feed, type Installation, type KeptRecord } from '../record-store.ts'
import { assertService, feedRowOf, recordOf, rowOf, scopeOf, scopeRow } from '../sql/rows.ts'
import { sumsAtFirst } from '../kept-sums.ts'
import { changeSums, lastDays, readSums } from './sums.ts'
import { inOrder, type MemoryTables, serviceOf } from './tables.ts'

export function install(
  tables: MemoryTables,
  serviceId: string,
  { service, scopes, records, installedAt }: Installation,
): boolean {
  assertService(serviceId, service.id)
  if (tables.service !== null) return false
  for (const scope of scopes) tables.scopes.set(scope.id, scopeRow(serviceId, scope))
  for (const record of records) tables.records.set(record.id, rowOf(serviceId, record))
  changeSums(tables, sumsAtFirst(records))
  tables.service = { ...service, installed_at: installedAt, shared_epoch: null }
  return true
}

export function feedOf(tables: MemoryTables): Feed {
  return {
    epoch: serviceOf(tables).epoch,
    scopes: async () =>
      [...tables.scopes.values()].map(scopeOf).toSorted((left, right) => inOrder(left.id, right.id)),
    rowsAfter: async (scope, seq, limit) =>
      [...tables.records.values()]
        .filter((row) => row.scope === scope && row.seq > seq)
        .toSorted((left, right) => left.seq - right.seq)
        .slice(0, limit)
        .map(feedRowOf),
    recordsOf: async (scopes, kinds) =>
      scopes.toSorted(inOrder).flatMap((scope) => kindsOf(tables, scope, kinds)),
    sums: async (asked) => readSums(tables, asked),
    lastDays: async (until) => lastDays(tables, until),
  }
}

export function recordsOf(tables: MemoryTables, scope: string, kind: string): readonly KeptRecord[] {
  return kindsOf(tables, scope, [kind])
}

function kindsOf({ records }: MemoryTables, scope: string, kinds: readonly string[]): readonly KeptRecord[] {
  return [...records.values()]
    .filter((row) => row.scope === scope && kinds.includes(row.kind))
    .toSorted((left, right) => left.seq - right.seq)
    .map(recordOf)
}

export function recordsAfter({ records }: MemoryTables, after: string, limit: number): readonly KeptRecord[] {
  return [...records.values()]
    .filter(({ id }) => id > after)
    .toSorted((left, right) => inOrder(left.id, right.id))
    .slice(0, limit)
    .map(recordOf)
}

export function addScopes({ scopes }: MemoryTables, serviceId: string, ids: readonly string[]): void {
  for (const id of ids) if (!scopes.has(id)) scopes.set(id, scopeRow(serviceId, emptyScope(id)))
}

export function raiseFloor({ scopes }: MemoryTables, id: string): boolean {
  const row = scopes.get(id)
  if (row === undefined) return false
  // The head moves too, so that a tablet at the newest `seq` fetches anew like any other, and only once.
  scopes.set(id, {
    ...row,
    head_seq: row.head_seq + 1,
    floor_seq: row.head_seq + 1,
    sums_seq: row.sums_seq + 1,
  })
  return true
}
