import { chanceOf } from '../fuzz/chance.ts'
import { ACTS } from './acts.ts'
import { BLOWS, enrol, reopen } from './blows.ts'
import type { ActName, FaultName, Plan, Step } from './plan.ts'
import { rest } from './rest.ts'
import type { Break, Invariant } from './verdict.ts'
import { World, type WorldOptions } from './world.ts'

/** What one run came to. */
export interface RunReport {
  readonly seed: number
  readonly steps: number
  readonly operations: number
  readonly faults: Partial<Record<FaultName, number>>
  readonly checks: Partial<Record<Invariant, number>>
  readonly broken: Break | null
  readonly traceHash: string
  /** What the server's records came to, without anything a clock says. */
  readonly endHash: string
}

const MINUTE_MS = 60_000
const ENROLLING_TASKS = 20_000

/** Carries a plan out, step by step, until it is done or something does not hold. */
export async function runPlan(plan: Plan, options: WorldOptions = {}): Promise<RunReport> {
  const world = new World(plan, options)
  await world.server.install()
  plan.sites.forEach((siteId, index) => world.addProfile(siteId, plan.skews[index] ?? 0))
  for (const profile of world.profiles) enrol(world, profile)
  await world.scheduler.spend(ENROLLING_TASKS)
  world.network.weather = plan.weather
  for (const step of plan.steps) {
    if (world.verdict.broken !== null) break
    await take(world, step)
    await world.scheduler.spend(step.tasks)
    world.checks.afterStep()
  }
  if (world.verdict.broken === null) await rest(world)
  const { verdict, operations, faults, traceHash } = world
  return {
    seed: plan.seed,
    steps: plan.steps.length,
    operations,
    faults,
    checks: verdict.checks,
    broken: verdict.broken,
    traceHash,
    endHash: world.endHash(),
  }
}

async function take(world: World, step: Step): Promise<void> {
  const chance = chanceOf(step.seed, 0)
  world.nowMs += chance.below(3 * MINUTE_MS)
  const profile = world.profiles[step.tablet % world.profiles.length]
  if (profile === undefined) return
  if (step.name === 'rest') return rest(world)
  const blow = isFault(step.name) ? BLOWS[step.name] : undefined
  if (blow !== undefined && isFault(step.name)) {
    const words = await blow({ world, profile, chance })
    if (words === null) return
    world.count(step.name)
    return world.say(`${profile.name} ${words}`)
  }
  if (profile.tabs.length === 0 && !profile.isBusy) return reopen(world, profile)
  const tab = chance.pick(profile.tabs.length === 0 ? [undefined] : profile.tabs)
  if (tab === undefined) return
  if (step.name === 'sync') return world.sync(profile, tab)
  if (profile.isBusy || !isAct(step.name)) return
  const act = ACTS[step.name]
  world.perform(profile, step.name, async () => {
    const { wipes } = profile
    const result = await act({ world, profile, tab, chance })
    return typeof result === 'string' ? result : world.saved(profile, tab, result, wipes)
  })
}

function isAct(name: Step['name']): name is ActName {
  return Object.hasOwn(ACTS, name)
}

function isFault(name: Step['name']): name is FaultName {
  return Object.hasOwn(BLOWS, name)
}
