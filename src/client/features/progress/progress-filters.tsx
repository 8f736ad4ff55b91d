import { placeKey, type PlaceAsked } from '#domain/measures/place-asked.ts'
import { THEMES } from '#domain/records/vocabulary.ts'
import { financialYearName, financialYearOf, QUARTERS, quarterInWords } from '#domain/time/quarter.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { SelectField } from '#client/ui/field.tsx'
import { ThemeSelect } from '#client/ui/theme-select.tsx'
import type { ProgressView } from './progress-view.ts'

const YEARS_OFFERED = 5

interface ProgressFiltersProps {
  readonly view: ProgressView
  /** True where priorities are listed, which can be narrowed to a theme. */
  readonly hasThemes?: boolean
  /** False on screens about the county alone. */
  readonly hasPlaces?: boolean
}

/** Whose figures, of which year, up to which quarter. Each choice takes effect at once. */
export function ProgressFilters({ view, hasThemes = false, hasPlaces = true }: ProgressFiltersProps) {
  const sites = useSites()
  const { year, quarter, today } = view.asked
  const thisYear = financialYearOf(today)
  const years = Array.from({ length: YEARS_OFFERED }, (_, ago) => thisYear - ago)
  const offered = years.includes(year) ? years : [...years, year]
  return (
    <fieldset className="progress-filters no-print">
      <legend className="visually-hidden">Which figures</legend>
      {hasPlaces && sites !== undefined && <PlaceSelect view={view} sites={sites} />}
      {hasThemes && (
        <ThemeSelect themes={THEMES} value={view.theme} onChange={(chosen) => view.change('theme', chosen)} />
      )}
      <SelectField
        label="Year"
        value={String(year)}
        choices={offered.map((one) => ({ value: String(one), label: financialYearName(one) }))}
        onChange={(chosen) => view.change('year', chosen)}
      />
      <SelectField
        label="Up to the end of"
        value={quarter}
        choices={QUARTERS.map((one) => ({ value: one, label: quarterInWords(one) }))}
        onChange={(chosen) => view.change('quarter', chosen)}
      />
    </fieldset>
  )
}

/** The county, its areas and its sites. */
function PlaceSelect({ view, sites }: { readonly view: ProgressView; readonly sites: Sites }) {
  const places: readonly { readonly place: PlaceAsked; readonly label: string }[] = [
    { place: { site: null }, label: 'The whole county' },
    ...sites.areas.map((area) => ({ place: { site: null, area }, label: `Area: ${area}` })),
    ...sites.open.map(({ id, name }) => ({ place: { site: id }, label: name })),
  ]
  return (
    <SelectField
      label="Site or area"
      value={placeKey(view.asked)}
      choices={places.map(({ place, label }) => ({ value: placeKey(place), label }))}
      onChange={(chosen) => {
        const found = places.find(({ place }) => placeKey(place) === chosen)
        if (found !== undefined) view.changePlace(found.place)
      }}
    />
  )
}
