import type { ClosedFigure } from '../plan/quarter-close.ts'
import { measures } from './all-measures.ts'
import type { Sources } from './amount.ts'
import { figureProgress, judge, type ProgressAsked, type Target } from './progress.ts'
import { shownProgress } from './shown-progress.ts'
import { SUPPRESSED, type Thresholds } from './suppression.ts'

interface ClosedFrom extends Omit<Sources, 'asked'> {
  readonly targets: ReadonlyMap<string, Target>
  readonly thresholds: Thresholds
}

/** Every measure's first figure as it may be shown now, to be kept when the quarter is closed. By measure. */
export function figuresAtClose(
  sources: ClosedFrom,
  asked: ProgressAsked,
): Readonly<Record<string, ClosedFigure>> {
  return Object.fromEntries(
    measures.map((measure): readonly [string, ClosedFigure] => {
      const progress = figureProgress(measure, measure.figures[0], sources, asked)
      const { now: value } = shownProgress(progress, asked.quarter, sources.thresholds)
      const { standing } = judge(measure, progress, sources.targets.get(measure.id) ?? null, {
        asked,
        standing: sources.standing,
      })
      const entries = value === SUPPRESSED ? null : progress.now.entries
      return [measure.id, { value, standing, entries, definition: measure.version }]
    }),
  )
}
