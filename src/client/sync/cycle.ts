import { noteFailure } from '../data/journal.ts'
import type { Tablet } from '../data/tablet.ts'
import type { CycleProgress } from './progress.ts'
import { pullAll } from './pull.ts'
import { type CycleMemory, newMemory, pushAll } from './push.ts'
import type { Transport, TransportFailure } from './transport.ts'

export type CycleResult =
  /** `syncAfterMs`: how long the server asks to be left alone; null when it does not mind. */
  | { readonly ok: true; readonly syncAfterMs: number | null }
  | { readonly ok: false; readonly failure: TransportFailure }

export interface CycleOptions {
  readonly onProgress?: (progress: CycleProgress) => void
  /** What the cycle before found out about operations that could not be sent; a reload may lose it. */
  readonly memory?: CycleMemory
}

/** Finding a restored server, or a copy of this tablet, sends everything once more; more often is no progress. */
const MAX_ROUNDS = 4

/** One round of sync: what waits is sent, then what is new is fetched. Safe to stop at any await. */
export async function runCycle(
  tablet: Tablet,
  transport: Transport,
  { onProgress = () => undefined, memory = newMemory() }: CycleOptions = {},
): Promise<CycleResult> {
  const result = await rounds(tablet, transport, { onProgress, memory })
  const reason = result.ok ? null : reasonOf(result.failure)
  // While every save tries again without signal, the disk is asked only once.
  if (reason !== null && reason !== memory.reason) await noteFailure(tablet, reason)
  memory.reason = reason
  return result
}

function reasonOf(failure: TransportFailure): string {
  return failure.kind === 'problem' ? failure.code : failure.kind
}

async function rounds(
  tablet: Tablet,
  transport: Transport,
  options: Required<CycleOptions>,
): Promise<CycleResult> {
  for (let round = 1; ; round += 1) {
    const pushed = await pushAll(tablet, transport, options)
    if (!pushed.ok) return pushed
    const pulled = await pullAll(tablet, transport, options.onProgress)
    if (!pulled.ok) return pulled
    // A restored server is only found out by fetching; what it lacks waits again after that.
    const isDone = !pushed.again && !pulled.again
    if (isDone || round === MAX_ROUNDS) {
      return { ok: true, syncAfterMs: pushed.syncAfterMs ?? pulled.syncAfterMs }
    }
  }
}
