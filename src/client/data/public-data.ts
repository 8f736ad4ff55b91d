import Dexie, { type Table } from 'dexie'
import * as v from 'valibot'
import { type AreaFile, areaFileSchema } from '#domain/place/area-file.ts'
import type { Device } from './device.ts'

/** One file of public reference data, in the version that this tablet fetched. */
interface PublicRow {
  readonly name: 'areas'
  readonly hash: string
  readonly value: unknown
}

/**
 * Public reference data: everything here may be fetched anew, and nobody recorded any of it. It stands in a
 * database of its own, so that the tablet's own format has nothing to do with it.
 */
export class PublicData extends Dexie {
  declare readonly files: Table<PublicRow, PublicRow['name']>
  /** What was read last: looking a whole file over takes longer than a screen may take to open. */
  known: { readonly hash: string; readonly file: AreaFile } | null = null

  constructor(device: Pick<Device, 'databaseName' | 'indexedDB' | 'IDBKeyRange'>) {
    super(`${device.databaseName}-public`, {
      indexedDB: device.indexedDB,
      IDBKeyRange: device.IDBKeyRange,
    })
    this.version(1).stores({ files: 'name' })
  }
}

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
