import { useLiveQuery } from 'dexie-react-hooks'
import type { AreaFile } from '#domain/place/area-file.ts'
import { readAreas } from './public-data.ts'
import { useTablet } from './tablet-context.tsx'

/** The neighbourhoods of the service; null when this tablet has none it can read, `undefined` until read. */
export function useAreas(): AreaFile | null | undefined {
  const { publicData } = useTablet()
  // A database that cannot be read is as good as none: the screen stands without a map.
  return useLiveQuery(() => readAreas(publicData).catch(() => null), [publicData])
}
