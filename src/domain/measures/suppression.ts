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
  const lines = [
    ...rows.map((_, row) => Array.from({ length: width }, (__, column) => row * width + column)),
    ...(rows.length < 2
      ? []
      : Array.from({ length: width }, (_, column) => rows.map((__, row) => row * width + column))),
  ]
  const hidden = hiddenCells(
    values,
    lines.map((cells) => ({ cells })),
    threshold,
  )
  return rows.map((row, r) => row.map((value, c) => (hidden.has(r * width + c) ? SUPPRESSED : value)))
}

/** Cells that add up: the last is the total of the others. */
export interface LineOfCells {
  readonly cells: readonly number[]
  /** True where whoever sees it may know one of the parts, as people at a site know their own. */
  readonly isPartKnown?: boolean
}

/**
 * Which of some numbers are hidden: the small ones, others that are hidden for reasons of their own, and as
 * many more as it takes for no line to give one back.
 */
export function hiddenCells(
  values: readonly (number | null)[],
  lines: readonly LineOfCells[],
  threshold: number,
  atFirst: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const small = values.flatMap((value, index) => (isSmall(value, threshold) ? [index] : []))
  const hidden = new Set([...atFirst, ...small])
  const linesOf = new Map<number, LineOfCells[]>()
  for (const line of lines) {
    for (const cell of line.cells) linesOf.set(cell, [...(linesOf.get(cell) ?? []), line])
  }
  // Only lines with a cell that was hidden since they were looked at can give anything back.
  const toLook = new Set([...hidden].flatMap((cell) => linesOf.get(cell) ?? []))
  for (const line of toLook) {
    toLook.delete(line)
    const next = givesBack(line, values, hidden, threshold)
    if (next === null) continue
    hidden.add(next)
    for (const touched of linesOf.get(next) ?? []) toLook.add(touched)
  }
  return hidden
}

/** The cell to hide next so that a line gives nothing back; null when it gives nothing back already. */
function givesBack(
  { cells, isPartKnown = false }: LineOfCells,
  values: readonly (number | null)[],
  hidden: ReadonlySet<number>,
  threshold: number,
): number | null {
  const parts = cells.slice(0, -1)
  const total = cells.at(-1)
  if (total === undefined) return null
  const gone = parts.filter((cell) => hidden.has(cell))
  const isTotalGone = hidden.has(total)
  if (isTotalGone ? gone.length > 0 : gone.length === 0 || isVagueTo(isPartKnown, gone, values, threshold))
    return null
  const smallest = parts
    .filter((cell) => !hidden.has(cell) && (values[cell] ?? 0) > 0)
    .toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))[0]
  // With nothing else to hide the total goes; a total that is gone with all its parts shown has no people in it.
  return smallest ?? (isTotalGone ? null : total)
}

/** Whether hidden parts stay vague, to somebody who may know any one of them as well. */
function isVagueTo(
  isPartKnown: boolean,
  gone: readonly number[],
  values: readonly (number | null)[],
  threshold: number,
): boolean {
  if (!isVague(gone, values, threshold)) return false
  return (
    !isPartKnown ||
    gone.every((known) =>
      isVague(
        gone.filter((cell) => cell !== known),
        values,
        threshold,
      ),
    )
  )
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
