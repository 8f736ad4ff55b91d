import { useSearchParams } from 'react-router'
import type { ProgressAsked } from '#domain/measures/progress.ts'
import type { PlaceAsked } from '#domain/measures/place-asked.ts'
import { readTheme } from '#domain/plan/plan-filter.ts'
import { linkToPlace, placeInLink } from '#domain/records/link-key.ts'
import type { Theme } from '#domain/records/vocabulary.ts'
import { financialYearOf, type Quarter, QUARTERS, quarterOf } from '#domain/time/quarter.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

/** What a progress screen shows, as its address says it, so that links and the way back keep it. */
export interface ProgressView {
  readonly asked: ProgressAsked
  /** The search part of the address, for links to other progress screens. */
  readonly search: string
  /** Only the priorities with a promise under it; null for all. */
  readonly theme: Theme | null
  /** The same for another place. */
  searchOf(place: PlaceAsked): string
  /** Changes one thing the address says; null takes it out. */
  change(name: 'year' | 'quarter' | 'theme', value: string | null): void
  changePlace(place: PlaceAsked): void
}

export function useProgressView(): ProgressView {
  const tablet = useTablet()
  const [params, setParams] = useSearchParams()
  const today = tablet.clock.today()
  const year = readYear(params.get('year')) ?? financialYearOf(today)
  const quarter =
    readQuarter(params.get('quarter')) ?? (year === financialYearOf(today) ? quarterOf(today) : 'Q4')
  const search = params.toString()
  const changed = (
    before: URLSearchParams,
    named: Readonly<Record<string, string | null>>,
  ): URLSearchParams => {
    const next = new URLSearchParams(before)
    for (const [name, value] of Object.entries(named)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    return next
  }
  const change = (named: Readonly<Record<string, string | null>>): void =>
    setParams((before) => changed(before, named), { replace: true })
  return {
    asked: {
      ...placeInLink(tablet.siteId, { site: params.get('site'), area: params.get('area') }),
      year,
      quarter,
      today,
    },
    search: search === '' ? '' : `?${search}`,
    theme: readTheme(params.get('theme')),
    searchOf: (place) => `?${changed(params, linkToPlace(tablet.siteId, place)).toString()}`,
    change: (name, value) => change({ [name]: value }),
    changePlace: (place) => change(linkToPlace(tablet.siteId, place)),
  }
}

function readYear(text: string | null): number | null {
  return text !== null && /^20\d{2}$/.test(text) ? Number(text) : null
}

function readQuarter(text: string | null): Quarter | null {
  return QUARTERS.find((quarter) => quarter === text) ?? null
}
