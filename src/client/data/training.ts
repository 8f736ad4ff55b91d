import { madeUpYear, type MadeUp, seededDraws } from '#domain/records/made-up-year.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { authorityRecords } from './authority.ts'
import { Database, type RecordRow } from './database.ts'
import type { Device } from './device.ts'
import { refreshRecords, viewTables } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'
import { trainingDevice } from './training-device.ts'

/** Makes the training database anew: what the county keeps, and a year of this site that never was. */
export async function makeTraining(tablet: Tablet): Promise<void> {
  const device = trainingDevice(tablet.device)
  await removeTraining(tablet.device)
  const reference = await tablet.db.records
    .where('[scope+kind]')
    .between([AUTHORITY_SCOPE, ''], [AUTHORITY_SCOPE, '\uffff'])
    .toArray()
  const scope = await siteOf(tablet)
  const presets = await authorityRecords(tablet.db, 'preset')
  const roles = await authorityRecords(tablet.db, 'volunteer-role')
  const year = madeUpYear({
    presets,
    roleIds: roles.map(({ id }) => id),
    today: tablet.clock.today(),
    random: seededDraws(scope),
  })
  const row = await tablet.db.tablet.get('tablet')
  if (row === undefined) throw new Error('the tablet row is not there')
  const db = new Database(device)
  await db.open()
  try {
    await db.transaction('rw', [db.tablet, ...viewTables(db)], async () => {
      await db.tablet.put({
        ...row,
        id: tablet.newId(),
        lineage: tablet.newId(),
        siteId: scope,
        nextN: 1,
        lastContactAt: null,
        durableThrough: 0,
        supportVersion: CONTRIBUTIONS_VERSION,
      })
      const copies = [
        ...reference.flatMap(asCopy),
        ...year.flatMap((one, index) => madeCopy(one, scope, index)),
      ]
      const incoming = new Map(copies.map((copy) => [copy.id, copy]))
      await refreshRecords(db, [...incoming.keys()], incoming, tablet.clock.now())
    })
  } finally {
    db.close()
  }
}

/** Takes everything of the training away, in one step. */
export async function removeTraining(device: Device): Promise<void> {
  await new Database(trainingDevice(device)).delete()
}

/** The site of the tablet; at county level the first of all. */
async function siteOf(tablet: Tablet): Promise<string> {
  if (tablet.siteId !== null) return tablet.siteId
  const sites = await authorityRecords(tablet.db, 'site')
  return sites[0]?.id ?? AUTHORITY_SCOPE
}

function asCopy(row: RecordRow): readonly StoredRecord[] {
  if (row.server === null) return []
  const { id, kind, scope, day, body, deleted } = row
  return [{ id, kind, scope, day, body, deleted, rev: 1, seq: 1, schema: row.server.schema, history: [] }]
}

function madeCopy({ id, kind, body }: MadeUp, scope: string, index: number): readonly StoredRecord[] {
  const checked = checkBody(kind, body)
  const definition = definitionOf(kind)
  if (!checked.ok || definition === undefined) return []
  return [
    {
      id,
      kind,
      scope,
      day: checked.day,
      body: { ...checked.body },
      deleted: false,
      rev: 1,
      seq: index + 1,
      schema: schemaVersion(definition),
      history: [],
    },
  ]
}
