import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FromLoad, LoadPlan, LoadResult, ToLoad } from './load-plan.ts'

export interface LoadHooks {
  /** The server is warm and the load about to begin. */
  readonly onStart: () => Promise<void>
  readonly onProgress: (operations: number) => void
}

/** Makes a load in a process of its own, which ends with it. */
export async function runLoad(plan: LoadPlan, { onStart, onProgress }: LoadHooks): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'load.ts'), { serialization: 'advanced' })
  const ended = once(child, 'exit')
  const hearing = new Set<(message: FromLoad) => void>()
  child.on('message', (message) => {
    // Sent by load.ts, which runs in that process.
    for (const hear of hearing) hear(message as FromLoad)
  })
  /** Asks for a step, and waits for word that it is done. */
  const step = (asked: ToLoad, until: 'built' | 'warm' | 'done'): Promise<FromLoad> =>
    new Promise((resolve, reject) => {
      hearing.clear()
      hearing.add((message) => {
        if (message.step === until) resolve(message)
        else if (message.step === 'failed') reject(new Error(message.what))
        else if (message.step === 'progress') onProgress(message.operations)
      })
      void ended.then(() => reject(new Error('The process that makes the load has ended')))
      child.send(asked)
    })
  try {
    await step({ step: 'build', plan }, 'built')
    await step({ step: 'warm-up' }, 'warm')
    await onStart()
    const last = await step({ step: 'go' }, 'done')
    if (last.step !== 'done') throw new Error(`The load ended with ${last.step}`)
    return last.result
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}
