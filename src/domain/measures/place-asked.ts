import type { Site } from '../place/site.ts'
import type { Named } from '../plan/plan-tree.ts'
import { EVERYWHERE } from './month-sums.ts'

/** Whose figures are asked for: one site's, those of the sites of an area, or the whole county's. */
export interface PlaceAsked {
  /** Null for the whole county, or an area of it. */
  readonly site: string | null
  /** The district that sites stand in, as their records name it; left out for the whole county. */
  readonly area?: string | undefined
}

/** The area of each site that stands in one, closed sites too. */
export type AreasOfSites = ReadonlyMap<string, string>

const AREA = 'area:'

export function isWholeCounty({ site, area }: PlaceAsked): boolean {
  return site === null && area === undefined
}

/** What a place's sums and figures are kept under: a site's id, its name after `area:`, or {@link EVERYWHERE}. */
export function placeKey({ site, area }: PlaceAsked): string {
  return site ?? (area === undefined ? EVERYWHERE : `${AREA}${area}`)
}

export function areasOfSites(sites: readonly Named<Pick<Site, 'districtName'>>[]): AreasOfSites {
  return new Map(
    sites.flatMap(({ id, body: { districtName } }) =>
      districtName === null || districtName === '' ? [] : [[id, districtName]],
    ),
  )
}

/** Every area there is, by name. */
export function areaNames(areas: AreasOfSites): readonly string[] {
  return [...new Set(areas.values())].toSorted((a, b) => a.localeCompare(b, 'en-GB'))
}

/** Whether a site is, or stands in, the place asked for. */
export function isIn(areas: AreasOfSites, { site, area }: PlaceAsked, siteId: string): boolean {
  if (site !== null) return siteId === site
  return area === undefined || areas.get(siteId) === area
}
