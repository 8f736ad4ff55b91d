import { entitySet } from '#domain/records/registry.ts'
import {
  BATCH_MAX_BYTES,
  BATCH_MAX_OPERATIONS,
  BATCH_START_BYTES,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
} from '#sync/messages.ts'
import { applyPage, readPosition } from '../data/apply-page.ts'
import { applyReceipts, nextBatch } from '../data/outbox.ts'
import type { Tablet } from '../data/tablet.ts'
import type { Transport, TransportFailure } from './transport.ts'

export type CycleResult = { readonly ok: true } | { readonly ok: false; readonly failure: TransportFailure }

const DONE: CycleResult = { ok: true }

/** One round of sync: what waits is sent, then what is new is fetched. Safe to stop at any await. */
export async function runCycle(tablet: Tablet, transport: Transport): Promise<CycleResult> {
  const pushed = await pushAll(tablet, transport)
  if (!pushed.ok) return pushed
  return pullAll(tablet, transport)
}

/** Sends batches in `n` order until none waits; each grows while the link carries it and shrinks when refused as too large. */
async function pushAll(tablet: Tablet, transport: Transport): Promise<CycleResult> {
  let bytes = BATCH_START_BYTES
  let operations = BATCH_MAX_OPERATIONS
  for (;;) {
    const ops = await nextBatch(tablet.db, { bytes, operations })
    if (ops.length === 0) return DONE
    const { epoch } = await readPosition(tablet)
    const result = await transport.push({
      protocol: PROTOCOL_VERSION,
      lineage: tablet.lineage,
      epoch,
      ops: [...ops],
    })
    if (!result.ok) {
      const isTooLarge = result.failure.kind === 'problem' && result.failure.code === 'too-large'
      if (!isTooLarge || ops.length === 1) return result
      operations = Math.max(1, Math.floor(ops.length / 2))
      continue
    }
    const settled = await applyReceipts(tablet, result.reply.receipts, ops)
    // A reply that settles nothing must not be asked for again at once: held operations wait for the next round.
    if (settled === 0) return DONE
    bytes = Math.min(BATCH_MAX_BYTES, bytes * 2)
  }
}

async function pullAll(tablet: Tablet, transport: Transport): Promise<CycleResult> {
  for (;;) {
    const position = await readPosition(tablet)
    const result = await transport.pull({
      protocol: PROTOCOL_VERSION,
      lineage: tablet.lineage,
      epoch: position.epoch,
      entitySet: entitySet(),
      scopes: position.scopes,
      limitBytes: PAGE_LIMIT_BYTES,
    })
    if (!result.ok) return result
    const applied = await applyPage(tablet, result.reply)
    if (!applied.more) return DONE
  }
}
