import type { Named } from '../plan/plan-tree.ts'
import { addDays, type LocalDate } from '../time/local-date.ts'
import { type Month, monthOf } from '../time/quarter.ts'
import { mergeOf, type Site } from './site.ts'

/** Entries of one site, between two days that are both included; null where there is no such day. */
export interface SitePart {
  readonly scope: string
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}

/** A stretch of time in which a site's entries count at a site, its own or the one it was merged into. */
interface Stretch extends SitePart {
  readonly at: string
}

/**
 * The entries that count at a site: its own until its last day, and from the day after theirs on those of
 * the sites that were merged into it.
 */
export function partsOf(sites: readonly Named<Site>[], siteId: string): readonly SitePart[] {
  const parts = sites
    .flatMap(({ id }) => stretchesOf(sites, id))
    .flatMap(({ at, ...part }) => (at === siteId ? [part] : []))
  return parts.length === 0 ? [{ scope: siteId, from: null, until: null }] : parts
}

/** Sites whose entries do not all count at themselves, and those they count at. */
export function sitesInMerges(sites: readonly Named<Site>[]): ReadonlySet<string> {
  const merged = sites.filter(({ body }) => mergeOf(body) !== null)
  return new Set(merged.flatMap(({ id }) => stretchesOf(sites, id).map(({ at }) => at)))
}

/** The site at which what is kept for a site counts after every merge. */
export function siteAfterMerges(sites: readonly Named<Site>[], siteId: string): string {
  return stretchesOf(sites, siteId).at(-1)?.at ?? siteId
}

/**
 * The site at which a whole month of a site's entries counts: of the month in which it was merged, all of it
 * still counts at itself.
 */
export function siteCountingIn(sites: readonly Named<Site>[], siteId: string, month: Month): string {
  const stretch = stretchesOf(sites, siteId).find(({ until }) => until === null || month <= monthOf(until))
  return stretch?.at ?? siteId
}

function stretchesOf(sites: readonly Named<Site>[], scope: string): readonly Stretch[] {
  const stretches: Stretch[] = []
  const passed = new Set<string>()
  let at = scope
  let from: LocalDate | null = null
  for (;;) {
    passed.add(at)
    const body = sites.find(({ id }) => id === at)?.body
    const merge = body === undefined ? null : mergeOf(body)
    // Two tablets may have merged two sites into each other: each then keeps what comes to it.
    if (merge === null || passed.has(merge.intoId)) return [...stretches, { at, scope, from, until: null }]
    if (from === null || from <= merge.lastDay) {
      stretches.push({ at, scope, from, until: merge.lastDay })
      from = addDays(merge.lastDay, 1)
    }
    at = merge.intoId
  }
}
