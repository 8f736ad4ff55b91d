import { Link } from 'react-router'
import type { Measure } from '#domain/measures/define-measure.ts'
import { honestyInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { judge, type ProgressAsked } from '#domain/measures/progress.ts'
import { DIRECTION_WORDS } from '#domain/measures/target.ts'
import type { FigureSources } from '#client/data/figures.ts'
import { FigureNumber, StandingTag } from './progress-parts.tsx'
import { ChartKey, QuarterChart, QuarterTable } from './quarter-chart.tsx'

interface MeasureListProps {
  readonly label: string
  /** Draws each measure's quarters beside its number, with the table one tap away. */
  readonly hasCharts?: boolean
  readonly measures: readonly Measure[]
  readonly sources: FigureSources
  readonly asked: ProgressAsked
  readonly search: string
}

/** Measures with their first figure and how it stands; each leads to all that is known of it. */
export function MeasureList({ label, hasCharts = false, measures, ...given }: MeasureListProps) {
  if (measures.length === 0) return <p className="muted">No measure stands here.</p>
  return (
    <>
      {hasCharts && <ChartKey />}
      <ul className={hasCharts ? 'progress-list progress-multiples' : 'progress-list'} aria-label={label}>
        {measures.map((measure) => (
          <MeasureLine key={measure.id} measure={measure} hasChart={hasCharts} {...given} />
        ))}
      </ul>
    </>
  )
}

interface MeasureLineProps extends Omit<MeasureListProps, 'label' | 'hasCharts' | 'measures'> {
  readonly measure: Measure
  readonly hasChart: boolean
}

function MeasureLine({ measure, hasChart, sources, asked, search }: MeasureLineProps) {
  const [first] = measure.figures
  const { progress, shown } = sources.view(measure, first, asked)
  const judged = judge(measure, progress, sources.targets.get(measure.id) ?? null, {
    asked,
    standing: sources.standing,
  })
  const quarters = { progress, shown, judged, label: MEASURE_NAMES[measure.id] ?? measure.id }
  return (
    <li>
      <Link className="progress-title" to={`/progress/measure/${measure.id}${search}`}>
        {measure.id} {MEASURE_NAMES[measure.id]}
      </Link>
      <p>
        <FigureNumber figure={first} shown={shown.now} /> <StandingTag standing={judged.standing} />
      </p>
      <p className="small muted">
        {shown.direction !== null && `${DIRECTION_WORDS[shown.direction]} last year by now · `}
        {honestyInWords(progress.now, shown.now)}
      </p>
      {hasChart && (
        <>
          <QuarterChart {...quarters} />
          <QuarterTable {...quarters} />
        </>
      )}
    </li>
  )
}
