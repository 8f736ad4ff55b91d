import type { ClosedFigure } from '../plan/quarter-close.ts'
import { QUARTERS } from '../time/quarter.ts'
import { measures } from './all-measures.ts'
import type { ViewFigure } from './figure-view.ts'
import { judge, type ProgressAsked, type Target } from './progress.ts'
import type { Standing } from './standing.ts'
import { type Shown, SUPPRESSED } from './suppression.ts'
import type { Direction } from './target.ts'

interface ClosedFrom {
  readonly view: ViewFigure
  readonly standing: Standing
  readonly targets: ReadonlyMap<string, Target>
}

/** What of the year before stands beside a closed figure, as it may be shown; all null where nothing is known of it. */
export interface LastYear {
  /** The same quarter by itself. */
  readonly inQuarter: Shown
  /** As far as the year had come by then. */
  readonly byThen: Shown
  readonly direction: Direction | null
  /** What it was published in, where nothing of it was recorded here; else null. */
  readonly publishedIn: string | null
}

export interface FigureAtClose {
  readonly figure: ClosedFigure
  readonly lastYear: LastYear
}

/** Every measure's first figure as it may be shown now, to be kept when the quarter is closed. By measure. */
export function figuresAtClose(
  sources: ClosedFrom,
  asked: ProgressAsked,
): Readonly<Record<string, FigureAtClose>> {
  return Object.fromEntries(
    measures.map((measure): readonly [string, FigureAtClose] => {
      const { progress, shown } = sources.view(measure, measure.figures[0], asked)
      const { standing } = judge(measure, progress, sources.targets.get(measure.id) ?? null, {
        asked,
        standing: sources.standing,
      })
      const entries = shown.now === SUPPRESSED ? null : progress.now.entries
      const isKnown = progress.lastYear !== null
      return [
        measure.id,
        {
          figure: { value: shown.now, standing, entries, definition: measure.version },
          lastYear: {
            inQuarter: isKnown ? (shown.quarters[QUARTERS.indexOf(asked.quarter)]?.lastYear ?? null) : null,
            byThen: shown.lastYear,
            direction: shown.direction,
            publishedIn: isKnown ? progress.lastYearPublishedIn : null,
          },
        },
      ]
    }),
  )
}
