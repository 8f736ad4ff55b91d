import { applyPage, type PageApplied } from '#client/data/apply-page.ts'
import { readPosition } from '#client/data/position.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { PROTOCOL_VERSION, type PullReply } from '#sync/messages.ts'
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

/** A page of the feed with these rows, each scope's cursor at its last row, and nothing said of digests. */
export function aPage(rows: readonly StoredRecord[], overrides: Partial<PullReply> = {}): PullReply {
  const scopes: PullReply['scopes'] = {}
  for (const row of rows) {
    const page = (scopes[row.scope] ??= { rows: [], cursor: 0, head: 0, restart: false, digest: null })
    page.rows.push(row)
    page.cursor = page.head = Math.max(page.head, row.seq)
  }
  return {
    protocol: PROTOCOL_VERSION,
    epoch: EPOCH,
    serverTime: 0,
    scopes,
    withdrawn: [],
    quietDigest: EMPTY_DIGEST,
    receipts: [],
    durableThrough: 0,
    knownThrough: null,
    syncAfterMs: null,
    ...overrides,
  }
}

/** Applies a page as the answer to where the tablet stands now. */
export async function applyHere(tablet: Tablet, page: PullReply): Promise<PageApplied> {
  return applyPage(tablet, await readPosition(tablet), page)
}
