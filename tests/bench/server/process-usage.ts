import { readdir, readFile } from 'node:fs/promises'

/** What processes have used so far, all of them together. */
export interface Usage {
  readonly cpuSeconds: number
  readonly rssMb: number
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100
const KB_PER_MB = 1000

/** @returns `null` where there is no /proc to read it from */
export async function usageOf(pids: readonly number[]): Promise<Usage | null> {
  try {
    const each = await Promise.all(pids.map(usageOfOne))
    return each.reduce((sum, one) => ({
      cpuSeconds: sum.cpuSeconds + one.cpuSeconds,
      rssMb: sum.rssMb + one.rssMb,
    }))
  } catch {
    return null
  }
}

async function usageOfOne(pid: number): Promise<Usage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ])
  const [user = 0, system = 0] = fieldsOf(stat).slice(11, 13).map(Number)
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0)
  return { cpuSeconds: (user + system) / TICKS_PER_SECOND, rssMb: rssKb / KB_PER_MB }
}

/** From the third field on: the second, the program's name, may hold anything. */
function fieldsOf(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Processor seconds of a process, of its children that live and of those that have ended. */
export async function familyCpuSeconds(parent: number): Promise<number | null> {
  try {
    const own = fieldsOf(await readFile(`/proc/${parent}/stat`, 'utf8'))
    let ticks = own.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null)
      const fields = stat === null ? [] : fieldsOf(stat)
      if (Number(fields[1]) === parent) ticks += Number(fields[11]) + Number(fields[12])
    }
    return ticks / TICKS_PER_SECOND
  } catch {
    return null
  }
}
