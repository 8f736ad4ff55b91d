import { notBefore, retryDelayMs, type TryFailure } from '#sync/back-off.ts'
import type { CycleResult } from './cycle.ts'
import { ELSEWHERE } from './one-tab.ts'
import type { TransportFailure } from './transport.ts'

/** How often to ask for news while nothing waits. With change notices it is only a safety net. */
const POLL_MS = { noticed: 60_000, alone: 15_000, hidden: 5 * 60_000 }

export interface Circumstances {
  /** Rounds in a row that failed. */
  readonly failures: number
  readonly isAnythingWaiting: boolean
  readonly isVisible: boolean
  /** Whether change notices come in. */
  readonly isNoticed: boolean
  /** From 0 up to but not including 1. */
  readonly random: number
}

/** How a round of sync ended, for the tab it was wanted in. */
export type RoundResult = CycleResult | typeof ELSEWHERE

/** Milliseconds until the next round. */
export function nextRoundMs(result: RoundResult, now: Circumstances): number {
  const poll = pollMs(now)
  // The other tab may have begun before what was saved here.
  if (result === ELSEWHERE) {
    return now.isVisible ? retryDelayMs({ kind: 'unreachable' }, 2, now.random) : poll
  }
  if (result.ok) return notBefore(result.syncAfterMs, poll)
  const retry = retryDelayMs(asTryFailure(result.failure), now.failures, now.random)
  return now.isAnythingWaiting || isLeftAlone(result) ? retry : poll
}

function pollMs({ isVisible, isNoticed, random }: Circumstances): number {
  const every = !isVisible ? POLL_MS.hidden : isNoticed ? POLL_MS.noticed : POLL_MS.alone
  return every * (0.75 + random / 2)
}

/** Whether the server wants no more until the time planned; only a person is quicker then. */
export function isLeftAlone(result: RoundResult): boolean {
  if (result === ELSEWHERE) return false
  return result.ok ? result.syncAfterMs !== null : asTryFailure(result.failure).kind === 'busy'
}

function asTryFailure(failure: TransportFailure): TryFailure {
  return failure.kind === 'problem' ? { kind: 'busy', retryAfterMs: null } : failure
}
