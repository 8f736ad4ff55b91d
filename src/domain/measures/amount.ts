import type { Month } from '../time/quarter.ts'
import { type Cell, EMPTY_CELL, sumCells } from './cell.ts'
import type { MonthSums } from './month-sums.ts'
import { placeKey } from './place-asked.ts'
import type { Asked, MonthSpan, Standing } from './standing.ts'

interface InWords {
  /** What it is, as it stands in the definition. */
  readonly words: string
}

/** Added up, or counted, from what entries brought to components. */
interface FromEntries extends InWords {
  /**
   * `sum`: what the components come to. `entries`: how many entries. `present`: how many of the components
   * have an entry. `distinct`: how many keys of a component have one. `largest`: of keys written
   * `group|number`, the largest number of each group, added up.
   */
  readonly take: 'sum' | 'entries' | 'present' | 'distinct' | 'largest'
  /** Components by their whole keys; by name alone where keys are told apart, as `distinct` does. */
  readonly of: readonly string[]
  /** For components whose keys are sites: only those of which this holds. */
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

type KeyedCell = readonly [key: string, cell: Cell]

/** One month's sums. */
interface IndexedMonth extends MonthSums {
  /** The cells by the name of their component. Looked through when first asked for: a county reads of few places. */
  readonly keyed: () => ReadonlyMap<string, readonly KeyedCell[]>
}

/** The kept sums by scope, so that a figure of one site, or of the county, reads no other. */
export type SumsByScope = ReadonlyMap<string, readonly IndexedMonth[]>

export function sumsByScope(months: readonly MonthSums[]): SumsByScope {
  const byScope = new Map<string, IndexedMonth[]>()
  for (const month of months) {
    const indexed = { ...month, keyed: keyedOnce(month) }
    const held = byScope.get(month.scope)
    if (held === undefined) byScope.set(month.scope, [indexed])
    else held.push(indexed)
  }
  return byScope
}

function keyedOnce(month: MonthSums): IndexedMonth['keyed'] {
  let keyed: ReturnType<typeof keyedIn> | undefined
  return () => (keyed ??= keyedIn(month))
}

function keyedIn({ cells }: MonthSums): ReadonlyMap<string, readonly KeyedCell[]> {
  const keyed = new Map<string, KeyedCell[]>()
  for (const cell of Object.entries(cells)) {
    const name = nameOf(cell[0])
    const held = keyed.get(name)
    if (held === undefined) keyed.set(name, [cell])
    else held.push(cell)
  }
  return keyed
}

/** The component of a key: all of it, or what stands before the colon. */
function nameOf(key: string): string {
  const colon = key.indexOf(':')
  return colon < 0 ? key : key.slice(0, colon)
}

export function workOut(amount: Amount, sources: Sources): Worked {
  if (amount.take === 'lists') {
    return { value: amount.read(sources.standing, sources.asked), cell: EMPTY_CELL }
  }
  const cells = cellsOf(amount, sources)
  const cell = sumCells(cells)
  const value = scaled(amount, taken(amount, cells, cell), sources)
  return { value: value === null ? null : value / (amount.per ?? 1), cell }
}

function cellsOf(amount: FromEntries, { sums, standing, asked }: Sources): readonly KeyedCell[] {
  const span = earlier(asked.span, amount.yearsEarlier ?? 0)
  // Gone through in place: behind one screen of a county stand a hundred thousand cells.
  const cells: KeyedCell[] = []
  for (const month of sums.get(placeKey(asked)) ?? []) {
    if (month.month < span.first || month.month > span.last) continue
    for (const of of amount.of) {
      for (const cell of cellsIn(month, of, amount)) if (isAt(amount, cell[0], standing)) cells.push(cell)
    }
  }
  return cells
}

/** The same months so many years before. */
export function earlier({ first, last }: MonthSpan, years: number): MonthSpan {
  const back = (month: Month) => `${Number(month.slice(0, 4)) - years}${month.slice(4)}`
  return years === 0 ? { first, last } : { first: back(first), last: back(last) }
}

function cellsIn({ cells, keyed }: IndexedMonth, of: string, amount: FromEntries): readonly KeyedCell[] {
  if (isByName(amount)) return keyed().get(of) ?? []
  const cell = cells[of]
  return cell === undefined ? [] : [[of, cell]]
}

function isByName({ take, at }: FromEntries): boolean {
  return take === 'distinct' || take === 'largest' || at !== undefined
}

function isAt({ at }: FromEntries, key: string, standing: Standing): boolean {
  return at === undefined || at(standing, key.slice(key.indexOf(':') + 1))
}

/** Whether an entry that adds to a component stands behind an amount. */
export function isBehind(amount: Amount, key: string, standing: Standing): boolean {
  if (amount.take === 'lists') return false
  return amount.of.includes(isByName(amount) ? nameOf(key) : key) && isAt(amount, key, standing)
}

function taken(amount: FromEntries, cells: readonly KeyedCell[], total: Cell): number | null {
  switch (amount.take) {
    case 'sum':
      // Entries that nobody counted do not come to nothing: they come to no number.
      return total.entries > 0 && total.notCounted === total.entries ? null : total.amount
    case 'entries':
      return total.entries
    case 'present':
      return withEntries(cells).size
    case 'distinct':
      // A component's bare name stands for entries that name nobody, and is nobody.
      return withEntries(cells.filter(([key]) => key.includes(':'))).size
    case 'largest':
      return largest(cells)
  }
}

function withEntries(cells: readonly KeyedCell[]): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const [key, { entries }] of cells) if (entries > 0) keys.add(key)
  return keys
}

function largest(cells: readonly KeyedCell[]): number {
  const most = new Map<string, number>()
  for (const key of withEntries(cells)) {
    const at = key.lastIndexOf('|')
    if (at < 0) continue
    const group = key.slice(0, at)
    most.set(group, Math.max(most.get(group) ?? 0, Number(key.slice(at + 1))))
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
