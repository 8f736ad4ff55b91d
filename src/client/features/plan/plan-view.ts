import { useSearchParams } from 'react-router'
import { siteInLink } from '#domain/records/link-key.ts'
import { type PlanFilter, readQuarterChoice, readTheme } from '#domain/plan/plan-filter.ts'
import { type FinancialYear, financialYearName, financialYearOf, monthsOf } from '#domain/time/quarter.ts'
import type { SupportPeriod } from '#client/data/plan-support.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

/** What a plan screen shows, as its address says it, so that links and the way back keep it. */
export interface PlanView {
  readonly filter: PlanFilter
  /** The year whose sessions are counted, by its first calendar year; null counts every year. */
  readonly year: FinancialYear | null
  /** The year it is now. */
  readonly thisYear: FinancialYear
  /** The year whose plan is shown: the one in force unless the address names another. */
  readonly planYear: FinancialYear
  /** Which entries are counted: one site's, or everything on this tablet. */
  readonly period: SupportPeriod
  /** The search part of the address, for links to other plan screens. */
  readonly search: string
  /** Changes one thing the address says; null takes it out. */
  change(name: 'theme' | 'quarter' | 'year' | 'site' | 'plan' | 'on', value: string | null): void
}

const EVERY_MONTH = { first: '0000-01', last: '9999-12' }

export function usePlanView(): PlanView {
  const tablet = useTablet()
  const [params, setParams] = useSearchParams()
  const thisYear = financialYearOf(tablet.clock.today())
  const year = readYear(params.get('year'), thisYear)
  const search = searchOf(params)
  return {
    filter: { theme: readTheme(params.get('theme')), quarter: readQuarterChoice(params.get('quarter')) },
    year,
    thisYear,
    planYear: readYear(params.get('plan'), thisYear) ?? thisYear,
    period: {
      scope: siteInLink(tablet.siteId, params.get('site')),
      ...(year === null ? EVERY_MONTH : monthsOf(year)),
    },
    search,
    change: (name, value) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === null) next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: true },
      )
    },
  }
}

/** What goes along to other plan screens: everything but the day that the board alone is shown as of. */
function searchOf(params: URLSearchParams): string {
  const along = new URLSearchParams(params)
  along.delete('on')
  const search = along.toString()
  return search === '' ? '' : `?${search}`
}

function readYear(text: string | null, thisYear: FinancialYear): FinancialYear | null {
  if (text === 'all') return null
  return text !== null && /^20\d{2}$/.test(text) ? Number(text) : thisYear
}

/** "2026/27", or "all years together". */
export function yearInWords(year: FinancialYear | null): string {
  return year === null ? 'all years together' : financialYearName(year)
}
