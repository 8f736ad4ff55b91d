import { setTimeout as pause } from 'node:timers/promises'
import type { LoadPlan, LoadResult } from './load-plan.ts'
import { runLoad } from './run-load.ts'
import type { Sample, Servers } from './servers-under-load.ts'

const SAMPLE_EVERY_MS = 500

/** A load and what the servers used for it. */
export interface Measured extends LoadResult {
  readonly name: string
  readonly processes: number
  readonly connections: number
  readonly operationsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor seconds for a thousand operations. */
  readonly serverCpuPer1000: number | null
  readonly databaseCpuPer1000: number | null
  /** Of all app processes together. */
  readonly rssMb: { readonly start: number; readonly middle: number; readonly end: number } | null
  readonly samples: readonly Sample[]
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

/** Lets one load loose on servers that are up, and watches them meanwhile. */
export async function measure(name: string, servers: Servers, plan: LoadPlan): Promise<Measured> {
  const samples: Sample[] = []
  let operations = 0
  let isOver = false
  const watching = { done: Promise.resolve() }
  const watch = async (): Promise<void> => {
    while (!isOver) {
      await pause(SAMPLE_EVERY_MS)
      samples.push(await servers.sample(operations))
    }
  }
  try {
    const result = await runLoad(plan, {
      onStart: async () => {
        samples.push(await servers.sample(0))
        watching.done = watch()
      },
      onProgress: (received) => {
        operations = received
      },
    })
    operations = result.operations
    isOver = true
    await watching.done
    return { ...result, ...figuresOf(result, samples), ...about(name, plan), samples }
  } finally {
    isOver = true
  }
}

function about(name: string, { origins, connections }: LoadPlan) {
  return { name, processes: origins.length, connections }
}

function figuresOf({ operations, seconds, pushMs }: LoadResult, samples: readonly Sample[]) {
  const first = samples[0]
  const last = samples.at(-1)
  const middle = samples.find((sample) => sample.operations >= operations / 2)
  const per1000 = (column: 'serverCpuSeconds' | 'databaseCpuSeconds'): number | null => {
    const from = first?.[column] ?? null
    const to = last?.[column] ?? null
    return from === null || to === null ? null : ((to - from) * 1000) / operations
  }
  const rss = [first?.rssMb, middle?.rssMb, last?.rssMb].map((mb) => mb ?? null)
  const [start = null, half = null, end = null] = rss
  return {
    operationsPerSecond: operations / seconds,
    p50Ms: quantile(pushMs, 0.5),
    p99Ms: quantile(pushMs, 0.99),
    serverCpuPer1000: per1000('serverCpuSeconds'),
    databaseCpuPer1000: per1000('databaseCpuSeconds'),
    rssMb: start === null || half === null || end === null ? null : { start, middle: half, end },
  }
}
