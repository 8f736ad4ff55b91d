/**
 * `npm run simulate -- --seeds 2000 --from 1 --steps 300`: carries out that many schedules and prints one
 * line of JSON. `--seed N` carries out one alone, with `--trace` in words, with `--shrink` down to the
 * shortest history that breaks the same; `--plan FILE` carries out a history that was kept.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { Plan } from './plan.ts'
import { Child, type FromChild, runSchedules, type Task } from './pool.ts'
import { isProtection, type ProtectionName } from './protections.ts'
import type { RunReport } from './run.ts'
import { addReport, emptyTally } from './tally.ts'
import { INVARIANTS } from './verdict.ts'

const wholeNumber = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))
const optionsSchema = v.object({
  seeds: wholeNumber,
  from: wholeNumber,
  steps: wholeNumber,
  seed: v.optional(wholeNumber),
  plan: v.optional(v.string()),
  trace: v.boolean(),
  shrink: v.boolean(),
  small: v.boolean(),
  without: v.optional(v.pipe(v.string(), v.check(isProtection, 'there is no such protection'))),
})
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '100' },
    seed: { type: 'string' },
    plan: { type: 'string' },
    trace: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    /** With few rows in a page and few operations in a batch. */
    small: { type: 'boolean', default: false },
    /** One of the protections switched off, to see that it is missed. */
    without: { type: 'string' },
  },
})
const MOST_FAILURES = 50
const PROGRESS_MS = 10_000

const options = v.parse(optionsSchema, values)
const childOptions = { ...nameOf(options.without), small: options.small }
const say = (text: string): void => void process.stderr.write(`${text}\n`)

function nameOf(name: string | undefined): { readonly without?: ProtectionName } {
  return name !== undefined && isProtection(name) ? { without: name } : {}
}

async function one(task: Task): Promise<void> {
  const child = new Child(childOptions)
  const hear = (message: FromChild): void => {
    if (message.kind === 'trace') process.stdout.write(`${message.line}\n`)
    if (message.kind === 'ran') tell(message.report)
    if (message.kind === 'plan') process.stdout.write(`${JSON.stringify(message.plan)}\n`)
  }
  await child.carryOut(task, hear).finally(() => child.stop())
}

function tell(report: RunReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`)
  if (report.broken !== null) process.exitCode = 1
}

async function many(): Promise<void> {
  const { seeds, from, steps } = options
  const tally = emptyTally()
  const startedAt = performance.now()
  const perMinute = (): number => Math.round((tally.schedules * 60_000) / (performance.now() - startedAt))
  const progress = (): void =>
    say(`${tally.schedules} of ${seeds} schedules, ${perMinute()} a minute, ${tally.failures.length} broken`)
  const timer = setInterval(progress, PROGRESS_MS)
  let isStopped = false
  // What was carried out so far is told when a long run is stopped.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopped = true
    })
  }
  const onReport = (report: RunReport): boolean => {
    addReport(tally, report)
    const { broken, seed } = report
    if (broken !== null) {
      say(`Broken: ${broken.invariant}, ${INVARIANTS[broken.invariant]}, by seed ${seed}: ${broken.details}`)
      say(`  again: npm run simulate -- --seed ${seed} --steps ${steps} --trace`)
    }
    return !isStopped && tally.failures.length < MOST_FAILURES
  }
  await runSchedules({ from, seeds, steps, onReport, ...childOptions }).finally(() => clearInterval(timer))
  process.stdout.write(`${JSON.stringify({ from, ...tally, schedulesPerMinute: perMinute() })}\n`)
  if (tally.failures.length > 0) process.exitCode = 1
}

const { seed, steps, plan, trace, shrink } = options
if (plan !== undefined) {
  // Written by `--shrink`; whatever else stands there breaks the run.
  await one({ kind: 'plan', plan: JSON.parse(await readFile(plan, 'utf8')) as Plan, trace })
} else if (seed === undefined) await many()
else await one(shrink ? { kind: 'shrink', seed, steps } : { kind: 'seed', seed, steps, trace })
