import { QUARTERS } from '../time/quarter.ts'
import type { Figure, Measure } from './define-measure.ts'
import { type Elapsed, shareBy, type Shares } from './profile-shares.ts'

/** Green is within a tenth of what the profile asks for by now. */
const GREEN = 0.9
/** How far what is still to come may be off when there is nothing better to go by. */
const LEAST_SPREAD = 0.1

/**
 * What of a year's target should be there by now. A figure that does not add up over the year is to stand
 * at the target all the time; a milestone only from its quarter on.
 *
 * @returns null while nothing is due yet
 */
export function profiledTarget(
  target: number,
  shares: Shares | null,
  overTime: Figure['overTime'],
  elapsed: Elapsed,
): number | null {
  if (shares === null) return target
  const isMilestone = shares.includes(100)
  // A milestone is due by the end of its quarter, not from day to day.
  const by = shareBy(shares, isMilestone ? { ...elapsed, ofQuarter: Math.floor(elapsed.ofQuarter) } : elapsed)
  if (by === 0) return null
  return overTime === 'level' ? target : (target * by) / 100
}

export interface Forecast {
  readonly low: number
  readonly middle: number
  readonly high: number
}

/**
 * Where the year will end if what is still to come is to its share as what came. Each quarter that is over
 * says what a year of its sort would come to; the range is from the least to the most of these, and never
 * narrower than a tenth of what is still to come.
 *
 * @param quarters what each quarter came to, as far as it has come
 * @returns null before anything was due, and for figures that do not add up over a year
 */
export function forecast(
  quarters: readonly number[],
  shares: Shares | null,
  elapsed: Elapsed,
): Forecast | null {
  if (shares === null) return null
  const by = shareBy(shares, elapsed)
  if (by <= 0) return null
  const toDate = quarters.reduce((sum, value) => sum + value, 0)
  const toCome = Math.max(0, 100 - by) / 100
  const year = (100 * toDate) / by
  const said = quarters.slice(0, QUARTERS.indexOf(elapsed.quarter)).flatMap((value, index) => {
    const share = shares[index] ?? 0
    return share > 0 ? [(100 * value) / share] : []
  })
  const least = Math.min(...said, year * (1 - LEAST_SPREAD))
  const most = Math.max(...said, year * (1 + LEAST_SPREAD))
  return {
    low: toDate + least * toCome,
    middle: toDate + year * toCome,
    high: toDate + most * toCome,
  }
}

type Rag = 'green' | 'amber' | 'red'

/** `watched`: a context measure. `no-target`, `no-value` and `not-due` say why nothing can be judged. */
export type Standing = Rag | 'watched' | 'no-target' | 'no-value' | 'not-due'

interface Judged {
  readonly type: Measure['type']
  readonly value: number | null
  readonly target: number | null
  readonly profiled: number | null
  /** The same quarter of the year before; null where it is not known. */
  readonly lastYear: number | null
}

/**
 * Green within a tenth of what the profile asks for; short of that, amber when it is no worse than the same
 * quarter last year, else red. Without a last year nothing says that it is worse, and it is amber.
 */
export function standingOf({ type, value, target, profiled, lastYear }: Judged): Standing {
  if (type === 'context') return 'watched'
  if (target === null) return 'no-target'
  if (profiled === null) return 'not-due'
  if (value === null) return 'no-value'
  if (value >= GREEN * profiled) return 'green'
  return lastYear === null || value >= lastYear ? 'amber' : 'red'
}

/** Never told by colour alone: each has a word and a shape of its own. */
export const STANDING_WORDS: Readonly<Record<Standing, { readonly word: string; readonly shape: string }>> = {
  green: { word: 'Green: on target', shape: '●' },
  amber: { word: 'Amber: below target, not below last year', shape: '▲' },
  red: { word: 'Red: below target and below last year', shape: '■' },
  watched: { word: 'Watched, not judged', shape: '○' },
  'no-target': { word: 'No target set', shape: '–' },
  'no-value': { word: 'No figure yet', shape: '–' },
  'not-due': { word: 'Not due yet', shape: '–' },
}

/** What is missing to green by now. */
export interface GreenTakes {
  /** In units of the figure; 0 when it is green. */
  readonly more: number
  /** Sessions of the usual size that would bring it; null where no usual size is known. */
  readonly sessions: number | null
}

/** @param usualSize what one more session usually brings; null for figures that sessions do not bring */
export function greenTakes(value: number, profiled: number, usualSize: number | null): GreenTakes {
  const more = Math.max(0, GREEN * profiled - value)
  const isKnown = usualSize !== null && usualSize > 0
  return { more, sessions: isKnown ? Math.ceil(more / usualSize) : null }
}

export type Direction = 'up' | 'level' | 'down'

/** A direction as an arrow and a word, to stand before "last year". */
export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  up: '↑ up on',
  level: '→ level with',
  down: '↓ down on',
}

/** Against the same quarter last year; null where either is not known. */
export function directionOf(value: number | null, lastYear: number | null): Direction | null {
  if (value === null || lastYear === null) return null
  if (value === lastYear) return 'level'
  return value > lastYear ? 'up' : 'down'
}
