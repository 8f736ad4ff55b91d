import * as v from 'valibot'
import { type AreaFile, areaFileSchema } from '#domain/place/area-file.ts'
import type { PublicData } from './public-database.ts'

/** The version of the neighbourhoods that is here; null when there is none that this build can read. */
export async function storedAreasHash(publicData: PublicData): Promise<string | null> {
  const row = await publicData.files.get('areas')
  return row !== undefined && v.is(areaFileSchema, row.value) ? row.hash : null
}

/** Keeps a fetched version in place of the one before. @returns false, and nothing is changed, when it cannot be read */
export async function storeAreas(publicData: PublicData, hash: string, value: unknown): Promise<boolean> {
  const file = v.safeParse(areaFileSchema, value)
  if (file.success) await publicData.files.put({ name: 'areas', hash, value: file.output })
  return file.success
}

/** The neighbourhoods of the service; null when this tablet has not fetched them, or cannot read them. */
export async function readAreas(publicData: PublicData): Promise<AreaFile | null> {
  const row = await publicData.files.get('areas')
  if (row !== undefined && publicData.known?.hash === row.hash) return publicData.known.file
  const file = v.safeParse(areaFileSchema, row?.value)
  if (row === undefined || !file.success) return null
  publicData.known = { hash: row.hash, file: file.output }
  return file.output
}
