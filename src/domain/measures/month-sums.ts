import { type Month, monthOf } from '../time/quarter.ts'
import {
  addCell,
  addTo,
  type Cell,
  cellOf,
  type Contribution,
  EMPTY_CELL,
  isNothing,
  type Sum,
} from './cell.ts'
import { contributionsOf, type KeptEntry, type LoggedEntry, loggedEntry } from './contributions.ts'

/** The scope under which everything is added up once more, whichever site it is of. */
export const EVERYWHERE = '*'

/** What the entries of one site, or of all, in one month add up to, by component. */
export interface MonthSums {
  /** The site, the authority for what is logged for the whole county, or {@link EVERYWHERE}. */
  readonly scope: string
  readonly month: Month
  readonly cells: Readonly<Record<string, Cell>>
}

/** One record before and after a change; `undefined` where it did not exist. */
export interface EntryChange {
  readonly before: KeptEntry | undefined
  readonly after: KeptEntry | undefined
}

/** Sums that are being brought along, by site and month. */
export class RunningSums {
  readonly #months = new Map<string, { scope: string; month: Month; cells: Map<string, Sum> }>()
  readonly #hasEverywhere: boolean
  readonly #of: (entry: LoggedEntry) => readonly Contribution[]

  /**
   * @param everywhere whether everything is added up once more under {@link EVERYWHERE}
   * @param of what of an entry's contributions is looked at; left out for all
   */
  constructor({
    everywhere = true,
    of = contributionsOf,
  }: {
    readonly everywhere?: boolean
    readonly of?: (entry: LoggedEntry) => readonly Contribution[]
  } = {}) {
    this.#hasEverywhere = everywhere
    this.#of = of
  }

  /** Takes out what a record added before a change, and adds what it adds after. */
  addChange({ before, after }: EntryChange): void {
    const was = loggedEntry(before)
    const is = loggedEntry(after)
    if (was !== null) this.removeEntry(was)
    if (is !== null) this.addEntry(is)
  }

  addEntry(entry: LoggedEntry): void {
    this.#add(entry, 1)
  }

  /** Takes out again what the same entry added; what is left of it is nothing. */
  removeEntry(entry: LoggedEntry): void {
    this.#add(entry, -1)
  }

  /** Every month touched, those that came to nothing among them. */
  months(): readonly MonthSums[] {
    return [...this.#months.values()].map(({ scope, month, cells }) => ({
      scope,
      month,
      cells: Object.fromEntries(
        [...cells].flatMap(([key, cell]) => (isNothing(cell) ? [] : [[key, { ...cell }]])),
      ),
    }))
  }

  #add(entry: LoggedEntry, times: 1 | -1): void {
    const contributions = this.#of(entry)
    if (contributions.length === 0) return
    // Added up in place: a page of the feed is tens of thousands of additions before it is on disk.
    const added = contributions.map((contribution) => ({ key: contribution.key, cell: cellOf(contribution) }))
    for (const scope of this.#hasEverywhere ? [entry.scope, EVERYWHERE] : [entry.scope]) {
      const cells = this.#cellsOf(scope, monthOf(entry.day))
      for (const { key, cell } of added) {
        const sum = cells.get(key) ?? { ...EMPTY_CELL }
        cells.set(key, addTo(sum, cell, times))
      }
    }
  }

  #cellsOf(scope: string, month: Month): Map<string, Sum> {
    const key = `${scope} ${month}`
    const held = this.#months.get(key) ?? { scope, month, cells: new Map<string, Sum>() }
    this.#months.set(key, held)
    return held.cells
  }
}

/** Sums of several scopes added up under one name, month by month. */
export function addedUp(months: readonly MonthSums[], scope: string): readonly MonthSums[] {
  // Added up in place: a county's years are a hundred thousand cells.
  const byMonth = new Map<Month, Record<string, Sum>>()
  for (const { month, cells } of months) {
    const sums = byMonth.get(month) ?? {}
    byMonth.set(month, sums)
    for (const key in cells) {
      const cell = cells[key] ?? EMPTY_CELL
      sums[key] = addTo(sums[key] ?? { ...EMPTY_CELL }, cell)
    }
  }
  return [...byMonth].map(([month, cells]) => ({ scope, month, cells }))
}

/** Months in which kept sums are not what they come to when they are worked out anew, in order. */
export function differingMonths(
  kept: readonly MonthSums[],
  anew: readonly MonthSums[],
): readonly { readonly scope: string; readonly month: Month }[] {
  const differences = new Map<string, MonthSums>()
  const put = ({ scope, month, cells }: MonthSums, times: 1 | -1): void => {
    const key = `${scope} ${month}`
    const changes = Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => [name, addCell(EMPTY_CELL, cell, times)]),
    )
    differences.set(key, { scope, month, cells: withChanges(differences.get(key)?.cells ?? {}, changes) })
  }
  for (const month of kept) put(month, 1)
  for (const month of anew) put(month, -1)
  return [...differences.values()]
    .filter(({ cells }) => Object.keys(cells).length > 0)
    .map(({ scope, month }) => ({ scope, month }))
    .toSorted((a, b) => (a.month < b.month ? -1 : Number(a.month > b.month)))
}

/** The kept sums of a month with what changed since put to them. */
export function withChanges(
  kept: Readonly<Record<string, Cell>>,
  changes: Readonly<Record<string, Cell>>,
): Readonly<Record<string, Cell>> {
  const next: Record<string, Cell> = { ...kept }
  for (const [key, change] of Object.entries(changes)) {
    const sum = addCell(next[key] ?? EMPTY_CELL, change)
    if (isNothing(sum)) delete next[key]
    else next[key] = sum
  }
  return next
}
