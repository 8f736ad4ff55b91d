import type { Month } from '../time/quarter.ts'
import { addCell, type Cell, EMPTY_CELL } from './cell.ts'
import type { MonthSums } from './month-sums.ts'
import type { Asked, MonthSpan, Standing } from './standing.ts'

interface InWords {
  /** What it is, as it stands in the definition. */
  readonly words: string
}

/** Added up, or counted, from what entries brought to components. */
interface FromEntries extends InWords {
  /**
   * `sum`: what the components come to. `entries`: how many entries. `present`: how many of the components
   * have an entry. `sites`: how many sites have one. `distinct`: how many keys of a component have one.
   * `largest`: of keys written `group|number`, the largest number of each group at each site, added up.
   */
  readonly take: 'sum' | 'entries' | 'present' | 'sites' | 'distinct' | 'largest'
  readonly of: readonly string[]
  /** Only at sites of which this holds. */
  readonly at?: (standing: Standing, siteId: string) => boolean
  /** The same months of an earlier year. */
  readonly yearsEarlier?: 1
  /** What a unit of the figure is in units of the component: 60 for hours out of minutes. */
  readonly per?: 60
  /** Null where what it is scaled by is not known. */
  readonly scaledBy?: (standing: Standing, asked: Asked) => number | null
}

/** Read from lists and reference data as they stand; null where these do not say. */
export interface FromLists extends InWords {
  readonly take: 'lists'
  readonly read: (standing: Standing, asked: Asked) => number | null
}

export type Amount = FromEntries | FromLists

/** A value, and what is known of the entries behind it. */
export interface Worked {
  readonly value: number | null
  readonly cell: Cell
}

/** Everything a figure is worked out from. */
export interface Sources {
  readonly sums: SumsByScope
  readonly standing: Standing
  readonly asked: Asked
}

/** The kept sums by site, so that a figure of one site does not go through all. */
export type SumsByScope = ReadonlyMap<string, readonly MonthSums[]>

export function sumsByScope(months: readonly MonthSums[]): SumsByScope {
  const byScope = new Map<string, MonthSums[]>()
  for (const month of months) {
    const held = byScope.get(month.scope)
    if (held === undefined) byScope.set(month.scope, [month])
    else held.push(month)
  }
  return byScope
}

export function workOut(amount: Amount, sources: Sources): Worked {
  if (amount.take === 'lists') {
    return { value: amount.read(sources.standing, sources.asked), cell: EMPTY_CELL }
  }
  const months = monthsOf(amount, sources)
  const cell = totalOf(amount, months)
  const value = scaled(amount, taken(amount, months, cell), sources)
  return { value: value === null ? null : value / (amount.per ?? 1), cell }
}

function monthsOf({ at, yearsEarlier }: FromEntries, { sums, standing, asked }: Sources) {
  const scopes = asked.site === null ? [...sums.keys()] : [asked.site]
  const span = earlier(asked.span, yearsEarlier ?? 0)
  return scopes
    .filter((scope) => at === undefined || at(standing, scope))
    .flatMap((scope) => sums.get(scope) ?? [])
    .filter(({ month }) => month >= span.first && month <= span.last)
}

/** The same months so many years before. */
export function earlier({ first, last }: MonthSpan, years: number): MonthSpan {
  const back = (month: Month) => `${Number(month.slice(0, 4)) - years}${month.slice(4)}`
  return years === 0 ? { first, last } : { first: back(first), last: back(last) }
}

/** Whether a key belongs to a component that is told apart by keys, or is one named whole. */
function isOf(key: string, { take, of }: FromEntries): boolean {
  if (take !== 'distinct' && take !== 'largest') return of.includes(key)
  return of.some((name) => key === name || key.startsWith(`${name}:`))
}

/** Whether an entry that adds to a component stands behind an amount. */
export function isBehind(amount: Amount, key: string): boolean {
  return amount.take !== 'lists' && isOf(key, amount)
}

function cellsIn(amount: FromEntries, { cells }: MonthSums): readonly (readonly [string, Cell])[] {
  if (amount.take === 'distinct' || amount.take === 'largest') {
    return Object.entries(cells).filter(([key]) => isOf(key, amount))
  }
  return amount.of.flatMap((key) => {
    const cell = cells[key]
    return cell === undefined ? [] : [[key, cell] as const]
  })
}

function totalOf(amount: FromEntries, months: readonly MonthSums[]): Cell {
  let total = EMPTY_CELL
  for (const month of months) {
    for (const [, cell] of cellsIn(amount, month)) total = addCell(total, cell)
  }
  return total
}

function taken(amount: FromEntries, months: readonly MonthSums[], total: Cell): number | null {
  switch (amount.take) {
    case 'sum':
      // Entries that nobody counted do not come to nothing: they come to no number.
      return total.entries > 0 && total.notCounted === total.entries ? null : total.amount
    case 'entries':
      return total.entries
    case 'present':
    case 'distinct':
      return keysWithEntries(amount, months).size
    case 'sites':
      return new Set(months.flatMap((month) => (hasEntry(amount, month) ? [month.scope] : []))).size
    case 'largest':
      return largest(amount, months)
  }
}

function hasEntry(amount: FromEntries, month: MonthSums): boolean {
  return cellsIn(amount, month).some(([, { entries }]) => entries > 0)
}

/** Keys with an entry; a component's bare name stands for entries that name nobody and is none. */
function keysWithEntries(amount: FromEntries, months: readonly MonthSums[]): ReadonlySet<string> {
  return new Set(
    months.flatMap((month) =>
      cellsIn(amount, month).flatMap(([key, { entries }]) =>
        entries > 0 && (amount.take === 'present' || key.includes(':')) ? [key] : [],
      ),
    ),
  )
}

function largest(amount: FromEntries, months: readonly MonthSums[]): number {
  const most = new Map<string, number>()
  for (const month of months) {
    for (const [key, { entries }] of cellsIn(amount, month)) {
      const at = key.lastIndexOf('|')
      if (entries <= 0 || at < 0) continue
      const group = `${month.scope} ${key.slice(0, at)}`
      most.set(group, Math.max(most.get(group) ?? 0, Number(key.slice(at + 1))))
    }
  }
  return [...most.values()].reduce((sum, number) => sum + number, 0)
}

function scaled(
  { scaledBy }: FromEntries,
  value: number | null,
  { standing, asked }: Sources,
): number | null {
  if (scaledBy === undefined || value === null) return value
  const by = scaledBy(standing, asked)
  return by === null ? null : value * by
}
