import { type Sources, workOut, type Worked } from './amount.ts'
import { type Cell } from './cell.ts'
import type { Figure, Measure } from './define-measure.ts'
import { isWholeCounty } from './place-asked.ts'

/** How the numbers behind a figure were obtained, in percent of what they come to; null where they come to nothing. */
interface Obtained {
  readonly counted: number
  readonly sampled: number
  readonly estimated: number
}

/** A figure with what has to be known to trust it. */
export interface FigureValue {
  /** Null where there is no such figure: nothing to divide by, or no number anybody counted. */
  readonly value: number | null
  readonly numerator: number | null
  /** Null for a count too. */
  readonly denominator: number | null
  /** Entries behind the numerator, and behind the denominator where that comes from entries. */
  readonly entries: number
  readonly entriesOfAll: number
  /** Of them, those without a number, so that the figure is known to be short. */
  readonly notCounted: number
  readonly obtained: Obtained | null
  readonly definitionVersion: number
  /** True where how many entries there are is not told, because that would say what must not be shown. */
  readonly isCountHidden?: true
}

/** Works a figure out for a site or the county over some months. */
export function figureValue(measure: Measure, figure: Figure, sources: Sources): FigureValue {
  const has = isWholeCounty(sources.asked) || figure.isCountyOnly !== true
  const numerator = workOut(figure.numerator, sources)
  const denominator = figure.denominator === null ? null : workOut(figure.denominator, sources)
  const less = figure.less === undefined ? null : workOut(figure.less, sources)
  const behind = denominator === null ? numerator.cell : mostOf(numerator.cell, denominator.cell)
  return {
    value: has ? valueOf(figure, numerator, denominator, less) : null,
    numerator: has ? numerator.value : null,
    denominator: has ? (denominator?.value ?? null) : null,
    entries: numerator.cell.entries,
    entriesOfAll: denominator?.cell.entries ?? 0,
    notCounted: behind.notCounted,
    obtained: obtainedOf(behind),
    definitionVersion: measure.version,
  }
}

/** Of a part and its whole, the one that more entries stand behind. */
function mostOf(part: Cell, whole: Cell): Cell {
  return whole.entries >= part.entries ? whole : part
}

function valueOf(
  { times }: Figure,
  numerator: Worked,
  denominator: Worked | null,
  less: Worked | null,
): number | null {
  if (numerator.value === null) return null
  if (denominator === null) return numerator.value
  if (denominator.value === null || denominator.value <= 0) return null
  const value = (numerator.value * times) / denominator.value
  if (less === null) return value
  return less.value === null ? null : value - less.value
}

function obtainedOf({ amount, sampled, estimated }: Cell): Obtained | null {
  if (amount <= 0) return null
  const share = (part: number) => (100 * part) / amount
  return {
    counted: share(amount - sampled - estimated),
    sampled: share(sampled),
    estimated: share(estimated),
  }
}
