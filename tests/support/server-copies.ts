import type { StoredRecord } from '#sync/stored-record.ts'
import type { PullReply } from '#sync/messages.ts'
import { EPOCH, testId } from '#support/device.ts'
import { aSession } from '#support/sessions.ts'

/** A session as the server holds it, changed as a test needs. */
export function aCopy(overrides: Partial<StoredRecord> = {}): StoredRecord {
  return {
    id: testId(0xc, 1),
    kind: 'event-session',
    scope: 'site/wychwood',
    day: aSession().day,
    rev: 1,
    seq: 1,
    deleted: false,
    schema: 1,
    body: aSession(),
    history: [],
    ...overrides,
  }
}

/** A page of the feed with these rows, each scope's cursor at its last row. */
export function aPage(rows: readonly StoredRecord[], overrides: Partial<PullReply> = {}): PullReply {
  const scopes: PullReply['scopes'] = {}
  for (const row of rows) {
    const page = (scopes[row.scope] ??= { rows: [], cursor: 0, head: 0 })
    page.rows.push(row)
    page.cursor = page.head = Math.max(page.head, row.seq)
  }
  return { protocol: 1, epoch: EPOCH, serverTime: 0, scopes, ...overrides }
}
