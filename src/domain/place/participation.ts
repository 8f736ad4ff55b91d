import { type AttendanceByAge, peopleIn, REACH_BANDS, type ReachBand } from './attendance-by-age.ts'
import { type Ages, residentsAged } from './people-by-age.ts'
import type { CommunityProfile, ProfileFigure } from './profile-records.ts'

/** Residents under each band; null where the data has no figure, which is not 0. */
export type ResidentsByBand = Readonly<Record<ReachBand, number | null>>

const AGES: Readonly<Record<ReachBand, Ages>> = {
  '0-4': { from: 0, to: 4 },
  '5-11': { from: 5, to: 11 },
  '12-17': { from: 12, to: 17 },
  '18+': { from: 18, to: null },
}

export function residentsByBand(
  figures: readonly { readonly body: ProfileFigure }[],
  area: CommunityProfile,
): ResidentsByBand {
  const of = (band: ReachBand) => residentsAged(figures, area, AGES[band])
  return { '0-4': of('0-4'), '5-11': of('5-11'), '12-17': of('12-17'), '18+': of('18+') }
}

/**
 * `more`, `less`: the whole interval lies on one side of 1, and enough stands behind it. `unclear`: not so.
 * `unknown`: there is no index.
 */
export type Verdict = 'more' | 'less' | 'unclear' | 'unknown'

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Attendance of one age set against the residents of that age. */
export interface Participation {
  readonly band: ReachBand
  /** Attendances with this age, and what share of all with an age they are, from 0 to 1. */
  readonly came: number
  readonly shareOfAttendance: number | null
  readonly residents: number | null
  readonly shareOfResidents: number | null
  /** Attendances per 1,000 residents of the age. Someone who comes weekly counts every week. */
  readonly perThousand: number | null
  /** Share of attendance ÷ share of residents: 1 when an age comes as much as it lives here. */
  readonly index: number | null
  readonly interval: Interval | null
  readonly verdict: Verdict
}

/** Who comes against who lives here, by age. Ages without residents in the data have no rate and no index. */
export function participation(
  attendance: Pick<AttendanceByAge, 'byBand' | 'squares'>,
  residents: ResidentsByBand,
): readonly Participation[] {
  const aged = peopleIn(attendance.byBand)
  const everybody = REACH_BANDS.reduce<number | null>((sum, band) => {
    const people = residents[band]
    return sum === null || people === null ? null : sum + people
  }, 0)
  const size = effectiveSize(aged, attendance.squares)
  return REACH_BANDS.map((band) => {
    const came = attendance.byBand[band]
    const people = residents[band]
    const shareOfAttendance = aged === 0 ? null : came / aged
    const shareOfResidents = people === null || !everybody ? null : people / everybody
    const hasIndex = shareOfAttendance !== null && shareOfResidents !== null && shareOfResidents > 0
    const index = hasIndex ? shareOfAttendance / shareOfResidents : null
    const interval = hasIndex ? scaled(wilson(shareOfAttendance, size), 1 / shareOfResidents) : null
    return {
      band,
      came,
      shareOfAttendance,
      residents: people,
      shareOfResidents,
      perThousand: people === null || people <= 0 ? null : (1000 * came) / people,
      index,
      interval,
      verdict: verdictOf(interval, size),
    }
  })
}

/** Fewer sessions than this tell nothing of who comes, whatever their interval. */
const FEWEST_OBSERVATIONS = 5

function verdictOf(interval: Interval | null, size: number): Verdict {
  if (interval === null) return 'unknown'
  if (size < FEWEST_OBSERVATIONS) return 'unclear'
  if (interval.low > 1) return 'more'
  return interval.high < 1 ? 'less' : 'unclear'
}

function scaled({ low, high }: Interval, by: number): Interval {
  return { low: low * by, high: high * by }
}

/**
 * How many independent observations attendances are worth. Those who come to one session were drawn together:
 * the session was for them. So 60 children at one Rhyme Time are one observation, and 60 at twelve of them
 * are twelve (Kish, Survey Sampling, 1965: the design effect of unequal clusters with full correlation).
 *
 * @param squares sum over sessions of the square of those who came
 */
export function effectiveSize(attendances: number, squares: number): number {
  return squares === 0 ? 0 : attendances ** 2 / squares
}

/** Standard normal quantile that leaves 2.5 % on either side. */
const Z = 1.959964

/**
 * The 95 % score interval of a share (Wilson, Journal of the American Statistical Association 22, 1927). It
 * never leaves 0 to 1, and a share of 0 or 1 out of few is not taken for certain.
 *
 * @param share from 0 to 1
 * @param size observations behind it; of none nothing is known, and the interval is 0 to 1
 */
export function wilson(share: number, size: number): Interval {
  if (size <= 0) return { low: 0, high: 1 }
  const spread = Z ** 2 / size
  const centre = (share + spread / 2) / (1 + spread)
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / size + spread / (4 * size))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
