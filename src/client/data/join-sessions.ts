import { joinedSession } from '#domain/records/session-join.ts'
import { readEntry } from './entries.ts'
import { type SaveResult, saveTogether, type Write } from './save.ts'
import type { Tablet } from './tablet.ts'

/**
 * Makes one session of several that are one: the one that was made first gets the counts of all others,
 * which are made void in the same step. Every tablet that is asked chooses the same one.
 *
 * @returns the id of the one that stays
 */
export async function joinSessions(tablet: Tablet, ids: readonly string[]): Promise<SaveResult> {
  const { db } = tablet
  // Ids begin with the moment they were made.
  const [keptId = '', ...otherIds] = ids.toSorted()
  const kept = await readEntry(db, keptId)
  let body = kept?.session
  if (!kept || !body) return { ok: false, code: 'not-found', fields: [] }
  const voids: Write[] = []
  for (const id of otherIds) {
    const other = await readEntry(db, id)
    if (!other?.session) return { ok: false, code: 'not-found', fields: [] }
    body = joinedSession(body, other.session, id)
    voids.push({ id, seen: other.seen, action: 'void' })
  }
  return saveTogether(tablet, [{ id: keptId, seen: kept.seen, body }, ...voids])
}
