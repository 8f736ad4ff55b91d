import { BATCH_MAX_OPERATIONS } from '#sync/messages.ts'
import type { UnsettledOperation } from '../storage/record-store.ts'
import { settleOperations, type SyncDeps } from './settle-operations.ts'

/**
 * Judges what an earlier run of the server received and did not get to, and what it held. Rule PU-8.
 *
 * @returns how many operations were looked at
 */
export async function judgeLeftOvers(deps: SyncDeps): Promise<number> {
  let looked = 0
  let place: { lineage: string; n: number } | null = null
  for (;;) {
    const found: readonly UnsettledOperation[] = await deps.store.unsettledAfter(place, BATCH_MAX_OPERATIONS)
    const last = found.at(-1)
    if (last === undefined) return looked
    for (const lineage of new Set(found.map((operation) => operation.lineage))) {
      const ofTablet = found.filter((operation) => operation.lineage === lineage)
      await settleOperations(deps, lineage, ofTablet)
    }
    looked += found.length
    place = { lineage: last.lineage, n: last.n }
  }
}
