import Dexie from 'dexie'
import * as v from 'valibot'
import { operationSchema } from '#sync/operation.ts'
import type { Device } from './device.ts'
import { fileOf, type WaitingFile } from './waiting-file.ts'

const rowSchema = v.object({ state: v.string(), op: operationSchema })
const tabletSchema = v.object({
  service: v.string(),
  epoch: v.string(),
  actor: v.object({ name: v.string() }),
})
const credentialSchema = v.object({ credential: v.string() })

/**
 * What waits in a database that a newer build wrote, as a file. It is only read: this build does not
 * know what else a write would have to keep right. Null when nothing waits that this build can read.
 */
export async function waitingFileFromNewer(device: Device): Promise<WaitingFile | null> {
  // Without a version of its own, Dexie opens whatever version is there.
  const db = new Dexie(device.databaseName, {
    indexedDB: device.indexedDB,
    IDBKeyRange: device.IDBKeyRange,
    autoOpen: false,
  })
  try {
    await db.open()
    const rows: unknown[] = await db.table('outbox').toArray()
    const waiting = rows.flatMap((row) => {
      const read = v.safeParse(rowSchema, row)
      return read.success && (read.output.state === 'waiting' || read.output.state === 'held')
        ? [read.output.op]
        : []
    })
    const tablet = v.safeParse(tabletSchema, await db.table('tablet').get('tablet'))
    const kept = v.safeParse(credentialSchema, await db.table('credentials').get('current'))
    return await fileOf(device, waiting, {
      service: tablet.success ? tablet.output.service : '',
      place: '',
      by: tablet.success ? tablet.output.actor.name : '',
      epoch: tablet.success ? tablet.output.epoch : null,
      credential: kept.success ? kept.output.credential : undefined,
    })
  } catch {
    return null
  } finally {
    db.close()
  }
}
