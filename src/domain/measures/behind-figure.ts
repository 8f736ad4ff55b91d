import { isBehind } from './amount.ts'
import { contributionsOf, type LoggedEntry } from './contributions.ts'
import type { Figure } from './define-measure.ts'
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
