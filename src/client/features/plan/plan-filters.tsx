import { linkKey } from '#domain/records/link-key.ts'
import { THEMES } from '#domain/records/vocabulary.ts'
import type { QuarterChoice } from '#domain/plan/plan-filter.ts'
import { financialYearName, type FinancialYear, QUARTERS, quarterInWords } from '#domain/time/quarter.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { type Choice, SelectField } from '#client/ui/field.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { ThemeSelect } from '#client/ui/theme-select.tsx'
import type { PlanView } from './plan-view.ts'

/** On the screens of one priority or action: whose sessions are counted, and of which year. */
export function FigureFilters({ view, planYear }: { view: PlanView; planYear: FinancialYear }) {
  return (
    <fieldset className="plan-filters no-print">
      <legend className="visually-hidden">Which figures</legend>
      <FigureChoosers view={view} planYear={planYear} />
    </fieldset>
  )
}

/** Which year's sessions are counted, and on a county tablet whose. */
function FigureChoosers({ view, planYear }: { view: PlanView; planYear: FinancialYear }) {
  const tablet = useTablet()
  const sites = useSites()
  return (
    <>
      <FiguresYear view={view} planYear={planYear} />
      {tablet.siteId === null && sites !== undefined && (
        <SiteSelect
          sites={sites.open}
          value={view.period.scope}
          none="Every site"
          onChange={(siteId) => view.change('site', siteId === null ? null : linkKey(siteId))}
        />
      )}
    </>
  )
}

/** Which year's entries are looked at. */
export function FiguresYear({ view, planYear }: { view: PlanView; planYear: FinancialYear }) {
  return (
    <SelectField
      label="Figures of"
      value={view.year === null ? 'all' : String(view.year)}
      choices={yearChoices(planYear, view)}
      onChange={(year) => view.change('year', year === String(view.thisYear) ? null : year)}
    />
  )
}

/** Which year's plan is shown, where there is more than one. */
export function PlanChooser({ view, planYear }: { view: PlanView; planYear: FinancialYear }) {
  const plans = useAuthority('plan')
  const years = [...new Set(plans?.map(({ body }) => body.year))].toSorted((a, b) => b - a)
  if (years.length < 2) return null
  return (
    <div className="no-print">
      <SelectField
        label="Plan of"
        value={String(planYear)}
        choices={years.map((year) => ({ value: String(year), label: financialYearName(year) }))}
        onChange={(year) => view.change('plan', year)}
      />
    </div>
  )
}

interface PlanFiltersProps {
  readonly view: PlanView
  readonly planYear: FinancialYear
  readonly actionsByQuarter: ReadonlyMap<QuarterChoice, number>
}

/** Everything that can be chosen on the plan's overview. Each choice takes effect at once and stands in the address. */
export function PlanFilters({ view, planYear, actionsByQuarter }: PlanFiltersProps) {
  const { theme, quarter } = view.filter
  return (
    <fieldset className="plan-filters no-print">
      <legend className="visually-hidden">What to show</legend>
      <ThemeSelect themes={THEMES} value={theme} onChange={(chosen) => view.change('theme', chosen)} />
      <SelectField
        label="Quarter"
        value={quarter ?? ''}
        choices={quarterChoices(actionsByQuarter)}
        onChange={(chosen) => view.change('quarter', chosen === '' ? null : chosen)}
      />
      <FigureChoosers view={view} planYear={planYear} />
    </fieldset>
  )
}

function quarterChoices(counts: ReadonlyMap<QuarterChoice, number>): readonly Choice[] {
  return [
    { value: '', label: 'All actions' },
    ...QUARTERS.map((quarter) => ({
      value: quarter,
      label: `${quarterInWords(quarter)} (${counts.get(quarter) ?? 0})`,
    })),
    { value: 'unprofiled', label: `No quarter in the plan (${counts.get('unprofiled') ?? 0})` },
  ]
}

/** Newest first, back to the plan's own year, and whatever other year a link asked for. */
function yearChoices(planYear: FinancialYear, { thisYear, year }: PlanView): readonly Choice[] {
  const years = new Set(year === null ? [] : [year])
  for (let each = Math.min(planYear, thisYear); each <= thisYear; each += 1) years.add(each)
  const named = [...years]
    .toSorted((a, b) => b - a)
    .map((each) => ({ value: String(each), label: financialYearName(each) }))
  return [...named, { value: 'all', label: 'All years' }]
}
