import { Link } from 'react-router'
import { measures } from '#domain/measures/all-measures.ts'
import type { FigureAtClose, LastYear } from '#domain/measures/closed-figures.ts'
import type { Measure } from '#domain/measures/define-measure.ts'
import { figureInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { DIRECTION_WORDS, STANDING_WORDS } from '#domain/measures/target.ts'
import {
  type ClosedFigure,
  overrideKey,
  type QuarterClose,
  type StandingOverride,
} from '#domain/plan/quarter-close.ts'
import type { FinancialYear, Quarter } from '#domain/time/quarter.ts'
import { useDraftKeys } from '#client/data/drafts.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { OverrideForm } from './override-form.tsx'

/** @returns whether the change is on the disk */
export type ChangeClosing = (change: (body: QuarterClose) => QuarterClose) => Promise<boolean>

interface ClosedTableProps {
  /** What was closed; null before the quarter is. */
  readonly closed: QuarterClose | null
  readonly now: Readonly<Record<string, FigureAtClose>>
  readonly year: FinancialYear
  readonly quarter: Quarter
  /** The search part of the address, which leads to the same quarter elsewhere. */
  readonly search: string
  /** Null where nothing may be changed. */
  readonly onChange: ChangeClosing | null
}

/** Every figure as it was closed, or would be, with the same quarter last year and what it comes to now. */
export function ClosedTable({ closed, now, year, quarter, search, onChange }: ClosedTableProps) {
  const draftKeys = useDraftKeys()
  return (
    <section className="sheet stack" aria-labelledby="closed-figures">
      <h2 id="closed-figures">{closed === null ? 'Figures so far' : 'Figures as of the close'}</h2>
      <ul className="progress-list" aria-label={closed === null ? 'Figures so far' : 'Closed figures'}>
        {measures.flatMap((measure) => {
          const current = now[measure.id]
          const figure = closed === null ? current?.figure : closed.figures?.[measure.id]
          if (figure === undefined) return []
          const draftKey = `typed/override/${year}/${quarter}/${measure.id}`
          return (
            <ClosedLine
              key={measure.id}
              measure={measure}
              figure={figure}
              isClosed={closed !== null}
              now={current}
              quarter={quarter}
              search={search}
              override={closed?.overrides?.[overrideKey(measure.id)]}
              onChange={onChange}
              draftKey={draftKey}
              hasDraft={draftKeys?.includes(draftKey) === true}
            />
          )
        })}
      </ul>
    </section>
  )
}

interface ClosedLineProps {
  readonly measure: Measure
  readonly figure: ClosedFigure
  readonly isClosed: boolean
  readonly now: FigureAtClose | undefined
  readonly quarter: Quarter
  readonly search: string
  readonly override: StandingOverride | undefined
  readonly onChange: ChangeClosing | null
  readonly draftKey: string
  readonly hasDraft: boolean
}

function ClosedLine(props: ClosedLineProps) {
  const { measure, figure, isClosed, now, quarter, search, override, onChange, draftKey, hasDraft } = props
  const { unit } = measure.figures[0]
  const { actor, clock } = useTablet()
  const stands = override !== undefined && !isRemoved(override)
  const put = async (next: StandingOverride): Promise<boolean> => {
    const key = overrideKey(measure.id)
    const change = (body: QuarterClose) => ({ ...body, overrides: { ...body.overrides, [key]: next } })
    return (await onChange?.(change)) === true
  }
  const entries =
    figure.entries === null ? '' : `, from ${figure.entries === 1 ? '1 entry' : `${figure.entries} entries`}`
  return (
    <li>
      <p>
        <Link className="progress-title" to={`/progress/measure/${measure.id}${search}`}>
          {measure.id} {MEASURE_NAMES[measure.id]}
        </Link>
        : <b>{figureInWords(figure.value, unit)}</b>
        {isClosed && ' when it was closed'}
        {entries}
        {now !== undefined && now.figure.value !== figure.value && (
          <>; now {figureInWords(now.figure.value, unit)}</>
        )}
      </p>
      {now !== undefined && <p className="small">{lastYearInWords(measure, now.lastYear, quarter)}</p>}
      <p className="small">
        {standingInWords(figure.standing)}
        {stands && (
          <>
            {' '}
            by the rule; judged <b>{STANDING_WORDS[override.standing].word.split(':')[0]}</b> by {override.by}
            : {override.reason}
          </>
        )}
      </p>
      {override !== undefined && !stands && (
        <p className="small muted">
          <s>
            Judged {STANDING_WORDS[override.standing].word.split(':')[0]} by {override.by}: {override.reason}
          </s>{' '}
          taken back by {override.removed?.by}
        </p>
      )}
      {onChange !== null && override !== undefined && (
        <button
          type="button"
          className="button no-print"
          aria-label={stands ? `Go back to the rule for ${measure.id}` : `Judge ${measure.id} so again`}
          onClick={() =>
            void put({ ...override, removed: stands ? { on: clock.today(), by: actor.name } : null })
          }
        >
          {stands ? 'Go back to the rule' : 'Judge it so again'}
        </button>
      )}
      {onChange !== null && (
        <OverrideForm
          measureId={measure.id}
          draftKey={draftKey}
          hasDraft={hasDraft}
          onJudge={(judged) => put({ ...judged, by: actor.name })}
        />
      )}
    </li>
  )
}

/** "Last year 80 in Q2, 190 by then: ↑ up on last year." */
function lastYearInWords({ figures: [figure] }: Measure, lastYear: LastYear, quarter: Quarter): string {
  const { inQuarter, byThen, direction, publishedIn } = lastYear
  if (byThen === null) return 'Last year: nothing is known of it.'
  const alone = `${figureInWords(inQuarter, figure.unit)} in ${quarter}`
  const numbers =
    figure.overTime === 'level' ? alone : `${alone}, ${figureInWords(byThen, figure.unit)} by then`
  const source = publishedIn === null ? '' : ', as published'
  const way = direction === null ? '' : `: ${DIRECTION_WORDS[direction]} last year`
  return `Last year ${numbers}${source}${way}.`
}

function isRemoved({ removed }: StandingOverride): boolean {
  return removed !== undefined && removed !== null
}

/** The words of a standing; a newer build may have one that this one does not know. */
function standingInWords(code: string): string {
  return Object.entries(STANDING_WORDS).find(([standing]) => standing === code)?.[1].word ?? code
}
