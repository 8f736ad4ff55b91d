import { afterAll, describe, expect, test } from 'vitest'
import { runSchedules } from './pool.ts'
import { PROTECTIONS, type ProtectionName } from './protections.ts'

const STEPS = 60
/** Schedules within which a break has to be found. */
const BUDGET = 1500
const FROM = 1

const needed: { protection: string; schedules: number; invariant: string }[] = []

afterAll(() => {
  for (const { protection, schedules, invariant } of needed) {
    process.stdout.write(`without ${protection}: ${invariant} after ${schedules} schedules\n`)
  }
})

describe('without one of its protections the agreement breaks, and the simulator sees it', () => {
  // Every name of a protection.
  test.each(Object.keys(PROTECTIONS) as ProtectionName[])('%s', async (protection) => {
    let schedules = 0
    let invariant: string | null = null
    await runSchedules({
      from: FROM,
      seeds: BUDGET,
      steps: STEPS,
      without: protection,
      onReport: ({ broken }) => {
        schedules += 1
        invariant = broken?.invariant ?? null
        return broken === null
      },
    })
    needed.push({ protection, schedules, invariant: invariant ?? 'nothing' })
    expect(invariant).not.toBeNull()
  })
})
