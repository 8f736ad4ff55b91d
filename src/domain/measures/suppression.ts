import type { Sensitivity } from './define-measure.ts'
import type { FigureValue } from './figure-value.ts'

/** Numbers of people below which an output shows nothing. The service may set others. */
export interface Thresholds {
  readonly smallNumbers: number
  readonly crossTabulation: number
}

export const DEFAULT_THRESHOLDS: Thresholds = { smallNumbers: 5, crossTabulation: 10 }

/** What stands in place of a number that would point at people. */
export const SUPPRESSED = 'x'

/** A number as it may be shown; null is no number, which is not 0. */
export type Shown = number | null | typeof SUPPRESSED

/** The number below which a figure of such sensitivity is hidden; 0 hides nothing. */
export function thresholdOf(sensitivity: Sensitivity, thresholds: Thresholds): number {
  switch (sensitivity) {
    case 'open':
      return 0
    case 'small-numbers':
      return thresholds.smallNumbers
    case 'cross-tabulation':
      return thresholds.crossTabulation
  }
}

/** 0 is shown: it is about nobody. */
function isSmall(value: number | null, threshold: number): boolean {
  return value !== null && value > 0 && value < threshold
}

/**
 * One figure by itself. A share is hidden when the people in it, those it is a share of, or those left
 * over are too few.
 */
export function shownFigure({ value, numerator, denominator }: FigureValue, threshold: number): Shown {
  const isShare = denominator !== null && numerator !== null && denominator >= numerator
  const rest = isShare ? denominator - numerator : null
  const parts = denominator === null ? [numerator] : [numerator, denominator, rest]
  return parts.some((part) => isSmall(part, threshold)) ? SUPPRESSED : value
}

/** Numbers of people with their total, such as those of each site with the county's. */
export interface Line {
  readonly parts: readonly (number | null)[]
  readonly total: number | null
}

export interface ShownLine {
  readonly parts: readonly Shown[]
  readonly total: Shown
}

/** Hides small numbers of a line, and as many more as it takes for the total to give none of them back. */
export function suppressLine({ parts, total }: Line, threshold: number): ShownLine {
  const [shown] = suppressGrid({ rows: [[...parts, total]] }, threshold)
  const cells = shown ?? []
  return { parts: cells.slice(0, -1), total: cells.at(-1) ?? null }
}

/**
 * The same over a table whose last cell of each row, and last row where there are several, are totals:
 * each row and each column is kept from giving anything back.
 */
export function suppressGrid(
  { rows }: { readonly rows: readonly (readonly (number | null)[])[] },
  threshold: number,
): readonly (readonly Shown[])[] {
  const width = rows[0]?.length ?? 0
  const values = rows.flat()
  const hidden = new Set(values.flatMap((value, index) => (isSmall(value, threshold) ? [index] : [])))
  const lines = [
    ...rows.map((_, row) => Array.from({ length: width }, (__, column) => row * width + column)),
    ...(rows.length < 2
      ? []
      : Array.from({ length: width }, (_, column) => rows.map((__, row) => row * width + column))),
  ]
  let next = lines.map((line) => givesBack(line, values, hidden, threshold)).find((cell) => cell !== null)
  while (next !== undefined && next !== null) {
    hidden.add(next)
    next = lines.map((line) => givesBack(line, values, hidden, threshold)).find((cell) => cell !== null)
  }
  return rows.map((row, r) => row.map((value, c) => (hidden.has(r * width + c) ? SUPPRESSED : value)))
}

/** The cell to hide next so that a line gives nothing back; null when it gives nothing back already. */
function givesBack(
  line: readonly number[],
  values: readonly (number | null)[],
  hidden: ReadonlySet<number>,
  threshold: number,
): number | null {
  const parts = line.slice(0, -1)
  const total = line.at(-1)
  if (total === undefined) return null
  const gone = parts.filter((cell) => hidden.has(cell))
  const isTotalGone = hidden.has(total)
  if (isTotalGone ? gone.length > 0 : gone.length === 0 || isVague(gone, values, threshold)) return null
  const smallest = parts
    .filter((cell) => !hidden.has(cell) && (values[cell] ?? 0) > 0)
    .toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))[0]
  // With nothing else to hide the total goes; a total that is gone with all its parts shown has no people in it.
  return smallest ?? (isTotalGone ? null : total)
}

/** Whether hidden parts of which only the sum is known could each be several numbers, none of them 0. */
function isVague(gone: readonly number[], values: readonly (number | null)[], threshold: number): boolean {
  const sum = gone.reduce((people, cell) => people + (values[cell] ?? 0), 0)
  return gone.length > 1 && sum >= threshold && sum > gone.length
}

/** Quarters of a year, and what they come to from the first of them on. */
export interface ShownOverTime {
  readonly quarters: readonly Shown[]
  readonly toDate: readonly Shown[]
}

/**
 * Hides small quarters of what adds up over a year, and as many more as it takes; and of the sums to date
 * each that would give one back, by itself or less another that is shown.
 */
export function suppressOverTime(quarters: readonly (number | null)[], threshold: number): ShownOverTime {
  const total = quarters.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const { parts } = suppressLine({ parts: quarters, total }, threshold)
  let since: number[] = []
  let sum = 0
  const toDate = quarters.map((value, index): Shown => {
    sum += value ?? 0
    if (parts[index] === SUPPRESSED) since = [...since, index]
    if (since.length > 0 && !isVague(since, quarters, threshold)) return SUPPRESSED
    since = []
    return sum
  })
  return { quarters: parts, toDate }
}
