import type { Site, SiteType } from './site.ts'

const TYPE_IN_WORDS: Readonly<Record<SiteType, string>> = {
  library: 'Library',
  archive: 'Archive',
  museum: 'Museum',
  'home-library-service': 'Visits readers at home; no building of its own',
  'prison-library': 'Prison library',
  'mobile-library': 'Mobile library',
}

/** What kind of place a site is; one that is closed says so. */
export function siteTypeInWords({ type, status }: Pick<Site, 'type' | 'status'>): string {
  return status === 'closed' ? `${TYPE_IN_WORDS[type]}, closed` : TYPE_IN_WORDS[type]
}

/** Why no local community is estimated for a site that has none, in a sentence. */
export function whyNoCommunity({ name, type }: Pick<Site, 'name' | 'type'>): string {
  switch (type) {
    case 'archive':
    case 'museum':
    case 'home-library-service':
      return `${name} serves people from all over the county, so no local community of its own is estimated.`
    case 'prison-library':
      return `${name} serves the people who live and work in the prison, so no neighbourhood is given to it.`
    case 'mobile-library':
      return `${name} went from place to place and no longer runs, so no neighbourhood is given to it.`
    case 'library':
      return `This tablet holds no community profile for ${name}.`
  }
}

const hours = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** Weekly hours and how many of them have staff; `null` for a site without a door to open. */
export function hoursInWords({
  type,
  status,
  hoursPerWeek,
  staffedHoursPerWeek,
}: Pick<Site, 'type' | 'status' | 'hoursPerWeek' | 'staffedHoursPerWeek'>): string | null {
  if (type === 'home-library-service' || status === 'closed') return null
  if (hoursPerWeek === null) return 'No figure: the published list of sites does not give any'
  const open = hours.format(hoursPerWeek)
  if (staffedHoursPerWeek === null || staffedHoursPerWeek === hoursPerWeek) return `${open}, all with staff`
  const unstaffed = hours.format(hoursPerWeek - staffedHoursPerWeek)
  return `${open}: ${hours.format(staffedHoursPerWeek)} with staff, ${unstaffed} without (Open+)`
}

/** Whether the council counts a library towards its duty to provide one; `null` where that was not asked. */
export function statutoryInWords({ statutory }: Pick<Site, 'statutory'>): string | null {
  if (statutory === null) return null
  return statutory ? 'Yes, part of the council’s statutory service (2023)' : 'No (2023)'
}
