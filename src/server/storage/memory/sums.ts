import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import { type MonthSums, RunningSums, withChanges } from '#domain/measures/month-sums.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { areKept } from '../kept-sums.ts'
import type { LastDays, SumsAsked } from '../record-store.ts'
import { recordOf } from '../sql/rows.ts'
import { inOrder, type MemoryTables } from './tables.ts'

export function changeSums({ sums }: MemoryTables, changes: readonly MonthSums[]): void {
  for (const { scope, month, cells } of changes) {
    const key = `${scope} ${month}`
    sums.set(key, { scope, month, cells: withChanges(sums.get(key)?.cells ?? {}, cells) })
  }
}

export function readSums(
  { scopes, sums }: MemoryTables,
  { scope, first = '', last = '9999' }: SumsAsked,
): readonly MonthSums[] | null {
  const asked = [...scopes.values()].filter(({ id }) => scope === undefined || id === scope)
  if (!asked.every(areKept)) return null
  return [...sums.values()].filter(
    (one) => (scope === undefined || one.scope === scope) && one.month >= first && one.month <= last,
  )
}

export function scopesWithoutSums({ scopes }: MemoryTables): readonly string[] {
  return [...scopes.values()]
    .filter((row) => !areKept(row))
    .map(({ id }) => id)
    .toSorted(inOrder)
}

export function buildSums(tables: MemoryTables, scope: string): boolean {
  const row = tables.scopes.get(scope)
  if (row === undefined) return false
  for (const [key, kept] of tables.sums) if (kept.scope === scope) tables.sums.delete(key)
  const anew = new RunningSums({ everywhere: false })
  for (const record of tables.records.values()) {
    if (record.scope === scope) anew.addChange({ before: undefined, after: recordOf(record) })
  }
  changeSums(tables, anew.months())
  tables.scopes.set(scope, { ...row, sums_version: CONTRIBUTIONS_VERSION, sums_seq: row.head_seq })
  return true
}

export function lastDays(
  { scopes, records }: MemoryTables,
  until: readonly LocalDate[],
): readonly LastDays[] {
  const rows = [...records.values()].filter(({ deleted, day }) => deleted === 0 && day !== null)
  const lastIn = (scope: string, end: LocalDate): LocalDate | null => {
    const days = rows.flatMap((row) => (row.scope === scope && (row.day ?? '') <= end ? (row.day ?? []) : []))
    // Written from checked records' own days.
    return (days.toSorted().at(-1) ?? null) as LocalDate | null
  }
  return [...scopes.keys()].map((scope) => ({ scope, days: until.map((end) => lastIn(scope, end)) }))
}
