import fc from 'fast-check'
import { expect, test } from 'vitest'
import { notBefore, retryDelayMs } from '#sync/back-off.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const failures = fc.integer({ min: 1, max: 200 })

test('[BO-1] an unreachable server is tried again within four seconds, however long it was away', () => {
  fc.assert(
    fc.property(failures, random, (count, chance) => {
      const delay = retryDelayMs({ kind: 'unreachable' }, count, chance)
      expect(delay).toBeGreaterThanOrEqual(500)
      expect(delay).toBeLessThanOrEqual(4_000)
    }),
  )
})

test('[BO-2] a busy server is given longer with each failure, up to a quarter of an hour', () => {
  const longest = (count: number): number => retryDelayMs({ kind: 'busy', retryAfterMs: null }, count, 0.9999)
  expect(longest(1)).toBeLessThan(longest(4))
  expect(longest(4)).toBeLessThan(longest(8))
  expect(longest(100)).toBeLessThanOrEqual(15 * 60_000)
})

test('[BO-3] a server that names a wait is never asked sooner', () => {
  fc.assert(
    fc.property(failures, random, fc.nat(3_600_000), (count, chance, retryAfterMs) => {
      expect(retryDelayMs({ kind: 'busy', retryAfterMs }, count, chance)).toBeGreaterThanOrEqual(retryAfterMs)
      expect(notBefore(retryAfterMs, 15_000)).toBeGreaterThanOrEqual(Math.max(15_000, retryAfterMs))
    }),
  )
})

test('[BO-4] a guest network is tried again within a minute, and with each failure later', () => {
  fc.assert(
    fc.property(failures, random, (count, chance) => {
      expect(retryDelayMs({ kind: 'captive' }, count, chance)).toBeLessThanOrEqual(60_000)
    }),
  )
  const longest = (count: number): number => retryDelayMs({ kind: 'captive' }, count, 0.9999)
  expect(longest(1)).toBeLessThan(longest(4))
})

test('[BO-5] a wait of more than an hour counts as an hour', () => {
  const named = [3_600_001, 10 ** 12, Infinity]
  for (const retryAfterMs of named) {
    expect(retryDelayMs({ kind: 'busy', retryAfterMs }, 1, 0.5)).toBe(3_600_000)
    expect(notBefore(retryAfterMs, 15_000)).toBe(3_600_000)
  }
  expect(notBefore(null, 15_000)).toBe(15_000)
})
