import { type Body, definitionOf } from '#domain/records/registry.ts'
import { changedFields, fieldsOf } from '#sync/fields.ts'
import { replay } from '#sync/replay.ts'
import { baseOf } from './base-of.ts'
import type { Change, Changes } from './change.ts'
import type { Database, OutboxRow, RecordRow } from './database.ts'
import { isUnsent, serverStateOf } from './record-row.ts'

/** Operations on a record that the server did not take, and that a person has to deal with. */
function notTaken(own: readonly OutboxRow[]): readonly OutboxRow[] {
  return own.filter((row) => row.state === 'attention' && row.outcome?.outcome !== 'conflict')
}

/**
 * Unsent changes to a record that nothing makes any more once the faulty ones are dealt with: they cannot
 * be taken either, so whoever deals with those deals with these.
 */
export function stranded(
  row: RecordRow | undefined,
  own: readonly OutboxRow[],
  faulty: readonly OutboxRow[],
): readonly OutboxRow[] {
  const rest = own.filter((one) => !faulty.includes(one) && one.state !== 'withdrawn')
  const isMade = (row?.server ?? null) !== null || rest.some(({ op }) => op.action === 'create')
  return isMade ? [] : rest.filter(isUnsent)
}

/**
 * Correct and send again: one operation that goes in the place of all that the server did not take,
 * made against what it did take. Inside the transaction of a save.
 *
 * @returns `null` when the server took everything, so that there is nothing to repair
 */
export async function repairOf(db: Database, id: string, body: Body, epoch: string): Promise<Changes | null> {
  const own = await db.outbox.where('recordId').equals(id).sortBy('n')
  const faulty = notTaken(own)
  const last = faulty.at(-1)
  if (last === undefined) return null
  const row = await db.records.get(id)
  const standing = own.filter((one) => !faulty.includes(one) && one.state !== 'withdrawn')
  const taken = replay(
    row === undefined ? null : serverStateOf(row),
    standing.map((one) => one.op),
  )
  const { kind, scope } = last.op
  const policies = definitionOf(kind)?.policies ?? {}
  const about = { kind, recordId: id, scope, supersedes: last.op.opId }
  if (taken === null) {
    const create: Change = {
      ...about,
      action: 'create',
      base: null,
      parentN: null,
      set: fieldsOf(body, policies),
      was: {},
    }
    return { id, changes: [create], dealtWith: [...faulty, ...stranded(row, own, faulty)] }
  }
  const base = row === undefined ? null : await baseOf(db, row, epoch)
  const parentN = standing.at(-1)?.n ?? null
  const changed = changedFields(taken.body, body, policies)
  const change: Change =
    Object.keys(changed.set).length === 0
      ? {
          ...about,
          action: 'withdraw',
          base,
          parentN: null,
          set: { reason: 'Corrected to what the county has' },
          was: {},
        }
      : { ...about, action: 'patch', base, parentN, ...changed }
  return { id, changes: [change], dealtWith: faulty }
}
