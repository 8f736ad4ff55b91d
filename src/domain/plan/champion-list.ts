import type { BodyOf } from '../records/registry.ts'
import type { LocalDate } from '../time/local-date.ts'
import { grouped } from './grouped.ts'
import type { Named } from './plan-tree.ts'

type Champion = Named<BodyOf<'champion'>>

export interface ChampionList {
  /** Those of the whole service, and those of each site that has any, in the order the sites were given. */
  readonly everywhere: readonly Champion[]
  readonly rows: readonly { readonly siteId: string; readonly champions: readonly Champion[] }[]
  /** Sites without. */
  readonly nobodyAt: readonly string[]
}

/** Who is a champion on a day, by site. */
export function championList(
  all: readonly Champion[],
  siteIds: readonly string[],
  today: LocalDate,
): ChampionList {
  const now = all.filter(({ body }) => body.until === null || body.until >= today)
  const bySite = grouped(now, ({ body }) => body.siteId ?? '')
  return {
    everywhere: bySite.get('') ?? [],
    rows: siteIds.flatMap((siteId) => {
      const champions = bySite.get(siteId)
      return champions === undefined ? [] : [{ siteId, champions }]
    }),
    nobodyAt: siteIds.filter((siteId) => !bySite.has(siteId)),
  }
}
