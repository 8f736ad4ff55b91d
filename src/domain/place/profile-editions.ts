import type { CommunityProfile } from './profile-records.ts'

type HeldProfile = { readonly id: string; readonly body: CommunityProfile }

/** Names of the editions there are beside the first, newest first. */
export function editionsOf(profiles: readonly HeldProfile[]): readonly string[] {
  const newest = new Map<string, string>()
  for (const { id, body } of profiles) {
    const { edition } = body
    if (edition !== null && (newest.get(edition) ?? '') < id) newest.set(edition, id)
  }
  return [...newest.entries()].toSorted(([, a], [, b]) => b.localeCompare(a)).map(([edition]) => edition)
}

/** The first edition: the one the service began with. */
export const FIRST_EDITION = 'first'

/**
 * One profile for each area: of the edition asked for, or of the newest. An area that the edition has nothing of
 * keeps what it had before that.
 *
 * @param edition a name, `FIRST_EDITION`, or null for the newest
 */
export function profilesOf<Held extends HeldProfile>(
  profiles: readonly Held[],
  edition: string | null = null,
): readonly Held[] {
  const order = [...editionsOf(profiles)].toReversed()
  const last = edition === FIRST_EDITION ? -1 : edition === null ? order.length - 1 : order.indexOf(edition)
  const placeOf = ({ body }: Held) => (body.edition === null ? -1 : order.indexOf(body.edition))
  const byArea = new Map<string, Held>()
  for (const profile of profiles) {
    const { areaType, areaName, siteId } = profile.body
    const key = siteId ?? `${areaType} ${areaName}`
    const before = byArea.get(key)
    if (placeOf(profile) > last) continue
    const isLater =
      before === undefined ||
      placeOf(profile) > placeOf(before) ||
      (placeOf(profile) === placeOf(before) && profile.id > before.id)
    if (isLater) byArea.set(key, profile)
  }
  return [...byArea.values()]
}
