import { residentsAged } from '../place/people-by-age.ts'
import type { CommunityProfile } from '../place/profile-records.ts'
import type { Named } from '../plan/plan-tree.ts'
import type { BodyOf } from '../records/registry.ts'
import { daysBetween, type LocalDate, localDate } from '../time/local-date.ts'
import type { FromLists } from './amount.ts'
import { isIn, type PlaceAsked } from './place-asked.ts'
import type { Asked, KeptBy, Standing } from './standing.ts'

const MINUTES = 60
const DAYS = 7

/** The profile of the site asked for, of the area, or the county's. */
function profileFor({ profiles }: Standing, { site, area }: PlaceAsked): CommunityProfile | null {
  const found = profiles.find(({ body: { areaType, siteId, areaName } }) => {
    if (site !== null) return areaType === 'catchment' && siteId === site
    return area === undefined ? areaType === 'county' : areaType === 'district' && areaName === area
  })
  return found?.body ?? null
}

const COUNTY: PlaceAsked = { site: null }

function numberIn(profile: CommunityProfile | null, code: string): number | null {
  const value = profile?.figures[code] ?? null
  return typeof value === 'number' ? value : null
}

/** A figure of the profile of the site, of the area or of the county. */
export function profileAmount(code: string, words: string): FromLists {
  return { take: 'lists', words, read: (standing, asked) => numberIn(profileFor(standing, asked), code) }
}

export function residentsAmount(
  words: string,
  ages?: { readonly from: number; readonly to: number },
): FromLists {
  return {
    take: 'lists',
    words,
    read: (standing, asked) => {
      const profile = profileFor(standing, asked)
      if (ages === undefined) return numberIn(profile, 'residents')
      return profile === null ? null : residentsAged(standing.profileFigures, profile, ages)
    },
  }
}

/** Whether a site's local community holds a neighbourhood of England's most deprived fifth. */
export function isPriorityPlace(standing: Standing, siteId: string): boolean {
  const share = numberIn(
    profileFor(standing, { site: siteId }),
    'imd2025_pct_residents_in_most_deprived_20pct',
  )
  return share !== null && share > 0
}

/** The part of the county's residents who live round such sites; null where profiles do not say. */
export function shareInPriorityPlaces(standing: Standing): number | null {
  const all = numberIn(profileFor(standing, COUNTY), 'residents')
  const here = standing.sites
    .filter(({ id }) => isPriorityPlace(standing, id))
    .map(({ id }) => numberIn(profileFor(standing, { site: id }), 'residents') ?? 0)
    .reduce((sum, people) => sum + people, 0)
  return all === null || all === 0 || here === 0 ? null : here / all
}

/** Whether the neighbourhood a library stands in is rural. */
export function isRural(standing: Standing, siteId: string): boolean {
  const ruralness = profileFor(standing, { site: siteId })?.figures['library_lsoa_ruc2021'] ?? null
  return typeof ruralness === 'string' && ruralness.toLowerCase().includes('rural')
}

export function isBranch({ sites }: Standing, siteId: string): boolean {
  return sites.some(({ id, body }) => id === siteId && body.type === 'library')
}

export function hasPremises({ sites }: Standing, siteId: string): boolean {
  return sites.some(({ id, body }) => id === siteId && body.type !== 'home-library-service')
}

/** How many sites of a sort there are; 1 or 0 for one site. */
export function sitesAmount(words: string, is: (standing: Standing, siteId: string) => boolean): FromLists {
  return { take: 'lists', words, read: (standing, asked) => sitesAsked(standing, asked, is).length }
}

function sitesAsked(
  standing: Standing,
  asked: Asked,
  is: (standing: Standing, siteId: string) => boolean,
): readonly Named<Standing['sites'][number]['body']>[] {
  return standing.sites.filter(({ id }) => isIn(standing.areas, asked, id) && is(standing, id))
}

type Hours = KeptBy<BodyOf<'access-profile'>>

/** The opening hours that hold at a site on a day: those that began last, of those that have begun and not ended. */
function hoursOn(standing: Standing, siteId: string, day: LocalDate): Hours | null {
  const held = standing.openingHours.filter(
    ({ scope, body }) =>
      scope === siteId && body.fromDay <= day && (body.untilDay === null || body.untilDay >= day),
  )
  return (
    held.toSorted((a, b) => b.body.fromDay.localeCompare(a.body.fromDay) || b.id.localeCompare(a.id))[0] ??
    null
  )
}

function minutesIn(week: Readonly<Record<string, number>> | null | undefined): number {
  return Object.values(week ?? {}).reduce((sum, minutes) => sum + minutes, 0)
}

/** Minutes a week with staff and without; null where nobody has said. What the site's own record says holds until hours are kept. */
function weekAt(
  standing: Standing,
  siteId: string,
  day: LocalDate,
): { readonly staffed: number; readonly unstaffed: number; readonly hasOpenPlus: boolean } | null {
  const hours = hoursOn(standing, siteId, day)
  if (hours !== null) {
    const { staffed, unstaffed, hasOpenPlus } = hours.body
    return { staffed: minutesIn(staffed), unstaffed: minutesIn(unstaffed), hasOpenPlus: hasOpenPlus === true }
  }
  const site = standing.sites.find(({ id }) => id === siteId)?.body
  if (site === undefined || site.hoursPerWeek === null) return null
  const open = Math.round(site.hoursPerWeek * MINUTES)
  const staffed = Math.round((site.staffedHoursPerWeek ?? site.hoursPerWeek) * MINUTES)
  return { staffed, unstaffed: open - staffed, hasOpenPlus: open > staffed }
}

function overSites(
  standing: Standing,
  asked: Asked,
  of: (week: NonNullable<ReturnType<typeof weekAt>>) => number,
): number | null {
  const weeks = sitesAsked(standing, asked, () => true).flatMap(
    ({ id }) => weekAt(standing, id, asked.asOf) ?? [],
  )
  return weeks.length === 0 ? null : weeks.reduce((sum, week) => sum + of(week), 0)
}

export const unstaffedWeek: FromLists = {
  take: 'lists',
  words: 'Hours open without staff in the week it stands at',
  read: (standing, asked) => hoursOf(overSites(standing, asked, ({ unstaffed }) => unstaffed)),
}

export const openWeek: FromLists = {
  take: 'lists',
  words: 'All hours open in that week',
  read: (standing, asked) =>
    hoursOf(overSites(standing, asked, ({ staffed, unstaffed }) => staffed + unstaffed)),
}

export const openPlusSites: FromLists = {
  take: 'lists',
  words: 'Sites with Open+',
  read: (standing, asked) => overSites(standing, asked, ({ hasOpenPlus }) => (hasOpenPlus ? 1 : 0)),
}

/** Staffed hours from the first day of the span to the day asked for, by the week that holds on that day. */
export const staffedHours: FromLists = {
  take: 'lists',
  words: 'Staffed hours of the period, by the opening hours that hold at its end',
  read: (standing, asked) => {
    const week = overSites(standing, asked, ({ staffed }) => staffed)
    const days = daysBetween(localDate(`${asked.span.first}-01`), asked.asOf) + 1
    return week === null || days <= 0 ? null : (week * days) / DAYS / MINUTES
  },
}

function hoursOf(minutes: number | null): number | null {
  return minutes === null ? null : minutes / MINUTES
}

export const schoolsInPlace: FromLists = {
  take: 'lists',
  words: 'Schools kept in the list, at a site or in an area those whose library it is',
  read: ({ schools, areas }, asked) =>
    schools.filter(({ body }) => isIn(areas, asked, body.nearestSiteId ?? '')).length,
}
