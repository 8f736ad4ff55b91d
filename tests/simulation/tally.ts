import type { FaultName } from './plan.ts'
import type { RunReport } from './run.ts'
import type { Break, Invariant } from './verdict.ts'

/** What many schedules came to. */
export interface Tally {
  schedules: number
  steps: number
  operations: number
  readonly faults: Partial<Record<FaultName, number>>
  readonly checks: Partial<Record<Invariant, number>>
  readonly failures: (Break & { readonly seed: number })[]
}

export function emptyTally(): Tally {
  return { schedules: 0, steps: 0, operations: 0, faults: {}, checks: {}, failures: [] }
}

export function addReport(
  tally: Tally,
  { seed, steps, operations, faults, checks, broken }: RunReport,
): void {
  tally.schedules += 1
  tally.steps += steps
  tally.operations += operations
  addCounts(tally.faults, faults)
  addCounts(tally.checks, checks)
  if (broken !== null) tally.failures.push({ seed, ...broken })
}

function addCounts<Name extends string>(
  sum: Partial<Record<Name, number>>,
  more: Partial<Record<Name, number>>,
): void {
  // The counts' own names.
  for (const [name, count] of Object.entries(more) as [Name, number][]) sum[name] = (sum[name] ?? 0) + count
}
