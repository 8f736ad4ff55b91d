import type { Body } from '../records/registry.ts'
import type { Amount } from './amount.ts'
import type { MeasureId } from './measure-names.ts'

/**
 * How a year's target spreads over its quarters. `snapshot` figures are looked at as each quarter ends and
 * are not spread; a `milestone` is due as a whole in one quarter.
 */
export type ProfileCode = 'seasonal' | 'flat' | 'term-time' | 'milestone' | 'summer-reading' | 'snapshot'

/** What a figure may show of few people: all; nothing under the threshold; or nothing under that of cross-tabulations. */
export type Sensitivity = 'open' | 'small-numbers' | 'cross-tabulation'

/** One number of a measure. */
export interface Figure {
  /** Tells the figures of a measure apart. */
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly numerator: Amount
  /** Null for a plain count. */
  readonly denominator: Amount | null
  /** The rate is for so many: 100 for a percentage. */
  readonly times: 1 | 100 | 1000
  /** What is taken off at the end, such as the county's own share, in units of the figure. */
  readonly less?: Amount
  /**
   * `adds`: a year is its quarters added up. `grows`: it counts different things from April on, each once, so
   * that quarters do not add up. `level`: each quarter stands for itself.
   */
  readonly overTime: 'adds' | 'grows' | 'level'
  readonly sensitivity: Sensitivity
  /** True where one site alone has no such figure. */
  readonly isCountyOnly?: true
}

/** An entry as an example, with why it is one. */
export interface Example {
  readonly kind: string
  readonly body: Body
  readonly why: string
}

/** A defined calculation from records. Nobody types its value. */
export interface Measure {
  readonly id: MeasureId
  /** The corporate priority's number; null for measures of the delivery of the plan. */
  readonly priority: number | null
  /** Counts up when what is counted changes, and stands with every figure. */
  readonly version: number
  /** What it says, in a sentence or two. */
  readonly definition: string
  /** Sections and fields of records it uses. */
  readonly fields: string
  readonly profile: ProfileCode
  /** Judged against a target, or watched beside a forecast. */
  readonly type: 'performance' | 'context'
  /** The first is the one a target is set for. */
  readonly figures: readonly [Figure, ...Figure[]]
  /** A record that is counted in its first figure's numerator, and one that is not. */
  readonly exampleIn: Example
  readonly exampleOut: Example
}

type Given = Omit<Figure, 'times' | 'overTime' | 'sensitivity' | 'denominator'> & {
  readonly sensitivity?: Sensitivity
}

/** A plain number of things. */
export function count(given: Given & { readonly overTime?: Figure['overTime'] }): Figure {
  return { sensitivity: 'open', overTime: 'adds', ...given, denominator: null, times: 1 }
}

/** A part of a whole, for each hundred. */
export function percentage(
  given: Omit<Given, 'unit'> & { readonly denominator: Amount; readonly overTime?: Figure['overTime'] },
): Figure {
  return { sensitivity: 'open', overTime: 'level', ...given, unit: '%', times: 100 }
}

/** So many for each hundred or thousand of something that does not grow over the year. */
export function rate(
  given: Given & {
    readonly denominator: Amount
    readonly times: 1 | 100 | 1000
    readonly overTime: Figure['overTime']
  },
): Figure {
  return { sensitivity: 'open', ...given }
}
