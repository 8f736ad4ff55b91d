import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { type AreaFile, onMap } from '#domain/place/area-file.ts'
import { daysOf } from '#domain/place/reach-period.ts'
import { readMapTheme, themeSourceId } from '#domain/place/area-shades.ts'
import { contactsByArea } from '#domain/place/reach-away.ts'
import { ratesBySite } from '#domain/place/reach-rates.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useProfiles } from '#client/data/profiles.ts'
import { useReachSums } from '#client/data/reach-sums.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { AreaMap } from './area-map.tsx'
import type { MapMark } from './map-drawing.tsx'

interface MapPartProps {
  readonly file: AreaFile
  /** Null for the county, and for a site without a community. */
  readonly siteId: string | null
  readonly siteName: string
  nameOf(siteId: string): string
}

/** The map with what this tablet's own records say of the last 12 months. */
export function MapPart({ file, siteId, siteName, nameOf }: MapPartProps) {
  const { clock, siteId: ownId } = useTablet()
  const [params] = useSearchParams()
  // A year of a county is much to read for a shade that is not shown.
  const theme = readMapTheme(params.get('map'))
  const period = { scope: ownId, ...daysOf('twelve-months', clock.today()) }
  const sites = useAuthority('site')
  const profiles = useProfiles(null)
  const reached = useReachSums(theme === 'outreach' || theme === 'reach' ? period : null)
  const own = useMemo(
    () => ({
      outreachByArea: contactsByArea(reached?.away.met ?? []),
      rateBySite: ratesBySite(reached?.bySite ?? new Map(), profiles ?? []),
    }),
    [reached, profiles],
  )
  const marks = useMemo(() => marksOf(file, sites ?? [], siteId), [file, sites, siteId])
  const source = useAuthority('data-source')?.find(({ id }) => id === themeSourceId(file, theme))?.body
  return (
    <AreaMap
      file={file}
      siteId={siteId}
      siteName={siteName}
      marks={marks}
      own={own}
      nameOf={nameOf}
      source={source === undefined ? null : `${source.title}, ${source.date}`}
    />
  )
}

/** The libraries of the map; on the map of one community its own library has its name. */
function marksOf(file: AreaFile, sites: readonly Held<'site'>[], siteId: string | null): readonly MapMark[] {
  return sites.flatMap(({ id, body }) => {
    const { latitude, longitude, name } = body
    if (latitude === null || longitude === null || !file.libraries.includes(id)) return []
    return [{ at: onMap(file.map, { latitude, longitude }), name: id === siteId ? name : null }]
  })
}
