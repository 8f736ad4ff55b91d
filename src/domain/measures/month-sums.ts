import { type Month, monthOf } from '../time/quarter.ts'
import { addCell, type Cell, cellOf, EMPTY_CELL, isNothing } from './cell.ts'
import { contributionsOf, type LoggedEntry } from './contributions.ts'

/** The scope under which everything is added up once more, whichever site it is of. */
export const EVERYWHERE = '*'

/** What the entries of one site, or of all, in one month add up to, by component. */
export interface MonthSums {
  /** The site, the authority for what is logged for the whole county, or {@link EVERYWHERE}. */
  readonly scope: string
  readonly month: Month
  readonly cells: Readonly<Record<string, Cell>>
}

/** Sums that are being brought along, by site and month. */
export class RunningSums {
  readonly #months = new Map<string, { scope: string; month: Month; cells: Map<string, Cell> }>()

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
      cells: Object.fromEntries([...cells].filter(([, cell]) => !isNothing(cell))),
    }))
  }

  #add(entry: LoggedEntry, times: 1 | -1): void {
    const contributions = contributionsOf(entry)
    if (contributions.length === 0) return
    for (const scope of [entry.scope, EVERYWHERE]) {
      const cells = this.#cellsOf(scope, monthOf(entry.day))
      for (const contribution of contributions) {
        const before = cells.get(contribution.key) ?? EMPTY_CELL
        cells.set(contribution.key, addCell(before, cellOf(contribution), times))
      }
    }
  }

  #cellsOf(scope: string, month: Month): Map<string, Cell> {
    const key = `${scope} ${month}`
    const held = this.#months.get(key) ?? { scope, month, cells: new Map<string, Cell>() }
    this.#months.set(key, held)
    return held.cells
  }
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
