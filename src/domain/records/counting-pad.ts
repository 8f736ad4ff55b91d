import * as v from 'valibot'
import type { Headcounts } from './headcount.ts'
import { RETURN_BAND_LABEL, RETURN_BANDS, type ReturnBand } from './vocabulary.ts'

/** The keys of a counting pad: one for everybody, or one for each band of the national return, and one for people online. */
const laneSchema = v.picklist(['all', ...RETURN_BANDS, 'online'])
export type Lane = v.InferOutput<typeof laneSchema>
export const LANES = laneSchema.options

export const LANE_LABEL: Record<Lane, string> = { all: 'Everyone', ...RETURN_BAND_LABEL, online: 'Online' }

const momentSchema = v.picklist(['start', 'middle', 'end'])
export type Moment = v.InferOutput<typeof momentSchema>

/** Longer than any part of a building is called. */
const nameSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))

/** What a person does on a pad. Each is kept as it happens and never changed; a mistake is taken back by another. */
export const padEventSchema = v.variant('what', [
  v.object({ what: v.literal('tap'), lane: laneSchema, by: v.picklist([1, -1]) }),
  /** Takes back what was done under a number. */
  v.object({ what: v.literal('undo'), n: v.number() }),
  /** From here on people are counted in this part of the building. */
  v.object({ what: v.literal('area'), name: nameSchema }),
  /** Somebody looked, and nobody was there. */
  v.object({ what: v.literal('zero') }),
  v.object({ what: v.literal('moment'), moment: momentSchema }),
  v.object({ what: v.literal('pause') }),
  v.object({ what: v.literal('resume') }),
  v.object({ what: v.literal('hand-over'), to: nameSchema }),
])
export type PadEvent = v.InferOutput<typeof padEventSchema>

/** An event with its number in the order they were kept, and when it was, in milliseconds since 1970. */
export interface PadStep {
  readonly n: number
  readonly at: number
  readonly event: PadEvent
}

type Sums = Readonly<Partial<Record<Lane, number>>>

/** What one round of counting came to: in a part of the building, at a moment of the session. */
interface Round {
  readonly area: string | null
  readonly moment: Moment | null
  readonly sums: Sums
  /** True once somebody was counted, or said that nobody was there. */
  readonly isCounted: boolean
}

export interface PadState {
  /** In the order they were begun. */
  readonly rounds: readonly Round[]
  /** The round that is being counted. */
  readonly current: Round
  readonly isPaused: boolean
  /** Whom it was handed over to; null while it is whoever began. */
  readonly countedBy: string | null
  /** Taps that stand, latest first. */
  readonly taps: readonly (PadStep & { readonly event: Extract<PadEvent, { what: 'tap' }> })[]
}

const FIRST_ROUND: Round = { area: null, moment: null, sums: {}, isCounted: false }

/** Where a pad stands after everything that was done on it, in order. Fewer than nobody are never counted. */
export function foldPad(steps: readonly PadStep[]): PadState {
  const undone = new Set(steps.flatMap(({ event }) => (event.what === 'undo' ? [event.n] : [])))
  const rounds: Round[] = [FIRST_ROUND]
  const taps: PadState['taps'][number][] = []
  let at = 0
  let isPaused = false
  let countedBy: string | null = null
  const go = (area: string | null, moment: Moment | null): void => {
    const found = rounds.findIndex((round) => round.area === area && round.moment === moment)
    at = found === -1 ? rounds.push({ area, moment, sums: {}, isCounted: false }) - 1 : found
  }
  const change = (part: Partial<Round>): void => {
    rounds[at] = { ...(rounds[at] ?? FIRST_ROUND), ...part }
  }
  for (const step of steps) {
    const { event } = step
    if (undone.has(step.n)) continue
    const { area, moment, sums } = rounds[at] ?? FIRST_ROUND
    switch (event.what) {
      case 'tap': {
        const before = sums[event.lane] ?? 0
        const after = Math.max(0, before + event.by)
        change({ sums: { ...sums, [event.lane]: after }, isCounted: true })
        if (after !== before) taps.push({ ...step, event })
        break
      }
      case 'zero':
        change({ isCounted: true })
        break
      case 'area':
        go(event.name, moment)
        break
      case 'moment':
        go(area, event.moment)
        break
      case 'pause':
      case 'resume':
        isPaused = event.what === 'pause'
        break
      case 'hand-over':
        countedBy = event.to
        break
      case 'undo':
        break
    }
  }
  return { rounds, current: rounds[at] ?? FIRST_ROUND, isPaused, countedBy, taps: taps.toReversed() }
}

/** People of a lane over all parts of the building, at the moment that is being counted. */
export function laneTotal({ rounds, current }: PadState, lane: Lane): number {
  return sumOf(rounds.filter(({ moment }) => moment === current.moment).map(({ sums }) => sums[lane] ?? 0))
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** Everyone in the rooms in a round; people online are no part of a headcount. */
export function roundTotal({ sums }: Round): number {
  return sumOf(LANES.filter((lane) => lane !== 'online').map((lane) => sums[lane] ?? 0))
}

/** Everyone counted at each moment, in the rooms; of several the highest counts, and all are kept. */
export function momentTotals({ rounds }: PadState): readonly { moment: Moment | null; people: number }[] {
  const totals = new Map<Moment | null, number>()
  for (const round of rounds) {
    if (round.isCounted) totals.set(round.moment, (totals.get(round.moment) ?? 0) + roundTotal(round))
  }
  return [...totals].map(([moment, people]) => ({ moment, people }))
}

/** What a pad gives a session: its own contributions, people online, and the parts of the building in words. */
export interface PadResult {
  readonly counts: Headcounts
  /** Null where nobody counted people online. */
  readonly online: number | null
  /** Empty where the building was not counted part by part. */
  readonly note: string
}

/**
 * @param key of the pad, at most 38 letters, digits and hyphens: no other tablet's counts have it, so that
 *   two at two doors add up
 */
export function padResult(state: PadState, key: string): PadResult {
  const counts: Record<string, Headcounts[string]> = {}
  const moments = new Set(state.rounds.filter(({ isCounted }) => isCounted).map(({ moment }) => moment))
  for (const moment of moments) {
    const about = moment === null ? {} : { moment }
    const mark = moment === null ? '' : moment.charAt(0)
    const rounds = state.rounds.filter((round) => round.moment === moment)
    const of = (lane: Lane): number => sumOf(rounds.map(({ sums }) => sums[lane] ?? 0))
    const byReturn = bandsCounted(rounds)
    const hasBands = Object.keys(byReturn).length > 0
    if (hasBands) counts[`${key}-${mark}r`] = { split: 'return', byReturn, ...about }
    if (!hasBands || of('all') > 0) counts[`${key}-${mark}a`] = { split: 'none', total: of('all'), ...about }
  }
  const online = state.rounds.flatMap(({ sums }) => sums.online ?? [])
  return { counts, online: online.length === 0 ? null : Math.max(...online), note: areasInWords(state) }
}

function bandsCounted(rounds: readonly Round[]): Partial<Record<ReturnBand, number>> {
  const bands: Partial<Record<ReturnBand, number>> = {}
  for (const { sums } of rounds) {
    for (const band of RETURN_BANDS) {
      const people = sums[band]
      if (people !== undefined) bands[band] = (bands[band] ?? 0) + people
    }
  }
  return bands
}

const MOMENT_WORDS: Record<Moment, string> = { start: 'at the start', middle: 'half-way', end: 'at the end' }

function areasInWords({ rounds }: PadState): string {
  const parts = rounds.filter(({ area, isCounted }) => area !== null && isCounted)
  if (parts.length === 0) return ''
  const words = parts.map(
    (round) =>
      `${round.area}${round.moment === null ? '' : ` ${MOMENT_WORDS[round.moment]}`} ${roundTotal(round)}`,
  )
  return `Counted by part: ${words.join(', ')}`
}
