import type { ScopePage } from '#sync/messages.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import type { Feed, ScopeHead } from '../storage/record-store.ts'

/** Rows read at a time: enough for most pages, few enough that a small page wastes little. */
const ROWS_AT_A_TIME = 200

/** Bytes a reply may still grow by, shared by all its scopes. */
export interface Budget {
  left: number
  /** One row always goes, however large: otherwise a tablet could never get past it. */
  isEmpty: boolean
}

/** Reads a scope's rows after a cursor, as far as the budget goes. */
export async function readPage(
  feed: Feed,
  scope: ScopeHead,
  { from, restart }: { readonly from: number; readonly restart: boolean },
  budget: Budget,
): Promise<ScopePage> {
  const rows: StoredRecord[] = []
  const page = (cursor: number): ScopePage => {
    const { head, digest } = scope
    return { rows, cursor, head, restart, digest: cursor === head ? digest : null }
  }
  let cursor = from
  while (cursor < scope.head && (budget.left > 0 || budget.isEmpty)) {
    const found = await feed.rowsAfter(scope.id, cursor, ROWS_AT_A_TIME)
    for (const { record, bytes } of found) {
      if (bytes > budget.left && !budget.isEmpty) {
        budget.left = 0
        return page(cursor)
      }
      rows.push(record)
      cursor = record.seq
      budget.left -= bytes
      budget.isEmpty = false
    }
    if (found.length < ROWS_AT_A_TIME) return page(scope.head)
  }
  return page(cursor)
}
