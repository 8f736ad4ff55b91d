import type { CommunityProfile, ProfileFigure } from './profile-records.ts'

/** Ages, both included; `to` is null for "and over". */
export interface Ages {
  readonly from: number
  readonly to: number | null
}

const RESIDENTS = 'residents'

/**
 * Residents of an area within some ages, added up from the bands that lie wholly inside them.
 *
 * @returns `null` when a band has no figure in this area, or no set of bands fills the ages exactly
 */
export function residentsAged(
  figures: readonly { readonly body: ProfileFigure }[],
  area: CommunityProfile,
  ages: Ages,
): number | null {
  const bands = figures
    .flatMap(({ body: { code, ages: band } }) =>
      band !== null && isInside(band, ages) ? [{ code, band }] : [],
    )
    .toSorted((a, b) => a.band.from - b.band.from)
  if (
    !fills(
      bands.map(({ band }) => band),
      ages,
    )
  )
    return null
  const counts = bands.map(({ code }) => area.figures[code])
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || typeof count !== 'number' ? null : sum + count),
    0,
  )
}

/** The same as a percentage of all residents. */
export function shareAged(
  figures: readonly { readonly body: ProfileFigure }[],
  area: CommunityProfile,
  ages: Ages,
): number | null {
  const people = residentsAged(figures, area, ages)
  const residents = area.figures[RESIDENTS]
  return people === null || typeof residents !== 'number' || residents <= 0
    ? null
    : (100 * people) / residents
}

function isInside(band: Ages, ages: Ages): boolean {
  if (band.from < ages.from) return false
  return ages.to === null || (band.to !== null && band.to <= ages.to)
}

function fills(bands: readonly Ages[], ages: Ages): boolean {
  let next: number | null = ages.from
  for (const band of bands) {
    if (band.from !== next) return false
    next = band.to === null ? null : band.to + 1
  }
  return next === (ages.to === null ? null : ages.to + 1)
}
