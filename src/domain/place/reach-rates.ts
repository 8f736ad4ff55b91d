import type { CommunityProfile } from './profile-records.ts'

type NamedProfile = { readonly body: CommunityProfile }

/**
 * Attendances per 1,000 residents of each site that has a community and any session.
 *
 * @param bySite attendances of the sites that logged any session
 */
export function ratesBySite(
  bySite: ReadonlyMap<string, number>,
  profiles: readonly NamedProfile[],
): ReadonlyMap<string, number> {
  return new Map(
    profiles.flatMap(({ body }): [string, number][] => {
      const attendance = body.siteId === null ? undefined : bySite.get(body.siteId)
      const residents = body.figures['residents']
      if (attendance === undefined || typeof residents !== 'number' || residents <= 0) return []
      return [[body.siteId ?? '', (1000 * attendance) / residents]]
    }),
  )
}

const IN_MOST_DEPRIVED_FIFTH = 'imd2025_pct_residents_in_most_deprived_20pct'

/** How attendance in the communities that hold a most deprived neighbourhood compares with all of them. */
export interface ReachGap {
  /** Communities with residents in England's most deprived fifth, and those of all with any session. */
  readonly priorityPlaces: number
  readonly places: number
  readonly priorityPerThousand: number
  readonly perThousand: number
  /** The first rate divided by the second; 1 or more is the aim. */
  readonly ratio: number
}

/** @returns `null` when there is nothing to compare: no attendance, or no such community among those with sessions */
export function reachGap(
  bySite: ReadonlyMap<string, number>,
  profiles: readonly NamedProfile[],
): ReachGap | null {
  const places = profiles.flatMap(({ body }) => {
    const came = body.siteId === null ? undefined : bySite.get(body.siteId)
    const residents = body.figures['residents']
    if (came === undefined || typeof residents !== 'number') return []
    return [{ came, residents, isPriority: Number(body.figures[IN_MOST_DEPRIVED_FIFTH]) > 0 }]
  })
  const priority = places.filter(({ isPriority }) => isPriority)
  const [perThousand, priorityPerThousand] = [rateOf(places), rateOf(priority)]
  if (!perThousand || priorityPerThousand === null) return null
  return {
    priorityPlaces: priority.length,
    places: places.length,
    priorityPerThousand,
    perThousand,
    ratio: priorityPerThousand / perThousand,
  }
}

function rateOf(places: readonly { readonly came: number; readonly residents: number }[]): number | null {
  const residents = places.reduce((sum, place) => sum + place.residents, 0)
  return residents <= 0 ? null : (1000 * places.reduce((sum, place) => sum + place.came, 0)) / residents
}
