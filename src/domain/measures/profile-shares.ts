import { type Quarter, QUARTERS } from '../time/quarter.ts'
import type { ProfileCode } from './define-measure.ts'

/** What of a year falls into each quarter, from Q1; together 100. */
export type Shares = readonly [number, number, number, number]

const FLAT: Shares = [25, 25, 25, 25]
/** Weeks of school in each quarter of an ordinary year: 11, 7, 11 and 10 of 39. */
const TERM_WEEKS: Shares = [11, 7, 11, 10]
/** The challenge runs from July to September; a few start before and finish after. */
const SUMMER: Shares = [5, 90, 5, 0]

interface Spread {
  readonly profile: ProfileCode
  /** The figure of each quarter of the year before; null where there is none. */
  readonly lastYear: readonly (number | null)[]
  /** The quarter a milestone is due in; the last one unless somebody said. */
  readonly due: Quarter | null
  /** The seasons of a year the service published, of sessions or of attendance; null where it published none. */
  readonly published: Shares | null
}

/**
 * How a year's target spreads over its quarters. A seasonal figure follows its own last year once all of it
 * is known, and the service's published year until then; without either nothing says how its seasons go, and
 * the quarters are even.
 *
 * @returns null for a snapshot, which each quarter has to meet as it stands
 */
export function sharesOf({ profile, lastYear, due, published }: Spread): Shares | null {
  switch (profile) {
    case 'seasonal':
      return ownShares(lastYear) ?? published ?? FLAT
    case 'flat':
      return FLAT
    case 'term-time':
      return ofHundred(TERM_WEEKS)
    case 'summer-reading':
      return SUMMER
    case 'milestone':
      return dueIn(due ?? 'Q4')
    case 'snapshot':
      return null
  }
}

/** Shares of a year that is known quarter by quarter; null while any is missing or nothing came of it. */
export function ownShares(quarters: readonly (number | null)[]): Shares | null {
  const [q1, q2, q3, q4] = quarters.map((value) => value ?? 0)
  if (!q1 || !q2 || !q3 || !q4) return null
  return q1 < 0 || q2 < 0 || q3 < 0 || q4 < 0 ? null : ofHundred([q1, q2, q3, q4])
}

function ofHundred([q1, q2, q3, q4]: Shares): Shares {
  const all = q1 + q2 + q3 + q4
  return [(100 * q1) / all, (100 * q2) / all, (100 * q3) / all, (100 * q4) / all]
}

function dueIn(quarter: Quarter): Shares {
  const at = (one: Quarter) => (one === quarter ? 100 : 0)
  return [at('Q1'), at('Q2'), at('Q3'), at('Q4')]
}

/** How far a year has come. */
export interface Elapsed {
  readonly quarter: Quarter
  /** How much of that quarter is over, from 0 to 1. */
  readonly ofQuarter: number
}

/** Percent of the year that should be there by then; a quarter grows evenly from day to day. */
export function shareBy(shares: Shares, { quarter, ofQuarter }: Elapsed): number {
  const index = QUARTERS.indexOf(quarter)
  const before = shares.slice(0, index).reduce((sum, share) => sum + share, 0)
  return before + (shares[index] ?? 0) * ofQuarter
}
