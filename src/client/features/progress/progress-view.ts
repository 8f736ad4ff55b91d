import { useSearchParams } from 'react-router'
import type { ProgressAsked } from '#domain/measures/progress.ts'
import { readTheme } from '#domain/plan/plan-filter.ts'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import type { Theme } from '#domain/records/vocabulary.ts'
import { financialYearOf, type Quarter, QUARTERS, quarterOf } from '#domain/time/quarter.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

/** What a progress screen shows, as its address says it, so that links and the way back keep it. */
export interface ProgressView {
  readonly asked: ProgressAsked
  /** True on a county tablet, which holds every site. */
  readonly mayChooseSite: boolean
  /** The search part of the address, for links to other progress screens. */
  readonly search: string
  /** Only the priorities with a promise under it; null for all. */
  readonly theme: Theme | null
  /** The same for one site. */
  searchOf(site: string): string
  /** Changes one thing the address says; null takes it out. */
  change(name: 'site' | 'year' | 'quarter' | 'theme', value: string | null): void
}

export function useProgressView(): ProgressView {
  const tablet = useTablet()
  const [params, setParams] = useSearchParams()
  const today = tablet.clock.today()
  const year = readYear(params.get('year')) ?? financialYearOf(today)
  const quarter =
    readQuarter(params.get('quarter')) ?? (year === financialYearOf(today) ? quarterOf(today) : 'Q4')
  const search = params.toString()
  return {
    asked: { site: siteInLink(tablet.siteId, params.get('site')), year, quarter, today },
    mayChooseSite: tablet.siteId === null,
    search: search === '' ? '' : `?${search}`,
    theme: readTheme(params.get('theme')),
    searchOf: (site) => `?${new URLSearchParams([...params, ['site', linkKey(site)]])}`,
    change: (name, value) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === null) next.delete(name)
          else next.set(name, name === 'site' ? linkKey(value) : value)
          return next
        },
        { replace: true },
      )
    },
  }
}

function readYear(text: string | null): number | null {
  return text !== null && /^20\d{2}$/.test(text) ? Number(text) : null
}

function readQuarter(text: string | null): Quarter | null {
  return QUARTERS.find((quarter) => quarter === text) ?? null
}
