import { gzipSync } from 'node:zlib'
import { BATCH_MAX_BYTES, BATCH_MAX_OPERATIONS, BATCH_START_BYTES, PROTOCOL_VERSION } from '#sync/messages.ts'
import { operationOf, type TabletWork } from './make-operations.ts'

/** How a tablet's operations are put into requests: so many each time, over and over, or as its own rules have it. */
export type Batching = readonly number[] | 'as-tablets-do'

/** A request body, ready to be sent. */
export interface Push {
  readonly body: Uint8Array
  readonly operations: number
}

/** All that a tablet sends, in order, compressed as tablets do. */
export function pushesOf(work: TabletWork, batching: Batching): Push[] {
  const texts = Array.from({ length: work.operations }, (_, index) =>
    JSON.stringify(operationOf(work, index + 1)),
  )
  const { lineage } = work.tablet
  const head = JSON.stringify({ protocol: PROTOCOL_VERSION, lineage, epoch: work.epoch }).slice(0, -1)
  const batches = batching === 'as-tablets-do' ? growingBatches(texts) : evenBatches(texts, batching)
  return batches.map((batch) => ({
    body: gzipSync(`${head},"ops":[${batch.join(',')}]}`),
    operations: batch.length,
  }))
}

function evenBatches(texts: readonly string[], sizes: readonly number[]): string[][] {
  const batches: string[][] = []
  let from = 0
  while (from < texts.length) {
    const size = sizes[batches.length % sizes.length] ?? BATCH_MAX_OPERATIONS
    batches.push(texts.slice(from, from + size))
    from += size
  }
  return batches
}

/** Rule OB-3: the first batch is small, and each that goes quickly is followed by one twice as large. */
function growingBatches(texts: readonly string[]): string[][] {
  const batches: string[][] = []
  let limit = BATCH_START_BYTES
  let batch: string[] = []
  let bytes = 0
  for (const text of texts) {
    const length = Buffer.byteLength(text)
    if (batch.length === BATCH_MAX_OPERATIONS || (batch.length > 0 && bytes + length > limit)) {
      batches.push(batch)
      batch = []
      bytes = 0
      limit = Math.min(BATCH_MAX_BYTES, limit * 2)
    }
    batch.push(text)
    bytes += length
  }
  return batch.length === 0 ? batches : [...batches, batch]
}
