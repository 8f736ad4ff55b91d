import { type Quarter, QUARTERS } from '../time/quarter.ts'
import type { Figure } from './define-measure.ts'
import type { FigureValue } from './figure-value.ts'
import type { FigureProgress } from './progress.ts'
import {
  type Shown,
  shownFigure,
  SUPPRESSED,
  suppressOverTime,
  thresholdOf,
  type Thresholds,
} from './suppression.ts'
import type { Direction } from './target.ts'

/** A figure's year as it may be shown. */
export interface ShownProgress {
  readonly now: Shown
  readonly quarters: readonly { readonly now: Shown; readonly lastYear: Shown }[]
  /** The year before as far as this one has come, and which way it went since; hidden with anything it is made of. */
  readonly lastYear: Shown
  readonly direction: Direction | null
  /** True when something of it is hidden, so that nothing worked out from it may be shown either. */
  readonly isHidden: boolean
}

/** @param quarter up to whose end the figure is shown */
export function shownProgress(
  progress: FigureProgress,
  quarter: Quarter,
  thresholds: Thresholds,
): ShownProgress {
  const { figure, now, quarters } = progress
  const threshold = thresholdOf(figure.sensitivity, thresholds)
  const thisYear = quarters.map(({ value }) => value)
  const lastYear = quarters.map((one) => one.lastYear)
  const shown = {
    now: addsUp(figure, threshold)
      ? (overYear(thisYear, threshold).toDate[QUARTERS.indexOf(quarter)] ?? null)
      : shownFigure(now, threshold),
    thisYear: shownQuarters(figure, thisYear, threshold),
    lastYear: shownQuarters(figure, lastYear, threshold),
  }
  const isHidden = [shown.now, ...shown.thisYear, ...shown.lastYear].includes(SUPPRESSED)
  return {
    // A sum of nothing that was counted is no number, which is not 0.
    now: now.value === null ? null : shown.now,
    quarters: quarters.map((_, index) => ({
      now: shown.thisYear[index] ?? null,
      lastYear: shown.lastYear[index] ?? null,
    })),
    ...shownLastYear(progress, isHidden),
    isHidden,
  }
}

/** @param isHidden whether anything of the year or the one before is hidden */
export function shownLastYear(
  { lastYear, direction }: FigureProgress,
  isHidden: boolean,
): Pick<ShownProgress, 'lastYear' | 'direction'> {
  return isHidden
    ? { lastYear: lastYear === null ? null : SUPPRESSED, direction: null }
    : { lastYear, direction }
}

/** Only numbers of people that add up over the year can be got back out of its sums. */
function addsUp({ overTime, denominator }: Figure, threshold: number): boolean {
  return threshold > 0 && overTime === 'adds' && denominator === null
}

function overYear(values: readonly (FigureValue | null)[], threshold: number) {
  return suppressOverTime(
    values.map((value) => value?.value ?? null),
    threshold,
  )
}

function shownQuarters(
  figure: Figure,
  values: readonly (FigureValue | null)[],
  threshold: number,
): readonly Shown[] {
  if (addsUp(figure, threshold)) return overYear(values, threshold).quarters
  return values.map((value) => (value === null ? null : shownFigure(value, threshold)))
}
