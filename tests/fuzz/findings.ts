import * as v from 'valibot'
import { problemSchema } from '#sync/messages.ts'

export type Rule =
  | 'no-5xx'
  | 'no-hang'
  | 'plain-answer'
  | 'no-fault-logged'
  | 'database-unchanged'
  | 'memory-flat'
  | 'still-alive'

/** A rule that a request broke, or a stretch of them. */
export interface Finding {
  readonly rule: Rule
  /** Places in the run: one request, or first and last of a stretch. */
  readonly at: string
  readonly what: string
  /** What to run to see it again. */
  readonly again: string
}

/** After so many a run stops: the first is what to look at. */
const ENOUGH = 20

export interface Findings {
  readonly all: readonly Finding[]
  readonly isEnough: boolean
  add(finding: Finding): void
}

export function collectFindings(tell: (finding: Finding) => void): Findings {
  const all: Finding[] = []
  return {
    all,
    get isEnough() {
      return all.length >= ENOUGH
    },
    add: (finding) => {
      all.push(finding)
      tell(finding)
    },
  }
}

/** Counts by route and, within it, by status. */
export type Tally = Record<string, Record<string, number>>

export function count(tally: Tally, route: string, status: string | number): void {
  const ofRoute = (tally[route] ??= {})
  ofRoute[status] = (ofRoute[status] ?? 0) + 1
}

/** An answer of the API that is no success must be a problem's stable code and nothing else. */
export function isPlainProblem(text: string): boolean {
  try {
    return v.is(v.strictObject(problemSchema.entries), JSON.parse(text))
  } catch {
    return false
  }
}

/** Memory after what nobody needs was let go of, in megabytes. */
export interface Memory {
  /** Of the whole process, which gives back to the machine what it likes. */
  readonly rss: number
  readonly heap: number
}

export function memoryMb(): Memory {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss: Math.round(rss / 1e5) / 10, heap: Math.round(heapUsed / 1e5) / 10 }
}

/** Flat: no more at the end than a fifth and 40 MB above the middle. */
export function isFlat({ middle, end }: { readonly middle: number; readonly end: number }): boolean {
  return end <= middle * 1.2 + 40
}
