import { useMemo } from 'react'
import { profilesOf } from '#domain/place/profile-editions.ts'
import { type Held, useAuthority } from './authority.ts'

/** One profile for each area, of an edition or of the newest; `undefined` until read. */
export function useProfiles(edition: string | null): readonly Held<'community-profile'>[] | undefined {
  const held = useAuthority('community-profile')
  return useMemo(() => (held === undefined ? undefined : profilesOf(held, edition)), [held, edition])
}
