import type { Area, AreaFile } from './area-file.ts'

export type PostcodeFind =
  | {
      readonly found: 'here'
      /** As it is printed: "AB1 2CD". */
      readonly postcode: string
      readonly area: Area
      /** The library whose estimated community the neighbourhood is part of. */
      readonly libraryId: string
      /** Another library that this very postcode lies nearer to; null where they agree. */
      readonly nearerId: string | null
    }
  /** Nothing that a postcode could be; or one that the county's list does not have. */
  | { readonly found: 'not-a-postcode' }
  | { readonly found: 'not-in-county'; readonly postcode: string }

const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d)([A-Z]{2})$/

/** Looks a postcode up, however it is spaced. Nothing is kept of it. */
export function findPostcode(
  file: Pick<AreaFile, 'areas' | 'libraries' | 'postcodes'>,
  typed: string,
): PostcodeFind {
  const parts = POSTCODE.exec(typed.toUpperCase().replaceAll(/[^A-Z\d]/g, ''))
  if (parts === null) return { found: 'not-a-postcode' }
  const [, outward = '', sector = '', unit = ''] = parts
  const postcode = `${outward} ${sector}${unit}`
  const byArea = Object.entries(file.postcodes[`${outward} ${sector}`] ?? {})
  const held = byArea.find(([, units]) => hasUnit(units, unit))
  const [place = '', nearer = ''] = held?.[0].split(':') ?? []
  const area = held === undefined ? undefined : file.areas[Number(place)]
  const libraryId = area === undefined ? undefined : file.libraries[area.library]
  if (area === undefined || libraryId === undefined) return { found: 'not-in-county', postcode }
  const nearerId = nearer === '' ? null : (file.libraries[Number(nearer)] ?? null)
  return { found: 'here', postcode, area, libraryId, nearerId }
}

function hasUnit(units: string, unit: string): boolean {
  for (let at = 0; at < units.length; at += 2) if (units.slice(at, at + 2) === unit) return true
  return false
}
