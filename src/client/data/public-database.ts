import Dexie, { type Table } from 'dexie'
import type { AreaFile } from '#domain/place/area-file.ts'
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
