import { assertTablet, type CredentialRow, type OutboxRow } from './database.ts'
import { noteIn } from './journal.ts'
import { NOTHING_INCOMING, refreshRecords, viewTables } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'

/** What stands in a credential's `code` when it is not for an enrolment. */
const FORK = 'fork'

/** A lineage and credential for a tablet that found itself to be a copy, on disk before the server is asked. */
export async function prepareFork(tablet: Tablet): Promise<Pick<CredentialRow, 'lineage' | 'credential'>> {
  const { db, device } = tablet
  return db.transaction('rw', db.tablet, db.credentials, async () => {
    await assertTablet(db, tablet.id)
    const pending = await db.credentials.get('pending')
    if (pending?.code === FORK) return pending
    const row: CredentialRow = {
      key: 'pending',
      lineage: device.newId(),
      credential: device.newSecret(),
      code: FORK,
    }
    await db.credentials.put(row)
    return row
  })
}

/**
 * Goes on under a lineage of its own. What was not sent keeps its number and gets the new lineage and
 * new ids, because under the old ones it may mean something else to the server. Rules FK-10 and FK-11.
 */
export async function forkTablet(
  tablet: Tablet,
  to: Pick<CredentialRow, 'lineage' | 'credential'>,
  firstN: number,
): Promise<void> {
  const { db } = tablet
  const now = tablet.clock.now()
  const tables = [db.tablet, db.credentials, ...viewTables(db), db.journal]
  await db.transaction('rw', tables, async () => {
    const row = await assertTablet(db, tablet.id)
    const rows = await db.outbox.orderBy('n').toArray()
    const unsent = rows.filter((one) => one.n >= firstN && one.state === 'waiting')
    const newIds = new Map(unsent.map((one) => [one.op.opId, tablet.newId()]))
    const next = unsent.map((one) => ownedBy(to.lineage, one, { rows, firstN, newIds, epoch: row.epoch }))
    await db.outbox.bulkPut(next)
    await db.tablet.put({ ...row, lineage: to.lineage, durableThrough: 0 })
    await db.credentials.put({ ...to, key: 'current', code: FORK })
    await db.credentials.delete('pending')
    await refreshRecords(
      db,
      next.map((one) => one.recordId),
      NOTHING_INCOMING,
      now,
    )
    await noteIn(db, now, [{ event: 'forked', operations: next.length }])
  })
}

interface Before {
  readonly rows: readonly OutboxRow[]
  readonly firstN: number
  readonly newIds: ReadonlyMap<string, string>
  readonly epoch: string
}

function ownedBy(lineage: string, row: OutboxRow, { rows, firstN, newIds, epoch }: Before): OutboxRow {
  const { op } = row
  const opId = newIds.get(op.opId) ?? op.opId
  const supersedes = op.supersedes === null ? null : (newIds.get(op.supersedes) ?? op.supersedes)
  if (op.parentN === null || op.parentN >= firstN) return { ...row, op: { ...op, opId, lineage, supersedes } }
  // The predecessor stays in the old count: what it came to is what this one was made on.
  const parent = rows.find((one) => one.n === op.parentN)?.outcome
  const rev = parent?.outcome === 'applied' || parent?.outcome === 'conflict' ? parent.rev : null
  const base = rev === null ? op.base : { epoch, rev }
  return { ...row, op: { ...op, opId, lineage, supersedes, parentN: null, base } }
}
