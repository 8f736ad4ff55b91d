import { type Area, type AreaFile, areaValue, libraryOf } from './area-file.ts'
import type { CommunityProfile } from './profile-records.ts'

/** People met elsewhere, as far as it says where. */
export interface MetElsewhere {
  /** Code of the neighbourhood; null where nobody said. */
  readonly lsoaCode: string | null
  readonly contacts: number
}

/** People helped with something digital at a site. */
export interface HelpedDigitally {
  readonly siteId: string
  readonly people: number
}

/** Outreach and digital help of a span of days. */
export interface AwayEntries {
  readonly met: readonly MetElsewhere[]
  readonly helped: readonly HelpedDigitally[]
}

/** Contacts by the code of the neighbourhood, of those that name one. */
export function contactsByArea(met: readonly MetElsewhere[]): ReadonlyMap<string, number> {
  const contacts = new Map<string, number>()
  for (const { lsoaCode, contacts: people } of met) {
    if (lsoaCode !== null) contacts.set(lsoaCode, (contacts.get(lsoaCode) ?? 0) + people)
  }
  return contacts
}

export interface AreaMet {
  readonly area: Area
  readonly libraryId: string
  readonly contacts: number
  /** Contacts for each 1,000 residents; null where residents are not known. */
  readonly perThousand: number | null
}

/** Neighbourhoods that outreach reached, most contacts first, and what names none of them. */
export function areasMet(
  file: AreaFile,
  met: readonly MetElsewhere[],
): { readonly areas: readonly AreaMet[]; readonly unplaced: number } {
  const byArea = contactsByArea(met)
  const areas = file.areas.flatMap((area): AreaMet[] => {
    const contacts = byArea.get(area.code)
    if (contacts === undefined) return []
    const perThousand = rateOf(contacts, areaValue(file, area, 'residents'))
    return [{ area, libraryId: libraryOf(file, area), contacts, perThousand }]
  })
  const placed = areas.reduce((sum, { contacts }) => sum + contacts, 0)
  const all = met.reduce((sum, { contacts }) => sum + contacts, 0)
  return { areas: areas.toSorted((a, b) => b.contacts - a.contacts), unplaced: all - placed }
}

/** What a community had of outreach in its neighbourhoods, and of digital help at its library. */
export interface CommunityAway {
  readonly siteId: string
  readonly contacts: number
  readonly contactsPerThousand: number | null
  /** Digital help names no place: it counts for the community of the site it was given at. */
  readonly helped: number
  readonly helpedPerThousand: number | null
}

/** Every library's community, those with least for their residents first: that is where a gap may be. */
export function awayByCommunity(
  areas: readonly AreaMet[],
  helped: readonly HelpedDigitally[],
  profiles: readonly { readonly body: CommunityProfile }[],
): readonly CommunityAway[] {
  const contactsOf = sumsOf(areas.map(({ libraryId, contacts }) => [libraryId, contacts]))
  const helpedOf = sumsOf(helped.map(({ siteId, people }) => [siteId, people]))
  return profiles
    .flatMap(({ body: { siteId, figures } }): CommunityAway[] => {
      if (siteId === null) return []
      const residents = figures['residents']
      const rate = (people: number) => rateOf(people, typeof residents === 'number' ? residents : null)
      const contacts = contactsOf.get(siteId) ?? 0
      const people = helpedOf.get(siteId) ?? 0
      return [
        {
          siteId,
          contacts,
          contactsPerThousand: rate(contacts),
          helped: people,
          helpedPerThousand: rate(people),
        },
      ]
    })
    .toSorted((a, b) => allOf(a) - allOf(b) || a.siteId.localeCompare(b.siteId))
}

function allOf({ contactsPerThousand, helpedPerThousand }: CommunityAway): number {
  return (contactsPerThousand ?? 0) + (helpedPerThousand ?? 0)
}

function sumsOf(pairs: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [key, number] of pairs) sums.set(key, (sums.get(key) ?? 0) + number)
  return sums
}

function rateOf(people: number, residents: number | null): number | null {
  return residents === null || residents <= 0 ? null : (1000 * people) / residents
}
