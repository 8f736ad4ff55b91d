import { Link } from 'react-router'
import { measureOf } from '#domain/measures/all-measures.ts'
import { figureInWords, unitInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import type { Measure } from '#domain/measures/define-measure.ts'
import type { Evidence, PlanAction } from '#domain/plan/plan-action.ts'
import { entryFigure, entryTitle } from '#domain/records/entry-words.ts'
import { dayInWords, type LocalDate } from '#domain/time/local-date.ts'
import { financialYearName, financialYearOf, quarterInWords, quarterOf } from '#domain/time/quarter.ts'
import { useEvidenceEntry } from '#client/data/evidence.ts'
import { useFigureSources } from '#client/data/figures.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Loading, PlanTag } from './plan-parts.tsx'

/** One piece of evidence as it is read: what it says, what it leads to, and what it is for. */
export function EvidenceFacts({
  evidence: { note, link, on, recordId = null, measureId = null, milestone = null },
  action,
}: {
  readonly evidence: Evidence
  readonly action: PlanAction
}) {
  const { clock } = useTablet()
  const isFor = milestone === null ? undefined : action.milestones?.[milestone]?.text
  const measure = measureId === null ? undefined : measureOf(measureId)
  return (
    <div className="stack stack-tight">
      <p>{note}</p>
      {recordId !== null && <EntryShown id={recordId} />}
      {measure !== undefined && <MeasureShown measure={measure} on={on} />}
      {link !== null && (
        <p>
          <a className="plan-line-title" href={link} rel="noreferrer" target="_blank">
            {link}
          </a>
        </p>
      )}
      <p className="plan-facts small muted">
        <span>{dayInWords(on, clock.today())}</span>
        {isFor !== undefined && <PlanTag>{`For: ${isFor}`}</PlanTag>}
      </p>
    </div>
  )
}

/** The entry itself, as it stands now. */
function EntryShown({ id }: { readonly id: string }) {
  const { clock } = useTablet()
  const entry = useEvidenceEntry(id)
  const names = useRecordNames(entry?.scope)
  const sites = useSites()
  if (entry === undefined || names === undefined || sites === undefined) return <Loading />
  if (entry === null) {
    return (
      <p className="small muted">
        The entry is on the tablets of its own site and of the county team, and not on this one.
      </p>
    )
  }
  const today = clock.today()
  return (
    <p className="plan-facts">
      <Link className="plan-line-title" to={`/entries/${id}`}>
        {entryTitle(entry, names, today)}
      </Link>
      <span className="small">
        {[
          ...(entry.day === null ? [] : [dayInWords(entry.day, today)]),
          sites.nameOf(entry.scope),
          `figure ${entryFigure(entry)}`,
        ].join(' · ')}
      </span>
      {entry.deleted && <PlanTag tone="warn">Void: no longer counted</PlanTag>}
    </p>
  )
}

/** The measure's first figure of the whole county, up to the quarter of the day it was given on, as it stands now. */
function MeasureShown({ measure, on }: { readonly measure: Measure; readonly on: LocalDate }) {
  const { clock } = useTablet()
  const year = financialYearOf(on)
  const quarter = quarterOf(on)
  const sources = useFigureSources(year, { site: null })
  if (sources === undefined) return <Loading />
  const [figure] = measure.figures
  const asked = { site: null, year, quarter, today: clock.today() }
  const shown =
    sources === null || figure === undefined ? undefined : sources.view(measure, figure, asked).shown.now
  return (
    <p className="plan-facts">
      <Link
        className="plan-line-title"
        to={`/progress/measure/${measure.id}?year=${year}&quarter=${quarter}`}
      >
        {`${measure.id} ${MEASURE_NAMES[measure.id]}`}
      </Link>
      <span className="small">
        {figure === undefined || shown === undefined
          ? 'The server has not told its figure yet'
          : `${figureInWords(shown, figure.unit)} ${shown === null ? '' : unitInWords(figure.unit)}`.trim()}
        {` · ${financialYearName(year)}, up to ${quarterInWords(quarter)}`}
      </span>
    </p>
  )
}
