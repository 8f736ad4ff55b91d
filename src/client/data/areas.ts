import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { withNewerFigures } from '#domain/place/area-figure.ts'
import type { AreaFile } from '#domain/place/area-file.ts'
import { useAuthority } from './authority.ts'
import { readAreas } from './public-data.ts'
import { useTablet } from './tablet-context.tsx'

/** The neighbourhoods of the service as their file has them; null when this tablet has none it can read, `undefined` until read. */
function useAreas(): AreaFile | null | undefined {
  const { publicData } = useTablet()
  // A database that cannot be read is as good as none: the screen stands without a map.
  return useLiveQuery(() => readAreas(publicData).catch(() => null), [publicData])
}

/**
 * The same with the figures of an edition, or the newest.
 *
 * @param editions names of all editions there are, newest first; `undefined` while they are read
 */
export function useAreasIn(
  edition: string | null,
  editions: readonly string[] | undefined,
): AreaFile | null | undefined {
  const file = useAreas()
  const newer = useAuthority('area-figure')
  return useMemo(() => {
    if (file === null) return null
    if (file === undefined || newer === undefined || editions === undefined) return undefined
    return withNewerFigures(file, newer, editions, edition)
  }, [file, newer, editions, edition])
}
