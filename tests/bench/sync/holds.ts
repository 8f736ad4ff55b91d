import { type Measure, medianOf, type Row } from './samples.ts'
import type { ContenderName } from './contender.ts'

/** What Branchline holds itself to beside the others, met or not. */
export interface Hold {
  readonly what: string
  readonly limit: string
  readonly measured: string
  /** Null when the run measured too little to tell. */
  readonly isMet: boolean | null
}

type Figure = (measure: Measure, contender?: ContenderName) => number

/** Each with the size it is judged at; a size is any the run measured, `least` its smallest. */
export function judgeHolds(rows: readonly Row[]): readonly Hold[] {
  return [
    ...sizesOf(rows, 'first-sync').flatMap((size) => {
      const at = figuresAt(rows, size)
      return [
        atLeast(`First sync of ${size}, PouchDB's time`, 5, at('first-sync', 'pouchdb') / at('first-sync')),
        atMost(`First sync of ${size}, against the floor`, 1.5, at('first-sync') / at('first-sync', 'floor')),
      ]
    }),
    ...sizesOf(rows, 'push').map((size) => {
      const at = figuresAt(rows, size)
      return atLeast(`Push of ${size}, PouchDB's time`, 10, at('push', 'pouchdb') / at('push'))
    }),
    ...sizesOf(rows, 'save-p50').map((size) => {
      const at = figuresAt(rows, size)
      return atMost(
        `Save with ${size} stored, against the floor`,
        1.3,
        at('save-p50') / at('save-p50', 'floor'),
      )
    }),
    ...sizesOf(rows, 'push-wire').map((size) =>
      atMost(`Push of ${size}, both ways`, 80, figuresAt(rows, size)('push-wire'), ' bytes an entry'),
    ),
    ...sizesOf(rows, 'first-sync-wire').map((size) =>
      atMost(
        `First sync of ${size}, both ways`,
        80,
        figuresAt(rows, size)('first-sync-wire'),
        ' bytes an entry',
      ),
    ),
    ...sizesOf(rows, 'quiet-requests').flatMap((size) => {
      const at = figuresAt(rows, size)
      return [
        atMost('Quiet sync', 1, at('quiet-requests'), ' request'),
        atMost('Quiet sync, both ways', 1_000, at('quiet-up') + at('quiet-down'), ' bytes'),
      ]
    }),
  ]
}

function sizesOf(rows: readonly Row[], measure: Measure): readonly number[] {
  return rows.filter((row) => row.measure === measure).flatMap((row) => row.size ?? [])
}

function figuresAt(rows: readonly Row[], size: number): Figure {
  return (measure, contender = 'branchline') => {
    const row = rows.find((each) => each.measure === measure && each.size === size)
    return medianOf(row, contender) ?? Number.NaN
  }
}

function atLeast(what: string, limit: number, measured: number): Hold {
  return hold(what, `≥ ${limit} ×`, measured, `${measured.toFixed(2)} ×`, measured >= limit)
}

function atMost(what: string, limit: number, measured: number, unit = ' ×'): Hold {
  const digits = unit === ' ×' ? 2 : 0
  return hold(what, `≤ ${limit}${unit}`, measured, `${measured.toFixed(digits)}${unit}`, measured <= limit)
}

function hold(what: string, limit: string, value: number, measured: string, isMet: boolean): Hold {
  return Number.isNaN(value)
    ? { what, limit, measured: 'not measured', isMet: null }
    : { what, limit, measured, isMet }
}
