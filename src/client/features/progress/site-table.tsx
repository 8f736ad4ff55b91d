import { useState } from 'react'
import { Link } from 'react-router'
import { figureInWords } from '#domain/measures/figure-words.ts'
import type { Measure } from '#domain/measures/define-measure.ts'
import { figureProgress, type FigureProgress, type ProgressAsked } from '#domain/measures/progress.ts'
import { shownProgress } from '#domain/measures/shown-progress.ts'
import { type Shown, SUPPRESSED, suppressLine, thresholdOf } from '#domain/measures/suppression.ts'
import { monthsOf } from '#domain/time/quarter.ts'
import { type FigureSources, useSumsOfSites } from '#client/data/figures.ts'
import { useSites } from '#client/data/sites.ts'
import { Loading } from './progress-parts.tsx'
import type { ProgressView } from './progress-view.ts'

interface SiteTableProps {
  readonly measure: Measure
  readonly progress: FigureProgress
  readonly sources: FigureSources
  readonly view: ProgressView
}

/** The county's figure site by site, read once somebody asks. */
export function SiteTable(props: SiteTableProps) {
  const [isOpen, setOpen] = useState(false)
  if (props.progress.figure.isCountyOnly === true) return null
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="progress-summary">By site</summary>
      {isOpen && <Rows {...props} />}
    </details>
  )
}

/** Few people are hidden, and so is what would give them back. */
function Rows({ measure, progress, sources, view: { asked, searchOf } }: SiteTableProps) {
  const { figure } = progress
  const sites = useSites()
  const sums = useSumsOfSites({ first: monthsOf(asked.year - 1).first, last: monthsOf(asked.year).last })
  if (sites === undefined || sums === undefined) return <Loading />
  const rows = shownBySite(measure, progress, { ...sources, sums }, asked)
  return (
    <table className="progress-table">
      <caption className="visually-hidden">{figure.label} by site</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">{figure.label}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ site, shown }) => (
          <tr key={site}>
            <th scope="row">
              <Link to={`/progress/measure/${measure.id}${searchOf(site)}`}>{sites.nameOf(site)}</Link>
            </th>
            <td>{figureInWords(shown, figure.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function shownBySite(
  measure: Measure,
  { figure, now }: FigureProgress,
  sources: FigureSources,
  asked: ProgressAsked,
): readonly { readonly site: string; readonly shown: Shown }[] {
  const threshold = thresholdOf(figure.sensitivity, sources.thresholds)
  const progress = sources.standing.sites.map(({ id }) => {
    const ofSite = figureProgress(measure, figure, sources, { ...asked, site: id })
    const shown = shownProgress(ofSite, asked.quarter, sources.thresholds)
    return { site: id, numerator: ofSite.now.numerator, shown: shown.now }
  })
  const parts = progress.map(({ numerator }) => numerator)
  const line = suppressLine({ parts, total: now.numerator }, threshold)
  return progress.map(({ site, shown }, index) => ({
    site,
    shown: line.parts[index] === SUPPRESSED ? SUPPRESSED : shown,
  }))
}
