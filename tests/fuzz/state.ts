import { createHash, type Hash } from 'node:crypto'
import { reviewIdOf } from '#domain/records/review.ts'
import { dumpTableOf } from '#server/storage/dump-format.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { Rows, type SeenRecord } from './state-rows.ts'

/** Everything a database holds at one moment, as far as a run has to compare it. */
export interface State extends Pick<Rows, 'records' | 'operations' | 'tablets' | 'acceptedReviews'> {
  /** A hash of all that each table holds. */
  readonly tables: Readonly<Record<string, string>>
  /** Where the database contradicts itself. */
  readonly faults: readonly string[]
}

export async function readState(store: RecordStore): Promise<State> {
  const hashes = new Map<string, Hash>()
  const read = new Rows()
  await store.dump(async (name, rows) => {
    const hash = hashes.get(name) ?? createHash('sha256')
    hashes.set(name, hash.update(JSON.stringify(rows)))
    read.add(dumpTableOf(name), rows)
  })
  const tables = Object.fromEntries([...hashes].map(([table, hash]) => [table, hash.digest('hex')]))
  const { records, operations, tablets, acceptedReviews } = read
  return { tables, records, operations, tablets, acceptedReviews, faults: read.faults() }
}

/** One word that stands for all of it. */
export function fingerprintOf({ tables }: Pick<State, 'tables'>): string {
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 16)
}

export function unlikeTables(before: State, after: State): string[] {
  const names = Object.keys({ ...before.tables, ...after.tables })
  return names.filter((table) => before.tables[table] !== after.tables[table])
}

/** What requests that may rightly store something must not have done between two moments. */
export function wrongChanges(before: State, after: State): readonly string[] {
  const wrong = [...after.faults]
  if (before.tables['service'] !== after.tables['service']) wrong.push('the service changed')
  for (const [opId, { hash }] of before.operations) {
    if (after.operations.get(opId)?.hash !== hash) wrong.push(`operation ${opId} is gone or another`)
  }
  for (const [lineage, { hash }] of before.tablets) {
    if (after.tablets.get(lineage)?.hash !== hash) wrong.push(`tablet ${lineage} is gone or another`)
  }
  for (const [id, was] of before.records) {
    const is = after.records.get(id)
    if (is === undefined) wrong.push(`record ${id} is gone`)
    else if (is.scope !== was.scope || is.kind !== was.kind || is.rev < was.rev)
      wrong.push(`record ${id} went back`)
    else if (is.rev === was.rev && is.hash !== was.hash) wrong.push(`record ${id} changed without a revision`)
  }
  for (const [id, record] of after.records) {
    if (before.records.get(id)?.hash === record.hash) continue
    const stranger = record.opIds.find((opId) => !mayHaveWritten(opId, record, after))
    if (stranger !== undefined) wrong.push(`operation ${stranger} wrote ${id}, where its tablet may not`)
  }
  return wrong
}

/** A tablet writes at its own site, or everywhere for the county; elsewhere only what somebody there accepted. */
function mayHaveWritten(opId: string, { scope, kind }: SeenRecord, state: State): boolean {
  const lineage = state.operations.get(opId)?.lineage
  const tablet = lineage === undefined ? undefined : state.tablets.get(lineage)
  const isAtHome = tablet !== undefined && (tablet.siteId === null || tablet.siteId === scope)
  return isAtHome || kind === 'review' || state.acceptedReviews.has(reviewIdOf(opId))
}
