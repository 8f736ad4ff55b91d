import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import {
  type ComparedAreas,
  type Comparison,
  countyAreas,
  type ProfileGroup,
  profileGroups,
  siteAreas,
  yardstick,
} from '#domain/place/compare-profiles.ts'
import { editionsOf, profilesOf } from '#domain/place/profile-editions.ts'
import { type ResidentsByBand, residentsByBand } from '#domain/place/participation.ts'
import { profileSentences } from '#domain/place/profile-words.ts'
import type { CommunityProfile, DataSource } from '#domain/place/profile-records.ts'
import { type SimilarSite, similarSites } from '#domain/place/similar-sites.ts'
import type { Site } from '#domain/place/site.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

/** What the place screen shows of one site, or of the whole county. */
export interface PlaceView {
  /** Null when the screen is about the whole county. */
  readonly site: { readonly id: string; readonly body: Site } | null
  /** True for a site that serves the whole county, so that no community of its own is estimated. */
  readonly hasNoCommunity: boolean
  /** The profile shown; null while this tablet holds none. */
  readonly areas: ComparedAreas | null
  /** The area it is compared with. */
  readonly other: CommunityProfile | null
  /** Sites with a community like this one's, the most alike first. */
  readonly similar: readonly SimilarSite[]
  /** Names of newer figures that were taken in, newest first. */
  readonly editions: readonly string[]
  readonly groups: readonly ProfileGroup[]
  readonly sentences: readonly string[]
  readonly sources: ReadonlyMap<string, DataSource>
  /** Those who live in the area shown, by the ages attendance is set against; null while there is no profile. */
  readonly residents: ResidentsByBand | null
}

/** The reference records that the screen is made of. */
interface PlaceRecords {
  readonly sites: readonly Held<'site'>[]
  readonly profiles: readonly Held<'community-profile'>[]
  readonly figures: readonly Held<'profile-figure'>[]
  readonly sources: readonly Held<'data-source'>[]
}

/** @param siteId null, or a site the tablet does not know, for the whole county */
export function placeViewOf(
  { sites, profiles, figures, sources }: PlaceRecords,
  siteId: string | null,
  comparison: Comparison = 'county',
): Omit<PlaceView, 'editions'> {
  const site = sites.find(({ id }) => id === siteId) ?? null
  const own = site === null ? null : siteAreas(site, profiles)
  const areas = own ?? countyAreas(profiles)
  const other = areas === null ? null : yardstick(areas, comparison, profiles)
  return {
    site,
    hasNoCommunity: site !== null && own === null,
    areas,
    other,
    similar: own === null || site === null ? [] : similarSites(site.id, sites, profiles),
    groups: areas === null ? [] : profileGroups(figures, areas, other),
    sentences: areas === null ? [] : profileSentences(figures, areas, other),
    sources: new Map(sources.map(({ id, body }) => [id, body])),
    residents: areas === null ? null : residentsByBand(figures, areas.here),
  }
}

/** `undefined` until read from the tablet's disk. */
export function usePlaceView(
  siteId: string | null,
  { compared, edition }: { readonly compared: string; readonly edition: string | null },
): PlaceView | undefined {
  const sites = useAuthority('site')
  // Each of them is read once: they are what the screen waits for.
  const held = useAuthority('community-profile')
  const newer = useAuthority('area-figure')
  const figures = useAuthority('profile-figure')
  const sources = useAuthority('data-source')
  return useMemo(() => {
    if (!sites || !held || !newer || !figures || !sources) return undefined
    const editions = editionsOf([...held, ...newer])
    const profiles = profilesOf(held, edition, editions)
    const view = placeViewOf({ sites, profiles, figures, sources }, siteId, readComparison(compared))
    return { ...view, editions }
  }, [sites, held, newer, figures, sources, siteId, compared, edition])
}

/** Which site the screen is about, and on a county tablet the way to choose another. */
export function useChosenSite(): {
  readonly siteId: string | null
  readonly mayChoose: boolean
  readonly choose: (siteId: string | null) => void
} {
  const tablet = useTablet()
  const [params, setParams] = useSearchParams()
  return {
    siteId: siteInLink(tablet.siteId, params.get('site')),
    mayChoose: tablet.siteId === null,
    choose: (siteId) =>
      setParams(withParam('site', siteId === null ? null : linkKey(siteId)), { replace: true }),
  }
}

/** The address with one thing changed; null takes it out. */
export function withParam(name: string, value: string | null) {
  return (before: URLSearchParams): URLSearchParams => {
    const next = new URLSearchParams(before)
    if (value === null) next.delete(name)
    else next.set(name, value)
    return next
  }
}

/** What the address says the area is compared with; a site by the key of its id. */
function readComparison(text: string): Comparison {
  if (text === 'district' || text === 'england') return text
  return text === '' || text === 'county' ? 'county' : { siteId: `site/${text}` }
}
