import type { CommunityProfile } from './profile-records.ts'

/** What came in with an edition; null for what the service began with. */
interface InEdition {
  readonly id: string
  readonly body: { readonly edition: string | null }
}

type HeldProfile = { readonly id: string; readonly body: CommunityProfile }

/** Names of the editions there are beside the first, newest first. */
export function editionsOf(held: readonly InEdition[]): readonly string[] {
  const newest = new Map<string, string>()
  for (const { id, body } of held) {
    const { edition } = body
    if (edition !== null && (newest.get(edition) ?? '') < id) newest.set(edition, id)
  }
  return [...newest.entries()].toSorted(([, a], [, b]) => b.localeCompare(a)).map(([edition]) => edition)
}

/** The first edition: the one the service began with. */
export const FIRST_EDITION = 'first'

/**
 * What there was at an edition: everything up to it, in the order in which it came.
 *
 * @param editions names of all editions there are, newest first
 * @param edition a name, `FIRST_EDITION`, or null for the newest; a name that is not there means the first
 */
export function inEdition<Held extends InEdition>(
  held: readonly Held[],
  editions: readonly string[],
  edition: string | null,
): readonly Held[] {
  const order = editions.toReversed()
  const last = edition === FIRST_EDITION ? -1 : edition === null ? order.length - 1 : order.indexOf(edition)
  const placeOf = ({ body }: Held) => (body.edition === null ? -1 : order.indexOf(body.edition))
  return held
    .filter((one) => placeOf(one) <= last)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1))
}

/**
 * One profile for each area: of the edition asked for, or of the newest. An area that the edition has nothing of
 * keeps what it had before that.
 *
 * @param editions names of all editions there are, newest first; those of the profiles when left out
 */
export function profilesOf<Held extends HeldProfile>(
  profiles: readonly Held[],
  edition: string | null = null,
  editions: readonly string[] = editionsOf(profiles),
): readonly Held[] {
  const byArea = new Map<string, Held>()
  for (const profile of inEdition(profiles, editions, edition)) {
    const { areaType, areaName, siteId } = profile.body
    byArea.set(siteId ?? `${areaType} ${areaName}`, profile)
  }
  return [...byArea.values()]
}
