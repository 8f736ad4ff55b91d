import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Figure } from '#domain/measures/define-measure.ts'
import { figureInWords, unitInWords } from '#domain/measures/figure-words.ts'
import type { PlaceAsked } from '#domain/measures/place-asked.ts'
import type { ProgressAsked } from '#domain/measures/progress.ts'
import type { Shown } from '#domain/measures/suppression.ts'
import { type Standing, STANDING_WORDS } from '#domain/measures/target.ts'
import { financialYearName, quarterInWords } from '#domain/time/quarter.ts'
import type { Sites } from '#client/data/sites.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import './progress.css'

/** What stands in place of a screen whose figures are still being read from the tablet's disk. */
export function Loading() {
  return <output>Loading…</output>
}

/** A progress screen whose address names something there is not. */
export function NoSuchFigure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="stack">
      <PageTitle title={title} />
      <p>{children}</p>
      <p>
        <Link className="button" to="/progress">
          See all progress
        </Link>
      </p>
    </div>
  )
}

/** How a measure stands, as a word and a shape; the colour only helps to find it. */
export function StandingTag({ standing }: { standing: Standing }) {
  const { word, shape } = STANDING_WORDS[standing]
  return (
    <span className={`progress-standing progress-${standing}`}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  )
}

export function FigureNumber({ figure, shown }: { figure: Figure; shown: Shown }) {
  return (
    <>
      <b className="progress-number">{figureInWords(shown, figure.unit)}</b>
      {shown !== null && <span className="muted"> {unitInWords(figure.unit)}</span>}
    </>
  )
}

/** "The whole county", or the name of a site or an area. */
export function placeInWords({ site, area }: PlaceAsked, sites: Pick<Sites, 'nameOf'>): string {
  if (site !== null) return sites.nameOf(site)
  return area === undefined ? 'The whole county' : `The area ${area}`
}

/** "2026/27, up to Q3 · Oct–Dec". */
export function periodInWords({ year, quarter }: ProgressAsked): string {
  return `${financialYearName(year)}, up to ${quarterInWords(quarter)}`
}

interface Crumb {
  readonly to: string
  readonly label: string
}

/** The way up from a figure. */
export function Crumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label="Where this stands">
      <ol className="progress-crumbs">
        {trail.map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
