import { execFileSync } from 'node:child_process'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { isFlat } from '../../fuzz/findings.ts'
import { isWhole } from './check-arrivals.ts'
import type { RunResult } from './runs.ts'

const SQLITE_PER_SECOND = 20_000
const POSTGRES_P99_MS = 400
/** Above this part of one processor, the load may be what held the server up. */
const LOAD_IS_BUSY = 0.85

export interface Hold {
  readonly what: string
  readonly figure: string
  readonly isMet: boolean
}

/** The figures of the design that these runs speak of. */
export function holdsOf(results: readonly RunResult[]): readonly Hold[] {
  return results.flatMap((result) => {
    const { name, part, engine, processes, operationsPerSecond, p99Ms, rssMb } = result
    const holds: Hold[] = []
    if (part === 'sqlite' && name.includes('500')) {
      const isMet = operationsPerSecond >= SQLITE_PER_SECOND
      holds.push({ what: `${name}: ≥ 20,000 operations/s`, figure: whole(operationsPerSecond), isMet })
    }
    if (part === 'postgres' && engine === 'postgres') {
      holds.push({ what: `${name}: p99 ≤ 400 ms`, figure: ms(p99Ms), isMet: p99Ms <= POSTGRES_P99_MS })
    }
    if (rssMb !== null) {
      const figure = `${whole(rssMb.middle)} → ${whole(rssMb.end)} MB`
      // The rule is one process's.
      const of = (mb: number): number => mb / processes
      const isMet = isFlat({ middle: of(rssMb.middle), end: of(rssMb.end) })
      holds.push({ what: `${name}: memory flat`, figure, isMet })
    }
    return holds
  })
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : whole(value)} ms`
const seconds = (value: number | null): string => (value === null ? '–' : value.toFixed(3))

const COLUMNS: readonly (readonly [string, (result: RunResult) => string])[] = [
  ['', ({ name }) => name],
  ['operations', ({ operations }) => whole(operations)],
  ['at once', ({ connections }) => whole(connections)],
  ['per second', ({ operationsPerSecond }) => whole(operationsPerSecond)],
  ['p50', ({ p50Ms }) => ms(p50Ms)],
  ['p99', ({ p99Ms }) => ms(p99Ms)],
  ['app CPU s/1,000', ({ serverCpuPer1000 }) => seconds(serverCpuPer1000)],
  ['db CPU s/1,000', ({ databaseCpuPer1000 }) => seconds(databaseCpuPer1000)],
  [
    'RSS MB start/middle/end',
    ({ rssMb }) => (rssMb === null ? '–' : [rssMb.start, rssMb.middle, rssMb.end].map(whole).join('/')),
  ],
  ['load CPU', ({ cpuSeconds, seconds: took }) => `${whole((100 * cpuSeconds) / took)} %`],
]

export function tableOf(results: readonly RunResult[]): readonly string[] {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...results.map((result) => COLUMNS.map(([, of]) => of(result))),
  ]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}

/** What the table cannot show: how storms went, and what makes a figure doubtful. */
export function notesOf(results: readonly RunResult[]): readonly string[] {
  return results.flatMap((result) => {
    const { name, part, arrivals, busy, unanswered, doneMs, seconds: took, cpuSeconds } = result
    const notes: string[] = []
    if (arrivals !== null) {
      const { made, lost, doubled, recordsMissing, strange, notApplied, verify } = arrivals
      notes.push(
        `${name}: all in after ${whole(took)} s, half of the tablets after ${whole(median(doneMs) / 1000)} s; ` +
          `${whole(busy)} pushes were answered "busy", ${whole(unanswered)} lost their reply`,
        `${name}: ${whole(made)} made, ${lost} lost, ${doubled} doubled, ${recordsMissing} sessions missing, ` +
          `${strange} strange, ${notApplied} not applied; verify ended with ${verify.code}, ` +
          `${verify.differing} digests differ`,
      )
    }
    if (part !== 'storm' && cpuSeconds > LOAD_IS_BUSY * took) {
      notes.push(`${name}: making the load took nearly a whole processor and may have held the server up`)
    }
    return notes
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Whatever no figure can make up for: entries lost, doubled or not taken. */
export function faultsOf(results: readonly RunResult[]): readonly string[] {
  return results.flatMap(({ name, arrivals, wrong, outcomes, operations }) => [
    ...wrong.map((what) => `${name}: ${what}`),
    ...(outcomes['applied'] === operations ? [] : [`${name}: not all applied: ${JSON.stringify(outcomes)}`]),
    ...(arrivals === null || isWhole(arrivals) ? [] : [`${name}: ${JSON.stringify(arrivals)}`]),
  ])
}

/** Where and on what it was measured. */
export function circumstances(postgresVersion: string | null) {
  const [one] = cpus()
  return {
    date: new Date().toISOString(),
    machine: {
      processors: cpus().length,
      model: one?.model ?? 'unknown',
      memoryMb: Math.round(totalmem() / 1e6),
      system: `${platform()} ${release()}`,
      /** Processes at work at the start, over the last minute: others may share the machine. */
      loadAverage: loadavg()[0],
    },
    versions: {
      commit: execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim(),
      node: process.version,
      sqlite: process.versions['sqlite'] ?? null,
      postgres: postgresVersion,
    },
  }
}
