const WINDOW_MS = 60_000
/** A council's tablets often share one address, and each enrolment is a few tries. */
const TRIES_PER_ADDRESS = 30
const TRIES_OVERALL = 200

export interface RateLimit {
  /** Counts a try. @returns seconds to wait, or null when the try may go ahead */
  retryAfter(address: string): number | null
}

/**
 * Limits tries to guess an enrolment code, by address and overall, in windows of a minute. Kept in
 * memory, and never larger than the tries of one window; a restart forgets it. Rule EN-6.
 */
export function createRateLimit(clock: () => number): RateLimit {
  let windowStart = Number.NEGATIVE_INFINITY
  let overall = 0
  const byAddress = new Map<string, number>()
  return {
    retryAfter: (address) => {
      const now = clock()
      if (now < windowStart || now >= windowStart + WINDOW_MS) {
        windowStart = now
        overall = 0
        byAddress.clear()
      }
      const tries = byAddress.get(address) ?? 0
      if (overall >= TRIES_OVERALL || tries >= TRIES_PER_ADDRESS) {
        return Math.max(1, Math.ceil((windowStart + WINDOW_MS - now) / 1000))
      }
      overall += 1
      byAddress.set(address, tries + 1)
      return null
    },
  }
}
