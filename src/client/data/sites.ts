import { useMemo } from 'react'
import { areaNames, areasOfSites } from '#domain/measures/place-asked.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { mergeOf, recordsHere } from '#domain/place/site.ts'
import { wordsOfPlaces } from '#domain/records/note-check.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { useAuthority } from './authority.ts'

export interface ClosedSite {
  readonly id: string
  readonly name: string
  /** Null where the site was not merged into another. */
  readonly merge: { readonly intoId: string; readonly lastDay: LocalDate } | null
}

export interface Sites {
  /** Places that record activity, by name. */
  readonly open: readonly { readonly id: string; readonly name: string }[]
  /** Those that are closed, by name, with the site their work goes on at and their own last day. */
  readonly closed: readonly ClosedSite[]
  /** The districts that sites stand in, by name. */
  readonly areas: readonly string[]
  /** The name of any site, closed ones too; the id's key where the tablet has no name for it. */
  nameOf(id: string): string
  /** Words that a note about a site may hold and that name nobody: the site’s own, and those of places around. */
  ordinaryAt(id: string): string
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
    const closed = held
      .filter(({ body }) => body.status === 'closed')
      .map(({ id, body }) => ({ id, name: body.name, merge: mergeOf(body) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    const nameOf = (id: string): string =>
      id === AUTHORITY_SCOPE ? 'The whole county' : (names.get(id) ?? linkKey(id))
    const places = wordsOfPlaces(held.flatMap(({ body }) => body.districtName ?? []))
    return {
      open,
      closed,
      areas: areaNames(areasOfSites(held)),
      nameOf,
      ordinaryAt: (id) => `${nameOf(id)} ${places}`,
    }
  }, [held])
}
