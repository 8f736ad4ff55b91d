import { Link } from 'react-router'
import type { Measure } from '#domain/measures/define-measure.ts'
import { honestyInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { figureProgress, judge, type ProgressAsked } from '#domain/measures/progress.ts'
import { shownProgress } from '#domain/measures/shown-progress.ts'
import type { FigureSources } from '#client/data/figures.ts'
import { FigureNumber, StandingTag } from './progress-parts.tsx'

interface MeasureListProps {
  readonly label: string
  readonly measures: readonly Measure[]
  readonly sources: FigureSources
  readonly asked: ProgressAsked
  readonly search: string
}

/** Measures with their first figure and how it stands; each leads to all that is known of it. */
export function MeasureList({ label, measures, sources, asked, search }: MeasureListProps) {
  if (measures.length === 0) return <p className="muted">No measure stands here.</p>
  return (
    <ul className="progress-list" aria-label={label}>
      {measures.map((measure) => (
        <MeasureLine key={measure.id} measure={measure} sources={sources} asked={asked} search={search} />
      ))}
    </ul>
  )
}

function MeasureLine({
  measure,
  sources,
  asked,
  search,
}: Omit<MeasureListProps, 'label' | 'measures'> & { readonly measure: Measure }) {
  const [first] = measure.figures
  const progress = figureProgress(measure, first, sources, asked)
  const { now: shown } = shownProgress(progress, asked.quarter, sources.thresholds)
  const { standing } = judge(measure, progress, sources.targets.get(measure.id) ?? null, {
    asked,
    standing: sources.standing,
  })
  return (
    <li>
      <Link className="progress-title" to={`/progress/measure/${measure.id}${search}`}>
        {measure.id} {MEASURE_NAMES[measure.id]}
      </Link>
      <p>
        <FigureNumber figure={first} shown={shown} /> <StandingTag standing={standing} />
      </p>
      <p className="small muted">{honestyInWords(progress.now, shown)}</p>
    </li>
  )
}
