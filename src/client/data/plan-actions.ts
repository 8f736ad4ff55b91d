import type { PlanAction } from '#domain/plan/plan-action.ts'
import { readBody } from '#domain/records/registry.ts'
import { readEntry } from './entries.ts'
import { correctRecord, type SaveResult } from './save.ts'
import type { Tablet } from './tablet.ts'

/**
 * Changes an action as it stands on this tablet now. What someone else changes meanwhile in another of its
 * fields, or in another milestone, stays.
 */
export async function changeAction(
  tablet: Tablet,
  id: string,
  change: (action: PlanAction) => PlanAction,
): Promise<SaveResult> {
  const entry = await readEntry(tablet.db, id)
  const action = entry === null ? null : readBody('plan-action', entry.body)
  if (entry === null || action === null) return { ok: false, code: 'not-found', fields: [] }
  return correctRecord(tablet, id, entry.seen, change(action))
}
