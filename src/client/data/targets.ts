import type { Target } from '#domain/place/target-proposal.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { readEntry } from './entries.ts'
import { correctRecord, createRecord, type SaveResult } from './save.ts'
import type { Tablet } from './tablet.ts'

/**
 * Sets a target, or changes the one that stands; what else that one says stays.
 *
 * @param id of the target that stands; null for a new one
 */
export async function saveTarget(
  tablet: Tablet,
  id: string | null,
  body: Omit<Target, 'note'>,
): Promise<SaveResult> {
  if (id === null) return createRecord(tablet, { kind: 'target', scope: AUTHORITY_SCOPE, body })
  const entry = await readEntry(tablet.db, id)
  if (entry === null) return { ok: false, code: 'not-found', fields: [] }
  return correctRecord(tablet, id, entry.seen, { ...entry.body, ...body })
}
