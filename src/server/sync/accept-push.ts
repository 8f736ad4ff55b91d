import { inBrief } from '#sync/brief-receipts.ts'
import { PROTOCOL_VERSION, type PushReply, type PushRequest } from '#sync/messages.ts'
import type { ArrivedOperation } from '../storage/record-store.ts'
import { readArrival } from './arrival.ts'
import { epochOf } from './epoch.ts'
import type { SyncDeps } from './settle-operations.ts'
import { takeIn } from './take-in.ts'

/**
 * Takes a batch in that a tablet pushed.
 *
 * @returns `null` when an operation does not name itself, so that nothing can be said about it
 */
export async function acceptPush(deps: SyncDeps, request: PushRequest): Promise<PushReply | null> {
  const arrived: ArrivedOperation[] = []
  for (const sent of request.ops) {
    const operation = readArrival(sent, request.lineage, true)
    if (operation === null) return null
    arrived.push(operation)
  }
  const receipts = await takeIn(deps, request.lineage, arrived)
  const epoch = await epochOf(deps.store)
  const told = request.brief === true ? inBrief(receipts) : { receipts }
  return { protocol: PROTOCOL_VERSION, epoch, serverTime: deps.clock(), ...told, syncAfterMs: null }
}
