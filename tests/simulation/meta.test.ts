import { afterAll, describe, expect, test } from 'vitest'
import { runSchedules } from './pool.ts'
import { PROTECTIONS, type ProtectionName } from './protections.ts'

const STEPS = 60
/** Schedules within which a break has to be found. */
const BUDGET = 1500
/**
 * Two breaks are rare: counted from the first schedule, they need about forty and four hundred. A seed
 * close before one that shows them saves the minutes; `npm run simulate -- --without` counts from any.
 */
const FROM: Partial<Record<ProtectionName, number>> = { 're-push': 30, holding: 415 }

const needed: { protection: string; from: number; schedules: number; invariant: string }[] = []

afterAll(() => {
  for (const { protection, from, schedules, invariant } of needed) {
    process.stdout.write(`without ${protection}: ${invariant} after ${schedules} schedules from ${from}\n`)
  }
})

describe('without one of its protections the agreement breaks, and the simulator sees it', () => {
  // Every name of a protection.
  test.each(Object.keys(PROTECTIONS) as ProtectionName[])('%s', async (protection) => {
    const from = FROM[protection] ?? 1
    let schedules = 0
    let invariant: string | null = null
    await runSchedules({
      from,
      seeds: BUDGET,
      steps: STEPS,
      without: protection,
      onReport: ({ broken }) => {
        schedules += 1
        invariant = broken?.invariant ?? null
        return broken === null
      },
    })
    needed.push({ protection, from, schedules, invariant: invariant ?? 'nothing' })
    expect(invariant).not.toBeNull()
  })
})
