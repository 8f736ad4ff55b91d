/**
 * What entries add to one component, at one site over some days. Everything in it adds up, so that figures
 * can be kept as entries come, change and go, and any days and sites can be put together.
 */
export interface Cell {
  /** Entries behind it. */
  readonly entries: number
  /** What those that were counted come to, in the component's own unit. */
  readonly amount: number
  /** Entries without a number, by which the amount is known to be short. Blank is not zero. */
  readonly notCounted: number
  /** Of the amount, what was scaled up from samples, and what was estimated; the rest was counted. */
  readonly sampled: number
  readonly estimated: number
}

export const EMPTY_CELL: Cell = { entries: 0, amount: 0, notCounted: 0, sampled: 0, estimated: 0 }

/** How a number was obtained, when it was not simply counted. */
export type Basis = 'sampled' | 'estimated'

/** What one entry adds to one component; a null amount is an entry nobody counted. */
export interface Contribution {
  /** The component's name, or `name:key` where things are told apart by a key. */
  readonly key: string
  readonly amount: number | null
  readonly basis?: Basis | undefined
}

export function cellOf({ amount, basis }: Contribution): Cell {
  return {
    entries: 1,
    amount: amount ?? 0,
    notCounted: amount === null ? 1 : 0,
    sampled: basis === 'sampled' ? (amount ?? 0) : 0,
    estimated: basis === 'estimated' ? (amount ?? 0) : 0,
  }
}

/** A cell that others are being added to. */
export type Sum = { -readonly [Part in keyof Cell]: Cell[Part] }

/** Adds a cell to a sum in place, or takes it out with `times` −1. @returns the sum */
export function addTo(sum: Sum, cell: Cell, times: 1 | -1 = 1): Sum {
  sum.entries += times * cell.entries
  sum.amount += times * cell.amount
  sum.notCounted += times * cell.notCounted
  sum.sampled += times * cell.sampled
  sum.estimated += times * cell.estimated
  return sum
}

/** Two cells together; with `times` −1 the second is taken out of the first. */
export function addCell(to: Cell, cell: Cell, times: 1 | -1 = 1): Cell {
  return addTo({ ...to }, cell, times)
}

/** All cells of a list together. */
export function sumCells(cells: readonly (readonly [key: string, cell: Cell])[]): Cell {
  const sum = { ...EMPTY_CELL }
  for (const [, cell] of cells) addTo(sum, cell)
  return sum
}

/** Whether adding the cell changes nothing; a change of how something was counted is not nothing. */
export function isNothing(cell: Cell): boolean {
  const { entries, amount, notCounted, sampled, estimated } = cell
  return entries === 0 && amount === 0 && notCounted === 0 && sampled === 0 && estimated === 0
}
