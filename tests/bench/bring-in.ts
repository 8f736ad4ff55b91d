import { applyPage } from '#client/data/apply-page.ts'
import { readPosition } from '#client/data/position.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import type { StoredRecord } from '#sync/stored-record.ts'

const PAGE_ROWS = 2_000

/** Brings copies into a tablet through the same door as the server's feed, page by page. */
export async function bringIn(
  tablet: Tablet,
  count: number,
  copyAt: (index: number) => StoredRecord,
): Promise<void> {
  const epoch = (await tablet.db.tablet.get('tablet'))?.epoch ?? ''
  for (let from = 0; from < count; from += PAGE_ROWS) {
    const rows = Array.from({ length: Math.min(PAGE_ROWS, count - from) }, (_, i) => copyAt(from + i))
    const scopes = Object.fromEntries(
      [...new Set(rows.map((row) => row.scope))].map((scope) => {
        const ofScope = rows.filter((row) => row.scope === scope)
        return [scope, { rows: ofScope, cursor: 0, head: 0, restart: false, digest: null }]
      }),
    )
    await applyPage(tablet, await readPosition(tablet), {
      protocol: PROTOCOL_VERSION,
      epoch,
      serverTime: 0,
      scopes,
      withdrawn: [],
      quietDigest: EMPTY_DIGEST,
      receipts: [],
      durableThrough: 0,
      knownThrough: null,
      syncAfterMs: null,
    })
  }
}
