import { useMemo } from 'react'
import { linkKey } from '#domain/records/link-key.ts'
import { recordsHere } from '#domain/place/site.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { useAuthority } from './authority.ts'

export interface Sites {
  /** Places that record activity, by name. */
  readonly open: readonly { readonly id: string; readonly name: string }[]
  /** The name of any site, closed ones too; the id's key where the tablet has no name for it. */
  nameOf(id: string): string
}

/** The service's sites; `undefined` until read. */
export function useSites(): Sites | undefined {
  const held = useAuthority('site')
  return useMemo(() => {
    if (held === undefined) return undefined
    const names = new Map(held.map(({ id, body }) => [id, body.name]))
    const open = held
      .filter(({ body }) => recordsHere(body))
      .map(({ id, body }) => ({ id, name: body.name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    return {
      open,
      nameOf: (id) => (id === AUTHORITY_SCOPE ? 'The whole county' : (names.get(id) ?? linkKey(id))),
    }
  }, [held])
}
