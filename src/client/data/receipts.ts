import type { OperationReceipt } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import { assertTablet, type Database, type OutboxRow, type OutboxState, type TabletRow } from './database.ts'
import { takenOver } from './fork.ts'
import { NOTHING_INCOMING, refreshRecords, viewTables } from './refresh-records.ts'
import { rowsByKey } from './rows-by-key.ts'
import type { Tablet } from './tablet.ts'

/** What a reply's receipts came to. */
export interface Settled {
  /** Operations that no longer wait to be sent. */
  readonly operations: number
  /** Of those, ones that somebody has to look at. */
  readonly notTaken: number
  /** The number from which on this tablet's operations turned out to be counted by a copy of it as well. */
  readonly forkedAt: number | null
}

/** Where an outcome puts an operation. */
function stateAfter(row: OutboxRow, outcome: Outcome): OutboxState {
  switch (outcome.outcome) {
    case 'applied':
      return 'received'
    case 'held':
      return row.dealt === true ? 'withdrawn' : 'held'
    case 'conflict':
      return 'attention'
    case 'refused':
    case 'review':
      return row.dealt === true ? 'withdrawn' : 'attention'
  }
}

function isForked(outcome: Outcome): boolean {
  return outcome.outcome === 'refused' && outcome.code === 'lineage-forked'
}

/** Whether a receipt may still change what is known of an operation: a late one never takes an answer back. */
function isOpen(row: OutboxRow): boolean {
  return row.state === 'waiting' || row.state === 'held' || isAsked(row) || row.outcome?.outcome === 'review'
}

/** Whether a restored server is being asked if it has an operation. */
function isAsked(row: OutboxRow): boolean {
  return row.state === 'received' && row.outcome === null
}

/** Writes the server's receipts down, in a transaction of their own. Rule OB-1. */
export async function applyReceipts(
  tablet: Tablet,
  receipts: readonly OperationReceipt[],
  /** Numbers of the operations the receipts may be about; left out to look through everything that is kept. */
  numbers: readonly number[] | undefined,
  /** The history the receipts are of; those of another one than the tablet's are left aside until it has caught up. */
  epoch: string,
): Promise<Settled> {
  const { db } = tablet
  const tables = [db.tablet, ...viewTables(db)]
  return db.transaction('rw', tables, async () => {
    const row = await assertTablet(db, tablet.id)
    if (row.epoch !== epoch) return { operations: 0, notTaken: 0, forkedAt: null }
    return settleReceipts(db, receipts, numbers, tablet.clock.now())
  })
}

/**
 * The same inside a transaction that is open over `records`, `outbox`, `sent`, `cursors` and `rollups`. A
 * receipt speaks only of the operation it names; one for an operation this tablet does not have, or that
 * is settled already, changes nothing.
 */
export async function settleReceipts(
  db: Database,
  receipts: readonly OperationReceipt[],
  numbers: readonly number[] | undefined,
  now: number,
): Promise<Settled> {
  if (receipts.length === 0) return { operations: 0, notTaken: 0, forkedAt: null }
  const outcomes = new Map(receipts.map(({ opId, outcome }) => [opId, outcome]))
  const kept =
    numbers === undefined
      ? await db.outbox.toArray()
      : await rowsByKey(db.outbox, { keys: numbers, keyOf: (row) => row.n })
  const rows = kept.filter((row) => outcomes.has(row.op.opId) && isOpen(row))
  let forkedAt: number | null = null
  const changed: OutboxRow[] = []
  for (const row of rows) {
    const outcome = outcomes.get(row.op.opId)
    if (outcome === undefined) continue
    if (isForked(outcome)) {
      // What a restored server was only asked about is put back first.
      if (!isAsked(row)) forkedAt = Math.min(forkedAt ?? row.n, row.n)
    } else if (outcome.outcome !== 'held' || row.state !== 'held') {
      changed.push({ ...row, state: stateAfter(row, outcome), outcome, since: now })
    }
  }
  await db.outbox.bulkPut(changed)
  await refreshRecords(
    db,
    changed.map((row) => row.recordId),
    NOTHING_INCOMING,
    now,
  )
  return {
    operations: changed.length,
    notTaken: changed.filter((row) => row.state === 'attention').length,
    forkedAt,
  }
}

/**
 * Puts back among what waits the operations a restored server was asked about and does not have, as silence
 * says, or has as a copy's. Inside a transaction as for `settleReceipts`. Rules HS-6 and FK-12.
 */
export async function putBackUnknown(
  tablet: Tablet,
  row: TabletRow,
  { asks, receipts }: Asked,
  now: number,
): Promise<{ readonly putBack: number; readonly isAsking: boolean }> {
  // Nothing was asked: then nothing of a restored server's is open either, or it would have been.
  if (asks.length === 0) return { putBack: 0, isAsking: false }
  const { db } = tablet
  const told = new Set(receipts.filter(({ outcome }) => !isForked(outcome)).map(({ opId }) => opId))
  const silent = asks.filter(({ opId }) => !told.has(opId))
  const opIds = new Set(silent.map(({ opId }) => opId))
  const kept = await db.outbox.bulkGet(silent.map(({ n }) => n))
  const lacking = kept
    .filter((one) => one !== undefined)
    .filter((one) => isAsked(one) && opIds.has(one.op.opId))
  // One after the other: each may stand on the one before.
  for (const one of lacking) {
    await db.outbox.put({ ...(await takenOver(tablet, one, row)), state: 'waiting', since: now })
  }
  await refreshRecords(
    db,
    lacking.map((one) => one.recordId),
    NOTHING_INCOMING,
    now,
  )
  const received = db.outbox.where('[state+n]').between(['received', 0], ['received', Infinity])
  return { putBack: lacking.length, isAsking: (await received.filter(isAsked).count()) > 0 }
}

interface Asked {
  readonly asks: readonly { readonly opId: string; readonly n: number }[]
  readonly receipts: readonly OperationReceipt[]
}
