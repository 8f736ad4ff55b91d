import Dexie, { type Table } from 'dexie'
import type { CountyTotals } from '#domain/measures/county-totals.ts'
import type { AreaFile } from '#domain/place/area-file.ts'
import type { FinancialYear } from '#domain/time/quarter.ts'
import type { Device } from './device.ts'

/**
 * One file in the version that this tablet fetched: public reference data, the county's figures of a year, or
 * which years of those there are.
 */
interface PublicRow {
  readonly name: 'areas' | 'figures' | `figures/${FinancialYear}`
  readonly hash: string
  readonly value: unknown
}

/**
 * Public reference data and the county's figures: everything here may be fetched anew, and nobody recorded any
 * of it here. It stands in a
 * database of its own, so that the tablet's own format has nothing to do with it.
 */
export class PublicData extends Dexie {
  declare readonly files: Table<PublicRow, PublicRow['name']>
  /** What was read last: looking a whole file over takes longer than a screen may take to open. */
  known: { readonly hash: string; readonly file: AreaFile } | null = null
  knownTotals: { readonly hash: string; readonly totals: CountyTotals } | null = null

  constructor(device: Pick<Device, 'databaseName' | 'indexedDB' | 'IDBKeyRange'>) {
    super(`${device.databaseName}-public`, {
      indexedDB: device.indexedDB,
      IDBKeyRange: device.IDBKeyRange,
    })
    this.version(1).stores({ files: 'name' })
  }
}
