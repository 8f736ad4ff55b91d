import { Fragment } from 'react'
import { Link, useParams } from 'react-router'
import { measureOf } from '#domain/measures/all-measures.ts'
import type { Figure, Measure } from '#domain/measures/define-measure.ts'
import { figureInWords, honestyInWords, unitInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { priorityOf } from '#domain/measures/measures-of-plan.ts'
import { type FigureProgress, judge, type Judged } from '#domain/measures/progress.ts'
import type { ShownProgress } from '#domain/measures/shown-progress.ts'
import { DIRECTION_WORDS } from '#domain/measures/target.ts'
import type { PriorityBranch } from '#domain/plan/plan-tree.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources } from '#client/data/figures.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { BehindList } from './behind-list.tsx'
import { FiguresFrom, NotTold } from './figures-from.tsx'
import { PlaceTable } from './place-table.tsx'
import { ActionLinks, PromiseLinks } from './plan-links.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Crumbs, FigureNumber, Loading, NoSuchFigure, periodInWords, StandingTag } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'
import { ChartKey, QuarterChart, QuarterTable } from './quarter-chart.tsx'

/** All that is known of one measure: its figures, its target, what it means and the entries behind it. */
export function MeasureScreen() {
  const { id = '' } = useParams()
  const view = useProgressView()
  const sources = useFigureSources(view.asked.year, view.asked)
  const tree = usePlanTree(view.asked.year)
  const measure = measureOf(id)
  if (measure === undefined) return <NoSuchFigure title="Progress">There is no measure {id}.</NoSuchFigure>
  if (sources === undefined || tree === undefined) return <Loading />
  const priority = priorityOf(tree, measure)
  const branch = tree?.branches.find(({ priority: { body } }) => body.number === priority)
  return <MeasurePage measure={measure} branch={branch} sources={sources} view={view} />
}

interface MeasurePageProps {
  readonly measure: Measure
  /** The priority it stands under in the plan, where it does. */
  readonly branch: PriorityBranch | undefined
  /** Null where the server has not told them yet. */
  readonly sources: FigureSources | null
  readonly view: ProgressView
}

function MeasurePage({ measure, branch, sources, view }: MeasurePageProps) {
  const { asked, search } = view
  const { id, figures, definition } = measure
  const up = { to: `/progress${search}`, label: `Progress ${financialYearName(asked.year)}` }
  const number = branch?.priority.body.number
  const trail =
    number === undefined ? [up] : [up, { to: `/progress/${number}${search}`, label: `Priority ${number}` }]
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trail={trail} />
        <PageTitle title={`${id} ${MEASURE_NAMES[id]}`} />
        <p className="measure-text">{definition}</p>
        <p className="muted">{periodInWords(asked)}</p>
        {sources !== null && <FiguresFrom told={sources.told} />}
      </div>
      <ProgressFilters view={view} />
      {sources === null ? (
        <NotTold />
      ) : (
        figures.map((figure) => (
          <FigureSheet key={figure.key} measure={measure} figure={figure} sources={sources} view={view} />
        ))
      )}
      {branch !== undefined && <AnswersTo branch={branch} search={search} />}
      <Definition measure={measure} />
    </div>
  )
}

/** The way up from the numbers: the promises and actions of the priority they stand under. */
function AnswersTo({ branch, search }: { readonly branch: PriorityBranch; readonly search: string }) {
  return (
    <section className="sheet stack" aria-labelledby="answers-to">
      <h2 id="answers-to">What it answers to</h2>
      <PromiseLinks promises={branch.promises} search={search} />
      <details>
        <summary className="progress-summary">Actions of priority {branch.priority.body.number}</summary>
        <ActionLinks branches={[branch]} />
      </details>
    </section>
  )
}

interface FigureSheetProps {
  readonly measure: Measure
  readonly figure: Figure
  readonly sources: FigureSources
  readonly view: ProgressView
}

function FigureSheet({ measure, figure, sources, view }: FigureSheetProps) {
  const { asked } = view
  const { progress, shown } = sources.view(measure, figure, asked)
  const { now, span } = progress
  // A target is set for the first figure of a measure.
  const judged =
    figure === measure.figures[0]
      ? judge(measure, progress, sources.targets.get(measure.id) ?? null, {
          asked,
          standing: sources.standing,
        })
      : null
  const heading = `figure-${figure.key}`
  const quarters = { progress, shown, judged, label: figure.label }
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <h2 id={heading}>{figure.label}</h2>
      <p>
        <FigureNumber figure={figure} shown={shown.now} />{' '}
        {judged !== null && <StandingTag standing={judged.standing} />}
      </p>
      <p className="small muted">{honestyInWords(now, shown.now)}</p>
      {judged !== null && <TargetLines progress={progress} judged={judged} shown={shown} view={view} />}
      <QuarterChart {...quarters} />
      <ChartKey />
      {progress.lastYearPublishedIn !== null && (
        <p className="small">
          Last year as published in {progress.lastYearPublishedIn}: nothing of it was recorded here.
        </p>
      )}
      <QuarterTable {...quarters} />
      {asked.site === null && <PlaceTable measure={measure} figure={figure} sources={sources} view={view} />}
      {sources.told === null ? (
        <BehindList figure={figure} place={asked} span={span} standing={sources.standing} />
      ) : (
        <p className="small muted">
          The entries behind it are on the tablets of their own sites and of the county team.
        </p>
      )}
    </section>
  )
}

/** What was worked out from numbers that are hidden is hidden as well. */
function TargetLines({
  progress,
  judged,
  shown,
  view,
}: {
  readonly progress: FigureProgress
  readonly judged: Judged
  readonly shown: ShownProgress
  readonly view: ProgressView
}) {
  const { figure } = progress
  const { isHidden, direction, lastYear } = shown
  const { target, profiled, forecast, takes } = judged
  const number = (value: number) => figureInWords(round(value), figure.unit)
  const say = (value: number) => `${number(value)} ${unitInWords(figure.unit)}`.trim()
  return (
    <ul className="plain-list stack stack-tight">
      {direction !== null && typeof lastYear === 'number' && (
        <li>
          {DIRECTION_WORDS[direction]} last year by now ({say(lastYear)}
          {progress.lastYearPublishedIn !== null && ', as published'})
        </li>
      )}
      {target === null ? (
        <SetTarget view={view} />
      ) : (
        <li>
          Target for the year: {say(target)}
          {profiled !== null && `; by now ${say(profiled)}`}
        </li>
      )}
      {!isHidden && takes !== null && takes.more > 0 && (
        <li>
          Green would take {number(Math.ceil(takes.more))} more
          {takes.sessions !== null &&
            `, about ${countInWords(takes.sessions, 'session', 'sessions')} of the usual size`}
        </li>
      )}
      {!isHidden && forecast !== null && progress.now.entries > 0 && (
        <li>
          Forecast for the year: {say(forecast.middle)}, between {number(forecast.low)} and{' '}
          {number(forecast.high)}
        </li>
      )}
    </ul>
  )
}

/** The county's team sets targets of the county and its areas, and a site its own. */
function SetTarget({ view: { asked, search } }: { readonly view: ProgressView }) {
  const { siteId } = useTablet()
  if (siteId !== null && siteId !== asked.site) return null
  return (
    <li>
      <Link to={`/lists/measure-target/new${search}`}>Set a target</Link>
      {asked.area !== undefined && ` with ${asked.area} as its area`}
    </li>
  )
}

function round(value: number): number {
  return Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10
}

function Definition({ measure }: { measure: Measure }) {
  const { figures, fields, type, version, exampleIn, exampleOut } = measure
  return (
    <details className="sheet">
      <summary className="progress-summary">What it counts</summary>
      <dl className="facts">
        {figures.map(({ key, label, numerator, denominator }) => (
          <Fragment key={key}>
            <dt>{label}</dt>
            <dd>
              {numerator.words}
              {denominator !== null && `, of: ${denominator.words}`}
            </dd>
          </Fragment>
        ))}
        <dt>Fields used</dt>
        <dd>{fields}</dd>
        <dt>Counts</dt>
        <dd>{exampleIn.why}</dd>
        <dt>Does not count</dt>
        <dd>{exampleOut.why}</dd>
        <dt>Kind</dt>
        <dd>
          {type === 'performance' ? 'Judged against a target' : 'Watched, partly outside our control'},
          definition {version}
        </dd>
      </dl>
    </details>
  )
}
