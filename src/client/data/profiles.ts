import { useMemo } from 'react'
import { editionsOf, profilesOf } from '#domain/place/profile-editions.ts'
import { type Held, useAuthority } from './authority.ts'

/** Names of the editions that figures came in with, of communities and of neighbourhoods, newest first; `undefined` until read. */
export function useEditions(): readonly string[] | undefined {
  const profiles = useAuthority('community-profile')
  const areas = useAuthority('area-figure')
  return useMemo(
    () => (profiles === undefined || areas === undefined ? undefined : editionsOf([...profiles, ...areas])),
    [profiles, areas],
  )
}

/** One profile for each area, of an edition or of the newest; `undefined` until read. */
export function useProfiles(edition: string | null): readonly Held<'community-profile'>[] | undefined {
  const held = useAuthority('community-profile')
  const newer = useAuthority('area-figure')
  return useMemo(() => {
    if (held === undefined || newer === undefined) return undefined
    return profilesOf(held, edition, editionsOf([...held, ...newer]))
  }, [held, newer, edition])
}
