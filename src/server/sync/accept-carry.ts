import { type CarryReply, type CarryRequest, PROTOCOL_VERSION } from '#sync/messages.ts'
import { receiptText } from '#sync/waiting-file.ts'
import type { ArrivedOperation } from '../storage/record-store.ts'
import { readArrival } from './arrival.ts'
import { epochOf } from './epoch.ts'
import { isMacOf, macOf } from './mac.ts'
import type { SyncDeps } from './settle-operations.ts'
import { takeIn } from './take-in.ts'

/** What somebody brought of a tablet's waiting operations: the text of each, and what shows whose it is. */
export type Carried = Pick<CarryRequest, 'of' | 'ops'>

/**
 * Takes in operations that came in a file rather than from their tablet. What the tablet's own mac proves
 * counts as if it had pushed it; the rest waits for somebody to agree. A line that does not name an
 * operation gets no receipt, and stands in nobody's way. Rules FI-1 to FI-4.
 */
export async function acceptCarry(deps: SyncDeps, { of, ops }: Carried): Promise<CarryReply> {
  const key = await deps.store.credentialHashOf(of)
  const arrived = ops.flatMap(({ text, mac }): ArrivedOperation[] => {
    const isProven = key !== null && mac !== null && isMacOf(key, text, mac)
    const operation = readArrival(parseJson(text), of, isProven)
    if (operation === null) return []
    if (mac !== null && !isProven) deps.log.incident('forged-file', { opId: operation.opId, lineage: of })
    return [operation]
  })
  const taken = arrived.length === 0 ? [] : await takeIn(deps, of, arrived)
  const epoch = await epochOf(deps.store)
  const receipts = JSON.stringify(taken)
  const mac = key === null ? null : macOf(key, receiptText(of, epoch, receipts))
  return { protocol: PROTOCOL_VERSION, epoch, receipts, mac }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
