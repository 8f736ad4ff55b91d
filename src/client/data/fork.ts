import {
  assertTablet,
  type CredentialRow,
  type Database,
  type OutboxRow,
  type TabletRow,
} from './database.ts'
import { noteIn } from './journal.ts'
import { standingIn } from './own-count.ts'
import { NOTHING_INCOMING, refreshRecords, viewTables } from './refresh-records.ts'
import type { Tablet } from './tablet.ts'

/** What stands in a credential's `code` when it is not for an enrolment. */
const FORK = 'fork'

/** What a tablet that found itself to be a copy goes on as: from `firstN` on its numbers are in a lineage of its own. */
export interface Fork {
  readonly lineage: string
  readonly credential: string
  readonly firstN: number
}

/**
 * A lineage and credential for a tablet that found itself to be a copy, on disk before the server is asked.
 * Its count begins after whatever went under the old one, so that every number of it comes.
 *
 * @param forkedAt the first of its numbers that the other has used
 */
export async function prepareFork(tablet: Tablet, forkedAt: number): Promise<Fork> {
  const { db, device } = tablet
  return db.transaction('rw', db.tablet, db.credentials, db.outbox, db.sent, async () => {
    await assertTablet(db, tablet.id)
    const firstN = await firstFreeN(db, forkedAt)
    const pending = await db.credentials.get('pending')
    const asked = pending?.firstN ?? forkedAt
    if (pending?.code === FORK && asked >= firstN) return { ...pending, firstN: asked }
    const fork = { lineage: device.newId(), credential: device.newSecret(), firstN }
    const row: CredentialRow = { key: 'pending', ...fork, code: FORK }
    await db.credentials.put(row)
    return fork
  })
}

/** Whether an operation goes on under the new lineage: the server has not taken it, or waits for one that it has not. */
function goesOn({ n, state }: OutboxRow, forkedAt: number): boolean {
  return n >= forkedAt && (state === 'waiting' || state === 'held')
}

/** The first number that no operation has which stays in the old count. */
async function firstFreeN(db: Database, forkedAt: number): Promise<number> {
  const rows = await db.outbox.where('n').aboveOrEqual(forkedAt).toArray()
  const stays = rows.filter((row) => !goesOn(row, forkedAt)).map(({ n }) => n)
  const sent = await db.sent.orderBy('n').last()
  return Math.max(forkedAt - 1, sent?.n ?? 0, ...stays) + 1
}

/**
 * Goes on under a lineage of its own. What was not sent gets the new lineage and new ids, because under the
 * old ones it may mean something else to the server; it keeps its numbers, unless some after it went under
 * the old lineage. What else waits there is asked about. Rules FK-10 to FK-12.
 */
export async function forkTablet(tablet: Tablet, to: Fork, forkedAt: number): Promise<void> {
  const { db } = tablet
  const now = tablet.clock.now()
  const tables = [db.tablet, db.credentials, ...viewTables(db), db.journal]
  await db.transaction('rw', tables, async () => {
    const row = await assertTablet(db, tablet.id)
    // Another tab has gone on already.
    if (row.lineage === to.lineage) return
    const rows = await db.outbox.orderBy('n').toArray()
    const own = rows.filter((one) => goesOn(one, forkedAt))
    const nextN = Math.max(row.nextN, to.firstN + own.length)
    const next = { ...row, lineage: to.lineage, firstN: to.firstN, nextN, durableThrough: 0 }
    const renamed = await renamedRows(tablet, own, next)
    const left = rows
      .filter((one) => one.state === 'waiting' && !goesOn(one, forkedAt))
      .map((one): OutboxRow => ({ ...one, state: 'received', outcome: null, since: now }))
    await db.outbox.bulkDelete(own.map((one) => one.n))
    await db.outbox.bulkPut([...left, ...renamed])
    await db.tablet.put(next)
    await db.credentials.put({ ...to, key: 'current', code: FORK })
    await db.credentials.delete('pending')
    await refreshRecords(
      db,
      [...left, ...renamed].map((one) => one.recordId),
      NOTHING_INCOMING,
      now,
    )
    await noteIn(db, now, [{ event: 'forked', operations: renamed.length }])
  })
}

/** The operations one after the other from where the new count begins. */
async function renamedRows(
  { db, newId }: Tablet,
  own: readonly OutboxRow[],
  count: TabletRow & { readonly firstN: number },
): Promise<readonly OutboxRow[]> {
  const numbers = new Map(own.map((row, index) => [row.n, count.firstN + index]))
  const ids = new Map(own.map(({ op }) => [op.opId, newId()]))
  const idOf = (opId: string): string => ids.get(opId) ?? opId
  return Promise.all(
    own.map(async (row, index): Promise<OutboxRow> => {
      const { op } = row
      const parentN = op.parentN === null ? undefined : numbers.get(op.parentN)
      const standing = parentN === undefined ? await standingIn(db, op, count) : { ...op, parentN }
      const n = count.firstN + index
      const supersedes = op.supersedes === null ? null : idOf(op.supersedes)
      const renamed = { ...standing, opId: idOf(op.opId), lineage: count.lineage, n, supersedes }
      return { ...row, n, state: 'waiting', outcome: null, op: renamed }
    }),
  )
}

/**
 * An operation from under the lineage that a copied tablet had before, which a restored server does not
 * have: it goes on under the tablet's own, and keeps its number.
 */
export async function takenOver(tablet: Tablet, row: OutboxRow, count: TabletRow): Promise<OutboxRow> {
  if (row.op.lineage === count.lineage) return row
  const op = await standingIn(tablet.db, row.op, count)
  return { ...row, op: { ...op, opId: tablet.newId(), lineage: count.lineage } }
}
