import { Fragment } from 'react'
import { Link, useParams } from 'react-router'
import { measureOf } from '#domain/measures/all-measures.ts'
import type { Measure } from '#domain/measures/define-measure.ts'
import { figureInWords, honestyInWords, unitInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { priorityOf } from '#domain/measures/measures-of-plan.ts'
import { figureProgress, type FigureProgress, judge, type Judged } from '#domain/measures/progress.ts'
import { shownProgress, type ShownProgress } from '#domain/measures/shown-progress.ts'
import { DIRECTION_WORDS } from '#domain/measures/target.ts'
import type { PriorityBranch } from '#domain/plan/plan-tree.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources } from '#client/data/figures.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useWaiting } from '#client/data/waiting.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { BehindList } from './behind-list.tsx'
import { ActionLinks, PromiseLinks } from './plan-links.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Crumbs, FigureNumber, Loading, NoSuchFigure, periodInWords, StandingTag } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'
import { ChartKey, QuarterChart, QuarterTable } from './quarter-chart.tsx'
import { SiteTable } from './site-table.tsx'

/** All that is known of one measure: its figures, its target, what it means and the entries behind it. */
export function MeasureScreen() {
  const { id = '' } = useParams()
  const view = useProgressView()
  const sources = useFigureSources(view.asked.year, view.asked.site)
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
  readonly sources: FigureSources
  readonly view: ProgressView
}

function MeasurePage({ measure, branch, sources, view }: MeasurePageProps) {
  const { asked, search } = view
  const { id, figures, definition } = measure
  const up = { to: `/progress${search}`, label: `Progress ${financialYearName(asked.year)}` }
  const number = branch?.priority.body.number
  const trail =
    number === undefined ? [up] : [up, { to: `/progress/${number}${search}`, label: `Priority ${number}` }]
  const all = figures.map((figure) => figureProgress(measure, figure, sources, asked))
  const [first] = all
  const judged =
    first === undefined
      ? null
      : judge(measure, first, sources.targets.get(id) ?? null, { asked, standing: sources.standing })
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trail={trail} />
        <PageTitle title={`${id} ${MEASURE_NAMES[id]}`} />
        <p className="measure-text">{definition}</p>
        <p className="muted">{periodInWords(asked)}</p>
        <OnlyHere />
      </div>
      <ProgressFilters view={view} />
      {all.map((progress) => (
        <FigureSheet
          key={progress.figure.key}
          measure={measure}
          progress={progress}
          judged={progress === first ? judged : null}
          sources={sources}
          view={view}
        />
      ))}
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

/** Figures hold what was never sent too; how much of it there is. */
function OnlyHere() {
  const waiting = useWaiting()
  if (waiting === undefined || waiting.waiting === 0) return null
  return (
    <p className="small">
      {countInWords(waiting.waiting, 'entry is', 'entries are')} still only on this tablet.
    </p>
  )
}

interface FigureSheetProps {
  readonly measure: Measure
  readonly progress: FigureProgress
  /** Given for the figure that a target is set for. */
  readonly judged: Judged | null
  readonly sources: FigureSources
  readonly view: ProgressView
}

function FigureSheet({ measure, progress, judged, sources, view }: FigureSheetProps) {
  const { figure, now, span } = progress
  const { asked } = view
  const heading = `figure-${figure.key}`
  const shown = shownProgress(progress, asked.quarter, sources.thresholds)
  const quarters = { progress, shown, judged, label: figure.label }
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <h2 id={heading}>{figure.label}</h2>
      <p>
        <FigureNumber figure={figure} shown={shown.now} />{' '}
        {judged !== null && <StandingTag standing={judged.standing} />}
      </p>
      <p className="small muted">{honestyInWords(now, shown.now)}</p>
      {judged !== null && (
        <TargetLines progress={progress} judged={judged} shown={shown} search={view.search} />
      )}
      <QuarterChart {...quarters} />
      <ChartKey />
      {progress.lastYearPublishedIn !== null && (
        <p className="small">
          Last year as published in {progress.lastYearPublishedIn}: nothing of it was recorded here.
        </p>
      )}
      <QuarterTable {...quarters} />
      {asked.site === null && (
        <SiteTable measure={measure} progress={progress} sources={sources} view={view} />
      )}
      <BehindList figure={figure} site={asked.site} span={span} standing={sources.standing} />
    </section>
  )
}

/** What was worked out from numbers that are hidden is hidden as well. */
function TargetLines({
  progress,
  judged,
  shown,
  search,
}: Pick<FigureSheetProps, 'progress'> & {
  readonly judged: Judged
  readonly shown: ShownProgress
  readonly search: string
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
      <li>
        {target === null ? (
          <Link to={`/lists/measure-target/new${search}`}>Set a target</Link>
        ) : (
          <>
            Target for the year: {say(target)}
            {profiled !== null && `; by now ${say(profiled)}`}
          </>
        )}
      </li>
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
