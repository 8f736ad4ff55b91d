import type { Actor } from '#sync/operation.ts'
import type { Database } from './database.ts'
import type { Device } from './device.ts'
import type { PublicData } from './public-database.ts'

/** A browser profile set up for a site or for the county, with its open database. */
export interface Tablet {
  readonly db: Database
  /** Public reference data, in a database of its own. */
  readonly publicData: PublicData
  readonly device: Device
  /** The database this is; see `TabletRow.id`. The lineage stands in the row, because a fork changes it. */
  readonly id: string
  /** The library service's name. */
  readonly service: string
  /** Record id of the site this tablet logs for; null for a county tablet. */
  readonly siteId: string | null
  readonly actor: Actor
  readonly clock: Device['clock']
  readonly newId: Device['newId']
}
