import type { Outcome } from '#sync/outcome.ts'
import type {
  Arrivals,
  ArrivedOperation,
  Asker,
  LedgerOperation,
  Receipt,
  UnsettledOperation,
} from '../record-store.ts'
import {
  arrivedRow,
  displacedRow,
  isFor,
  isUnproven,
  judged,
  ledgerOf,
  outcomeOf,
  receiptOf,
  unsettledOf,
  wasForked,
} from '../sql/operation-rows.ts'
import type { OperationsTable } from '../sql/schema.ts'
import { inOrder, type MemoryTables } from './tables.ts'

export function receive(
  tables: MemoryTables,
  serviceId: string,
  arrived: readonly ArrivedOperation[],
  receivedAt: number,
): ReadonlyMap<string, Receipt> {
  const { operations } = tables
  const forkedLineages = new Set<string>()
  for (const operation of arrived) {
    const known = operations.get(operation.opId)
    const row = arrivedRow(serviceId, operation, receivedAt)
    if (known !== undefined) {
      if (wasForked(row, receiptOf(known))) forkedLineages.add(row.lineage)
      if (operation.proven && known.hash === operation.hash) operations.set(known.op_id, provenRow(known))
      continue
    }
    const isDisplaced = isTaken(tables, row)
    if (isDisplaced && row.outcome === null) forkedLineages.add(row.lineage)
    const isAfterFork = row.outcome === null && forkedLineages.has(row.lineage)
    operations.set(row.op_id, isDisplaced || isAfterFork ? displacedRow(row) : row)
  }
  return receiptsOf(
    tables,
    arrived.map(({ opId }) => opId),
  )
}

function isTaken({ operations }: MemoryTables, { lineage, n }: OperationsTable): boolean {
  if (n === null) return false
  return [...operations.values()].some((other) => other.lineage === lineage && other.n === n)
}

function provenRow(row: OperationsTable): OperationsTable {
  const again = isUnproven(receiptOf(row)) ? judged(null, false, 0) : {}
  return { ...row, proven: 1, ...again }
}

export function outcomesOf(
  { operations }: MemoryTables,
  opIds: readonly string[],
  asker?: Asker,
): ReadonlyMap<string, Outcome | null> {
  const rows = opIds.flatMap((opId) => operations.get(opId) ?? [])
  return new Map(rows.filter((row) => isFor(row, asker)).map((row) => [row.op_id, outcomeOf(row.outcome)]))
}

function receiptsOf({ operations }: MemoryTables, opIds: readonly string[]): ReadonlyMap<string, Receipt> {
  return new Map(
    opIds.flatMap((opId) => {
      const row = operations.get(opId)
      return row === undefined ? [] : [[opId, receiptOf(row)]]
    }),
  )
}

/** Operations in the order of tablets and their counts; those without a number last. */
export function inCount(left: OperationsTable, right: OperationsTable): number {
  return inOrder(left.lineage, right.lineage) || (left.n ?? Infinity) - (right.n ?? Infinity)
}

export function unsettledAfter(
  { operations }: MemoryTables,
  place: { readonly lineage: string; readonly n: number } | null,
  limit: number,
): readonly UnsettledOperation[] {
  return [...operations.values()]
    .filter((row) => row.state !== 'settled')
    .filter(
      ({ lineage, n }) =>
        place === null || lineage > place.lineage || (lineage === place.lineage && n !== null && n > place.n),
    )
    .toSorted(inCount)
    .slice(0, limit)
    .map(unsettledOf)
}

export function heldOn(
  { operations }: MemoryTables,
  recordIds: readonly string[],
): readonly UnsettledOperation[] {
  const ids = new Set(recordIds)
  return [...operations.values()]
    .filter((row) => row.state === 'held' && row.record_id !== null && ids.has(row.record_id))
    .toSorted(inCount)
    .map(unsettledOf)
}

export function arrivalsOf({ operations, tablets }: MemoryTables, lineage: string): Arrivals {
  const before = (tablets.get(lineage)?.first_n ?? 1) - 1
  const own = [...operations.values()].filter((row) => row.lineage === lineage)
  const numbers = own
    .flatMap(({ n }) => (n !== null && n > before ? [n] : []))
    .toSorted((left, right) => left - right)
  const unproven = Math.min(...own.flatMap(({ n, proven }) => (n !== null && proven === 0 ? [n] : [])))
  const holes: (readonly [number, number])[] = []
  let highest = before
  for (const n of numbers) {
    if (n > highest + 1) holes.push([highest + 1, n - 1])
    highest = n
  }
  return { through: Math.min(holes[0]?.[0] ?? highest + 1, unproven) - 1, highest, holes }
}

export function operationsAfter(
  { operations }: MemoryTables,
  after: string,
  limit: number,
): readonly LedgerOperation[] {
  return [...operations.values()]
    .filter((row) => row.op_id > after)
    .toSorted((left, right) => inOrder(left.op_id, right.op_id))
    .slice(0, limit)
    .map(ledgerOf)
}
