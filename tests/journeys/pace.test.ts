// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ELSEWHERE } from '#client/sync/one-tab.ts'
import { type Circumstances, nextRoundMs } from '#client/sync/pace.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const at = (now: Partial<Circumstances>): Circumstances => ({
  failures: 1,
  isAnythingWaiting: false,
  isVisible: true,
  isNoticed: false,
  random: 0.5,
  ...now,
})
const quiet = { ok: true, syncAfterMs: null } as const

test('[LP-3] the pace is a minute with change notices, a quarter of one without, and five out of view, give or take a quarter', () => {
  const paces: [Partial<Circumstances>, number][] = [
    [{ isNoticed: true }, 60_000],
    [{ isNoticed: false }, 15_000],
    [{ isVisible: false, isNoticed: false }, 300_000],
  ]
  fc.assert(
    fc.property(random, (chance) => {
      for (const [now, every] of paces) {
        const ms = nextRoundMs(quiet, at({ ...now, random: chance }))
        expect(ms).toBeGreaterThanOrEqual(every * 0.75)
        expect(ms).toBeLessThanOrEqual(every * 1.25)
      }
    }),
  )
})

test('[LP-3] the pace is that of trying again while something waits, whether or not notices come', () => {
  const failed = { ok: false, failure: { kind: 'unreachable' } } as const
  const waiting = { isAnythingWaiting: true, isNoticed: true, failures: 9 }
  expect(nextRoundMs(failed, at({ ...waiting, random: 0.999 }))).toBeLessThanOrEqual(4_000)
  expect(nextRoundMs(failed, at({ isNoticed: false, failures: 9 }))).toBe(15_000)
})

test('[LP-6] no round comes sooner than the server wants, for up to an hour', () => {
  expect(nextRoundMs({ ok: true, syncAfterMs: 200_000 }, at({}))).toBe(200_000)
  expect(nextRoundMs({ ok: true, syncAfterMs: 1 }, at({}))).toBe(15_000)
  expect(nextRoundMs({ ok: true, syncAfterMs: 10 ** 12 }, at({}))).toBe(3_600_000)
})

test('[LP-4] a tab that found another at work tries again within four seconds', () => {
  fc.assert(
    fc.property(random, (chance) => {
      expect(nextRoundMs(ELSEWHERE, at({ random: chance }))).toBeLessThanOrEqual(4_000)
    }),
  )
})
