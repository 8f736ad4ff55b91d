import Dexie from 'dexie'
import type { Database } from './database.ts'
import { type LabelRow, labelRow } from './find-keys.ts'
import type { RowChange } from './rollups.ts'

/**
 * Keeps the labels to those that records have, in the same transaction as the change. A label that nothing
 * is called by any more is taken out: it may be the title of an entry this tablet must not hold.
 */
export async function updateLabels(db: Database, changes: readonly RowChange[]): Promise<void> {
  const added = new Map<string, LabelRow>()
  const left = new Map<string, LabelRow>()
  for (const { before, after } of changes) {
    if (before?.label === after?.label) continue
    const [was, is] = [before && labelRow(before), after && labelRow(after)]
    if (is) added.set(JSON.stringify(is), is)
    if (was) left.set(JSON.stringify(was), was)
  }
  if (added.size > 0) await db.labels.bulkPut([...added.values()])
  const unused = await Promise.all(
    [...left.values()].map(async (row) => ((await isUsed(db, row)) ? [] : [row])),
  )
  const gone = unused.flat().map(({ scope, label }): [string, string] => [scope, label])
  if (gone.length > 0) await db.labels.bulkDelete(gone)
}

async function isUsed(db: Database, { scope, label }: LabelRow): Promise<boolean> {
  const having = db.records
    .where('[scope+label+day+id]')
    .between([scope, label, Dexie.minKey], [scope, label, Dexie.maxKey])
  return (await having.limit(1).count()) > 0
}
