/** Why the last try got no answer that could be used. Rules BO-1 to BO-3. */
export type TryFailure =
  /** Nothing answered: no signal, or the server is down. A try costs nobody anything. */
  | { readonly kind: 'unreachable' }
  /** Something answered that it cannot serve now; asking again costs it. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }

const FIRST_MS = 2_000
const UNREACHABLE_CAP_MS = 4_000
const BUSY_CAP_MS = 15 * 60 * 1000

/**
 * Milliseconds until the next try, with full jitter.
 *
 * An unreachable server is tried often, so that entries go within seconds of the signal returning;
 * a busy one is given up to a quarter of an hour, and never less than it asked for.
 *
 * @param failures failures in a row, 1 or more
 * @param random from 0 up to but not including 1
 */
export function retryDelayMs(failure: TryFailure, failures: number, random: number): number {
  const cap = failure.kind === 'unreachable' ? UNREACHABLE_CAP_MS : BUSY_CAP_MS
  const ceiling = Math.min(cap, FIRST_MS * 2 ** (failures - 1))
  const delay = Math.round(500 + random * (ceiling - 500))
  return failure.kind === 'busy' && failure.retryAfterMs !== null
    ? Math.max(delay, failure.retryAfterMs)
    : delay
}
