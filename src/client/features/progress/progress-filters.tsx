import { THEMES } from '#domain/records/vocabulary.ts'
import { financialYearName, financialYearOf, QUARTERS, quarterInWords } from '#domain/time/quarter.ts'
import { useSites } from '#client/data/sites.ts'
import { SelectField } from '#client/ui/field.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { ThemeSelect } from '#client/ui/theme-select.tsx'
import type { ProgressView } from './progress-view.ts'

const YEARS_OFFERED = 5

interface ProgressFiltersProps {
  readonly view: ProgressView
  /** True where priorities are listed, which can be narrowed to a theme. */
  readonly hasThemes?: boolean
}

/** Whose figures, of which year, up to which quarter. Each choice takes effect at once. */
export function ProgressFilters({ view, hasThemes = false }: ProgressFiltersProps) {
  const sites = useSites()
  const { site, year, quarter, today } = view.asked
  const thisYear = financialYearOf(today)
  const years = Array.from({ length: YEARS_OFFERED }, (_, ago) => thisYear - ago)
  const offered = years.includes(year) ? years : [...years, year]
  return (
    <fieldset className="progress-filters no-print">
      <legend className="visually-hidden">Which figures</legend>
      {view.mayChooseSite && sites !== undefined && (
        <SiteSelect
          sites={sites.open}
          value={site}
          none="The whole county"
          onChange={(id) => view.change('site', id)}
        />
      )}
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
