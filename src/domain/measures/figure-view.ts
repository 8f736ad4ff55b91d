import type { Sources } from './amount.ts'
import type { Figure, Measure } from './define-measure.ts'
import { type FigureProgress, figureProgress, type ProgressAsked } from './progress.ts'
import { type ShownProgress, shownProgress } from './shown-progress.ts'
import type { Thresholds } from './suppression.ts'

/** The year of a figure, and what of it may be shown. */
export interface FigureView {
  readonly progress: FigureProgress
  readonly shown: ShownProgress
}

/** Tells the year of any figure, wherever it was worked out. */
export type ViewFigure = (measure: Measure, figure: Figure, asked: ProgressAsked) => FigureView

interface OwnSources extends Omit<Sources, 'asked'> {
  readonly thresholds: Thresholds
}

/** Figures worked out from sums that are at hand. */
export function viewFromSums(sources: OwnSources): ViewFigure {
  return (measure, figure, asked) => {
    const progress = figureProgress(measure, figure, sources, asked)
    return { progress, shown: shownProgress(progress, asked.quarter, sources.thresholds) }
  }
}
