/** Why the last try got no answer that could be used. Rules BO-1 to BO-5. */
export type TryFailure =
  /** Nothing answered: no signal, or the server is down. A try costs nobody anything. */
  | { readonly kind: 'unreachable' }
  /** A guest network answered in the server's place, until somebody signs in to it. */
  | { readonly kind: 'captive' }
  /** Something answered that it cannot serve now; asking again costs it. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }

const FIRST_MS = 2_000
const CAP_MS: Record<TryFailure['kind'], number> = {
  unreachable: 4_000,
  captive: 60_000,
  busy: 15 * 60_000,
}
/** A wait named by mistake, or by something that is not our server, must not silence a tablet for days. */
const LONGEST_NAMED_MS = 60 * 60_000

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
  const ceiling = Math.min(CAP_MS[failure.kind], FIRST_MS * 2 ** (failures - 1))
  const delay = Math.round(500 + random * (ceiling - 500))
  return failure.kind === 'busy' ? notBefore(failure.retryAfterMs, delay) : delay
}

/** The planned wait, made longer when the server named a longer one; it is believed up to an hour. */
export function notBefore(namedMs: number | null, plannedMs: number): number {
  return Math.max(plannedMs, Math.min(namedMs ?? 0, LONGEST_NAMED_MS))
}
