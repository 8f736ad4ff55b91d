import type { AreaFile } from '#domain/place/area-file.ts'
import { areaFileSchema } from '#domain/place/area-file.ts'
import { readPublicFiles } from '#server/reference/public-files.ts'
import * as v from 'valibot'

/** The neighbourhoods the product ships. */
export async function shippedAreas(): Promise<AreaFile> {
  const [areas] = await readPublicFiles()
  return v.parse(areaFileSchema, JSON.parse(areas?.text ?? 'null'))
}
