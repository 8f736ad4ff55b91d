import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { Figure, Measure } from '#domain/measures/define-measure.ts'
import { figureInWords } from '#domain/measures/figure-words.ts'
import { areaNames, isIn, type PlaceAsked } from '#domain/measures/place-asked.ts'
import { shownPlaces } from '#domain/measures/shown-places.ts'
import type { Shown } from '#domain/measures/suppression.ts'
import { monthsOf, QUARTERS } from '#domain/time/quarter.ts'
import { type FigureSources, useSumsOfPlaces } from '#client/data/figures.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { Loading } from './progress-parts.tsx'
import type { ProgressView } from './progress-view.ts'

interface PlaceTableProps {
  readonly measure: Measure
  readonly figure: Figure
  readonly sources: FigureSources
  readonly view: ProgressView
}

/** The figure of the county or an area by its areas and sites, read once somebody asks. */
export function PlaceTable(props: PlaceTableProps) {
  const [isOpen, setOpen] = useState(false)
  if (props.figure.isCountyOnly === true) return null
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="progress-summary">By area and site</summary>
      {isOpen && (props.sources.told === null ? <OwnRows {...props} /> : <ToldRows {...props} />)}
    </details>
  )
}

interface PlaceRow {
  readonly place: PlaceAsked
  readonly shown: Shown
}

/** Few people are hidden, and so is what would give them back. */
function OwnRows(props: PlaceTableProps) {
  const { measure, figure, sources, view } = props
  const { standing, thresholds } = sources
  const { year, quarter, today } = view.asked
  const span = { first: monthsOf(year - 2).first, last: monthsOf(year).last }
  const sums = useSumsOfPlaces(span, standing)
  const rows = useMemo(() => {
    if (sums === undefined) return undefined
    const places = shownPlaces(measure, figure, { sums, standing, thresholds }, { year, today })
    return places.map(({ place, shown }) => ({
      place,
      shown: shown.toDate[QUARTERS.indexOf(quarter)] ?? null,
    }))
  }, [measure, figure, sums, standing, thresholds, year, quarter, today])
  return rows === undefined ? <Loading /> : <Rows {...props} rows={rows} />
}

/** The same as the server told it. */
function ToldRows(props: PlaceTableProps) {
  const { measure, figure, sources, view } = props
  const { sites, areas } = sources.standing
  const places: readonly PlaceAsked[] = [
    ...areaNames(areas).map((area) => ({ site: null, area })),
    ...sites.map(({ id }) => ({ site: id, area: undefined })),
  ]
  const rows = places.map((place) => ({
    place,
    shown: sources.view(measure, figure, { ...view.asked, ...place }).shown.now,
  }))
  return <Rows {...props} rows={rows} />
}

function Rows({
  measure,
  figure,
  sources,
  view,
  rows,
}: PlaceTableProps & { readonly rows: readonly PlaceRow[] }) {
  const { asked, searchOf } = view
  const sites = useSites()
  if (sites === undefined) return <Loading />
  const { areas } = sources.standing
  const within = rows.filter(({ place: { site, area } }) =>
    site === null ? asked.area === undefined && area !== undefined : isIn(areas, asked, site),
  )
  return (
    <table className="progress-table">
      <caption className="visually-hidden">{figure.label} by area and site</caption>
      <thead>
        <tr>
          <th scope="col">Area or site</th>
          <th scope="col">{figure.label}</th>
        </tr>
      </thead>
      <tbody>
        {within.map(({ place, shown }) => (
          <tr key={place.site ?? place.area}>
            <th scope="row">
              <Link to={`/progress/measure/${measure.id}${searchOf(place)}`}>{nameOf(place, sites)}</Link>
            </th>
            <td>{figureInWords(shown, figure.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function nameOf({ site, area }: PlaceAsked, sites: Sites): string {
  return site === null ? `Area: ${area ?? ''}` : sites.nameOf(site)
}
