import type { CommunityProfile } from './profile-records.ts'
import type { Site } from './site.ts'

/** One respect in which two places are alike, with both figures. */
export interface Likeness {
  readonly what: string
  readonly here: string
  readonly there: string
}

/** A site whose community is like another's, with the respects in which it is most alike. */
export interface SimilarSite {
  readonly siteId: string
  readonly name: string
  readonly reasons: readonly Likeness[]
  /** The respect in which the two differ most; null when they are alike in all. */
  readonly but: Likeness | null
}

interface Place {
  readonly siteId: string
  readonly name: string
  readonly values: readonly (number | null)[]
}

interface Respect {
  readonly what: string
  readonly valueOf: (
    site: Pick<Site, 'staffedHoursPerWeek'>,
    profile: CommunityProfile,
  ) => number | null | undefined | string
  /** Sizes are compared by how many times the one is the other, so that a small library has small ones beside it. */
  readonly isSize: boolean
  readonly inWords: (value: number) => string
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

const RESPECTS: readonly Respect[] = [
  {
    what: 'residents',
    valueOf: (_, { figures }) => figures['residents'],
    isSize: true,
    inWords: (value) => whole.format(value),
  },
  {
    what: 'staffed hours a week',
    valueOf: ({ staffedHoursPerWeek }) => staffedHoursPerWeek,
    isSize: true,
    inWords: (value) => tenths.format(value),
  },
  {
    what: 'mean deprivation score',
    valueOf: (_, { figures }) => figures['imd2025_mean_score'],
    isSize: false,
    inWords: (value) => tenths.format(value),
  },
  {
    what: '% living in the country',
    valueOf: (_, { figures }) => figures['ruc2021_pct_residents_rural'],
    isSize: false,
    inWords: (value) => whole.format(value),
  },
  {
    what: '% under 16',
    valueOf: (_, { figures }) => figures['pct_age_0_15'],
    isSize: false,
    inWords: (value) => tenths.format(value),
  },
  {
    what: '% 65 and over',
    valueOf: (_, { figures }) => figures['pct_age_65_plus'],
    isSize: false,
    inWords: (value) => tenths.format(value),
  },
]

/** Two places are alike in a respect that differs by no more than this part of how much places differ in it. */
const ALIKE = 0.6

type NamedSite = { readonly id: string; readonly body: Pick<Site, 'name' | 'status' | 'staffedHoursPerWeek'> }
type NamedProfile = { readonly body: CommunityProfile }

/**
 * The open sites whose community is most like a site's, by size, staffed hours, deprivation, rurality and age,
 * each counting alike. They are for comparison and say nothing of who does better.
 *
 * @returns none for a site without a community
 */
export function similarSites(
  siteId: string,
  sites: readonly NamedSite[],
  profiles: readonly NamedProfile[],
  most = 4,
): readonly SimilarSite[] {
  const places = placesOf(sites, profiles)
  const here = places.find((place) => place.siteId === siteId)
  if (here === undefined) return []
  const spreads = RESPECTS.map((_, respect) => spreadOf(places, respect))
  const differences = (there: Place) =>
    RESPECTS.map((_, respect) => differenceOf(here, there, respect, spreads[respect] ?? 0))
  return places
    .filter((place) => place.siteId !== siteId)
    .map((place) => ({ place, apart: differences(place) }))
    .toSorted((a, b) => distanceOf(a.apart) - distanceOf(b.apart) || a.place.name.localeCompare(b.place.name))
    .slice(0, most)
    .map(({ place, apart }) => {
      const ordered = [...apart.entries()]
        .flatMap(([respect, by]) => (by === null ? [] : [{ respect, by }]))
        .toSorted((a, b) => a.by - b.by)
      const alike = ordered.filter(({ by }) => by <= ALIKE).slice(0, 3)
      const last = ordered.at(-1)
      return {
        siteId: place.siteId,
        name: place.name,
        reasons: alike.flatMap(({ respect }) => likeness(here, place, respect)),
        but: last === undefined || last.by <= ALIKE ? null : (likeness(here, place, last.respect)[0] ?? null),
      }
    })
}

function placesOf(sites: readonly NamedSite[], profiles: readonly NamedProfile[]): readonly Place[] {
  return sites.flatMap(({ id, body }) => {
    const profile = profiles.find((one) => one.body.siteId === id)?.body
    if (profile === undefined || body.status !== 'open') return []
    const values = RESPECTS.map(({ valueOf }) => {
      const value = valueOf(body, profile)
      return typeof value === 'number' ? value : null
    })
    return [{ siteId: id, name: body.name, values }]
  })
}

function scaled(place: Place, respect: number): number | null {
  const value = place.values[respect] ?? null
  if (value === null || RESPECTS[respect]?.isSize !== true) return value
  return value > 0 ? Math.log(value) : null
}

/** The standard deviation over all places. */
function spreadOf(places: readonly Place[], respect: number): number {
  const values = places.flatMap((place) => scaled(place, respect) ?? [])
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

function differenceOf(a: Place, b: Place, respect: number, spread: number): number | null {
  const [one, other] = [scaled(a, respect), scaled(b, respect)]
  if (one === null || other === null) return null
  return spread === 0 ? 0 : Math.abs(one - other) / spread
}

function distanceOf(differences: readonly (number | null)[]): number {
  const known = differences.flatMap((by) => by ?? [])
  return known.length === 0 ? Infinity : known.reduce((sum, by) => sum + by ** 2, 0) / known.length
}

function likeness(here: Place, there: Place, respect: number): readonly Likeness[] {
  const [one, other] = [here.values[respect] ?? null, there.values[respect] ?? null]
  const about = RESPECTS[respect]
  if (about === undefined || one === null || other === null) return []
  return [{ what: about.what, here: about.inWords(one), there: about.inWords(other) }]
}

/** "7,210 residents (here 6,904)". */
export function likenessInWords({ what, here, there }: Likeness): string {
  return `${there} ${what} (here ${here})`
}
