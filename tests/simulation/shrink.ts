import type { Plan, Step } from './plan.ts'
import { runPlan } from './run.ts'
import { FAIR, type Weather } from './weather.ts'
import type { WorldOptions } from './world.ts'

/** Runs that shrinking may take. */
const MOST_RUNS = 600

/**
 * A shorter history in which the same invariant breaks: steps are left out, in ever smaller pieces, and
 * kinds of bad weather are taken away, for as long as that makes no difference. The plan itself when it
 * breaks nothing.
 */
export async function shrunk(plan: Plan, options: WorldOptions): Promise<Plan> {
  const wanted = (await runPlan(plan, options)).broken?.invariant
  if (wanted === undefined) return plan
  let runs = 0
  const breaks = async (candidate: Plan): Promise<boolean> => {
    runs += 1
    return runs <= MOST_RUNS && (await runPlan(candidate, options)).broken?.invariant === wanted
  }
  const fair = await withFairerWeather(plan, breaks)
  return withFewerSteps(fair, breaks)
}

type Breaks = (candidate: Plan) => Promise<boolean>

async function withFairerWeather(plan: Plan, breaks: Breaks): Promise<Plan> {
  let best = plan
  // Every name of the weather.
  for (const name of Object.keys(FAIR) as (keyof Weather)[]) {
    const candidate = { ...best, weather: { ...best.weather, [name]: 0 } }
    if (best.weather[name] !== 0 && (await breaks(candidate))) best = candidate
  }
  return best
}

async function withFewerSteps(plan: Plan, breaks: Breaks): Promise<Plan> {
  let { steps } = plan
  for (let size = Math.ceil(steps.length / 2); ; size = Math.ceil(size / 2)) {
    let isShorter = false
    for (let at = 0; at < steps.length; ) {
      const left: readonly Step[] = [...steps.slice(0, at), ...steps.slice(at + size)]
      if (await breaks({ ...plan, steps: left })) {
        steps = left
        isShorter = true
      } else {
        at += size
      }
    }
    if (size === 1 && !isShorter) return { ...plan, steps }
  }
}
