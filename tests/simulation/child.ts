/** Runs schedules in a process of its own; the parent says which. Started by `pool.ts`. */
import { planOf } from './plan.ts'
import type { FromChild, Task } from './pool.ts'
import { runPlan } from './run.ts'
import { shrunk } from './shrink.ts'

const options = { forgetsUnjudged: process.env['SIMULATE_WITHOUT'] === 'receipt-first' }

function tell(message: FromChild): void {
  process.send?.(message)
}

async function carryOut(task: Task): Promise<void> {
  if (task.kind === 'runs') {
    for (let seed = task.from; seed < task.from + task.count; seed += 1) {
      tell({ kind: 'ran', report: await runPlan(planOf(seed, task.steps), options) })
    }
    return
  }
  const plan = task.kind === 'plan' ? task.plan : planOf(task.seed, task.steps)
  if (task.kind === 'shrink') return tell({ kind: 'plan', plan: await shrunk(plan, options) })
  const onTrace = (line: string): void => tell({ kind: 'trace', line })
  tell({ kind: 'ran', report: await runPlan(plan, task.trace ? { ...options, onTrace } : options) })
}

process.on('message', (task: Task) => {
  void carryOut(task).then(() => tell({ kind: 'done' }))
})
tell({ kind: 'ready' })
