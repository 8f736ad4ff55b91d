import { measures } from './all-measures.ts'
import { isBehind } from './amount.ts'
import { contributionsOf, type LoggedEntry } from './contributions.ts'
import type { Figure, Measure } from './define-measure.ts'
import type { MonthSums } from './month-sums.ts'
import type { Standing } from './standing.ts'

/** How an entry stands behind a figure: counted in it, or only in what it is a share of; null when not at all. */
export function standsBehind(
  figure: Figure,
  entry: LoggedEntry,
  standing: Standing,
): 'counted' | 'whole' | null {
  const keys = contributionsOf(entry).map(({ key }) => key)
  const isIn = (amount: Figure['numerator'] | null): boolean =>
    amount !== null && keys.some((key) => isBehind(amount, key, standing))
  if (isIn(figure.numerator)) return 'counted'
  return isIn(figure.denominator) ? 'whole' : null
}

/** A measure that an entry stands behind, and how. */
interface MeasureBehind {
  readonly measure: Measure
  readonly how: 'counted' | 'whole'
}

/** The measures an entry stands behind by any of their figures. */
export function measuresBehind(entry: LoggedEntry, standing: Standing): readonly MeasureBehind[] {
  return measures.flatMap((measure): readonly MeasureBehind[] => {
    const ways = measure.figures.map((figure) => standsBehind(figure, entry, standing))
    const how = ways.find((way) => way === 'counted') ?? ways.find((way) => way !== null)
    return how === undefined || how === null ? [] : [{ measure, how }]
  })
}

/** Whether any entry of a site's month is counted in a figure, as the sums of the month tell. */
export function hasCounted({ numerator }: Figure, { cells }: MonthSums, standing: Standing): boolean {
  return Object.entries(cells).some(([key, { entries }]) => entries > 0 && isBehind(numerator, key, standing))
}
