import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Plan, planOf } from './plan.ts'
import { Child, runSchedules, type Task } from './pool.ts'
import type { RunReport } from './run.ts'
import { addReport, emptyTally } from './tally.ts'
import { INVARIANTS, type Invariant } from './verdict.ts'

const SCHEDULES = 300
const FEW_SCHEDULES = 60
const STEPS = 60
const REGRESSIONS = join(import.meta.dirname, 'regressions')

async function report(child: Child, task: Task): Promise<RunReport> {
  let found: RunReport | null = null
  await child.carryOut(task, (message) => {
    if (message.kind === 'ran') found = message.report
  })
  if (found === null) throw new Error('no report came')
  return found
}

test(`${SCHEDULES} schedules of everything that can go wrong lose nothing, and every invariant is looked at`, async () => {
  const tally = emptyTally()
  const onReport = (one: RunReport): boolean => {
    addReport(tally, one)
    return true
  }
  await runSchedules({ from: 1, seeds: SCHEDULES, steps: STEPS, onReport })
  expect(tally.failures).toEqual([])
  expect(tally.schedules).toBe(SCHEDULES)
  // Every name of an invariant. Clocks are looked at below; storage that changes hands is rare.
  const wanted = (Object.keys(INVARIANTS) as Invariant[]).filter((name) => name !== 'I21')
  expect(wanted.filter((name) => (tally.checks[name] ?? 0) === 0)).toEqual([])
})

test(`${FEW_SCHEDULES} schedules lose nothing where every page and batch has a next one on its way`, async () => {
  const tally = emptyTally()
  const onReport = (one: RunReport): boolean => {
    addReport(tally, one)
    return true
  }
  await runSchedules({ from: 1, seeds: FEW_SCHEDULES, steps: STEPS, small: true, onReport })
  expect(tally.failures).toEqual([])
  expect(tally.schedules).toBe(FEW_SCHEDULES)
})

test('a seed gives the same history each time', async () => {
  const child = new Child()
  try {
    const task: Task = { kind: 'seed', seed: 7, steps: 120, trace: false }
    const first = await report(child, task)
    expect(first.operations).toBeGreaterThan(0)
    expect(await report(child, task)).toEqual(first)
    expect(await report(child, { ...task, seed: 8 })).not.toEqual(first)
  } finally {
    child.stop()
  }
})

test('[I21] tablets whose clocks are wrong otherwise come to the same records', async () => {
  const child = new Child()
  const HOUR_MS = 60 * 60 * 1000
  try {
    for (let seed = 1; seed <= 15; seed += 1) {
      const plan = planOf(seed, 60)
      const right = await report(child, { kind: 'plan', plan, trace: false })
      const skews = plan.skews.map((_, index) => (index - 1) * 900 * HOUR_MS)
      const wrong = await report(child, { kind: 'plan', plan: { ...plan, skews }, trace: false })
      expect(wrong.broken).toBeNull()
      expect(wrong.endHash).toBe(right.endHash)
    }
  } finally {
    child.stop()
  }
})

/** Histories that once broke an invariant, as short as they could be made; what broke is in the name. */
const kept = await readdir(REGRESSIONS)

test.each(kept.map((name) => name.replace('.json', '')))('%s', async (name) => {
  const child = new Child()
  try {
    // Written by `npm run simulate -- --shrink`.
    const plan = JSON.parse(await readFile(join(REGRESSIONS, `${name}.json`), 'utf8')) as Plan
    expect((await report(child, { kind: 'plan', plan, trace: false })).broken).toBeNull()
  } finally {
    child.stop()
  }
})
