import type { CycleResult } from './cycle.ts'

const LOCK = 'branchline-sync'

/**
 * Runs one cycle unless another tab of this tablet is in one. The lock lasts for the cycle only, so
 * that a tab frozen in the background keeps nobody waiting for good.
 */
export async function oneTabAtATime(cycle: () => Promise<CycleResult>): Promise<CycleResult> {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  // Without locks two loops may run at once, which the agreement makes harmless. Rule LP-2.
  if (locks === undefined) return cycle()
  return locks.request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? { ok: true } : cycle()))
}
