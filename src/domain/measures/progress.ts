import { daysBetween, type LocalDate } from '../time/local-date.ts'
import {
  type FinancialYear,
  firstDayOf,
  lastDayOf,
  monthsOf,
  monthsOfQuarter,
  type Quarter,
  QUARTERS,
} from '../time/quarter.ts'
import { earlier, type Sources, sumsByScope } from './amount.ts'
import type { Figure, Measure } from './define-measure.ts'
import { type FigureValue, figureValue } from './figure-value.ts'
import { newestPublished, publishedShares, publishedSums } from './published-figures.ts'
import { type Elapsed, sharesOf, type Shares } from './profile-shares.ts'
import { isWholeCounty, type PlaceAsked } from './place-asked.ts'
import type { MonthSpan } from './standing.ts'
import {
  type Direction,
  directionOf,
  type Forecast,
  forecast,
  type GreenTakes,
  greenTakes,
  profiledTarget,
  type Standing,
  standingOf,
} from './target.ts'

/** Whose progress is asked for, up to the end of which quarter. */
export interface ProgressAsked extends PlaceAsked {
  readonly year: FinancialYear
  readonly quarter: Quarter
  readonly today: LocalDate
}

type Kept = Omit<Sources, 'asked'>

/** One quarter of a figure, with the same quarter of the year before. */
interface QuarterValue {
  readonly quarter: Quarter
  /** Null while the quarter has not begun. */
  readonly value: FigureValue | null
  readonly lastYear: FigureValue
}

/** A figure over a year so far. */
export interface FigureProgress {
  readonly figure: Figure
  /** From April for what adds up or grows; of the quarter alone for what stands for itself. */
  readonly span: MonthSpan
  readonly now: FigureValue
  /** The year before as far as this one has come; null where nothing is known of it. */
  readonly lastYear: number | null
  readonly direction: Direction | null
  readonly quarters: readonly QuarterValue[]
  /** What the year before was published in, where nothing of it was recorded here; null where it was, or neither. */
  readonly lastYearPublishedIn: string | null
}

function elapsedOf({ year, quarter, today }: ProgressAsked): Elapsed {
  const { first, last } = monthsOfQuarter(year, quarter)
  const begins = firstDayOf(first)
  const over = daysBetween(begins, today) + 1
  const whole = daysBetween(begins, lastDayOf(last)) + 1
  return { quarter, ofQuarter: Math.min(1, Math.max(0, over / whole)) }
}

/** The months that a figure of the quarter is over. */
function spanOf(overTime: Figure['overTime'], year: FinancialYear, quarter: Quarter): MonthSpan {
  const { first, last } = monthsOfQuarter(year, quarter)
  return { first: overTime === 'level' ? first : monthsOf(year).first, last }
}

/** What a figure comes to in a year and in the one before, quarter by quarter and as each quarter ends. */
export interface YearReader {
  /** Null while the quarter has not begun. */
  quarter(quarter: Quarter): FigureValue | null
  quarterBefore(quarter: Quarter): FigureValue
  /** From April on, or of the quarter alone for what stands for itself. */
  toDate(quarter: Quarter): FigureValue
  toDateBefore(quarter: Quarter): FigureValue
  /** What the year before was published in, where nothing of it was recorded here. */
  readonly publishedIn: string | null
}

/** Reads a figure of a place and year from sums and lists. */
export function yearReader(
  measure: Measure,
  figure: Figure,
  kept: Kept,
  asked: Omit<ProgressAsked, 'quarter'>,
): YearReader {
  const { site, area, year, today } = asked
  const valueFrom = (sums: Kept['sums'], span: MonthSpan): FigureValue => {
    const end = lastDayOf(span.last)
    const asOf = end < today ? end : today
    return figureValue(measure, figure, { ...kept, sums, asked: { site, area, span, asOf } })
  }
  const yearBefore = valueFrom(kept.sums, monthsOf(year - 1))
  const mayBePublished = isWholeCounty(asked) && !isLogged(yearBefore)
  const published = mayBePublished ? publishedFor(figure, kept, year - 1) : null
  const before = (span: MonthSpan) => valueFrom(published?.sums ?? kept.sums, earlier(span, 1))
  const months = (quarter: Quarter) => monthsOfQuarter(year, quarter)
  return {
    quarter: (quarter) => (hasBegun(asked, quarter) ? valueFrom(kept.sums, months(quarter)) : null),
    quarterBefore: (quarter) => before(months(quarter)),
    toDate: (quarter) => valueFrom(kept.sums, spanOf(figure.overTime, year, quarter)),
    toDateBefore: (quarter) => before(spanOf(figure.overTime, year, quarter)),
    publishedIn: published?.title ?? null,
  }
}

export function hasBegun({ year, today }: Omit<ProgressAsked, 'quarter'>, quarter: Quarter): boolean {
  return firstDayOf(monthsOfQuarter(year, quarter).first) <= today
}

export function figureProgress(
  measure: Measure,
  figure: Figure,
  kept: Kept,
  asked: ProgressAsked,
): FigureProgress {
  return progressFrom(figure, yearReader(measure, figure, kept, asked), asked)
}

/** A figure's progress out of what it comes to, wherever that was worked out. */
export function progressFrom(figure: Figure, reader: YearReader, asked: ProgressAsked): FigureProgress {
  const { year, quarter } = asked
  const quarters = QUARTERS.map(
    (one): QuarterValue => ({
      quarter: one,
      value: reader.quarter(one),
      lastYear: reader.quarterBefore(one),
    }),
  )
  const now = reader.toDate(quarter)
  const before = reader.toDateBefore(quarter)
  const lastYear = isKnown(figure, before) ? soFar(figure, before, quarters, elapsedOf(asked)) : null
  return {
    figure,
    span: spanOf(figure.overTime, year, quarter),
    now,
    lastYear,
    direction: directionOf(now.value, lastYear),
    quarters,
    lastYearPublishedIn: reader.publishedIn,
  }
}

function isLogged({ entries, entriesOfAll }: FigureValue): boolean {
  return entries > 0 || entriesOfAll > 0
}

/** A year as the service published it, for a figure of all sessions or of all who came to them; else null. */
function publishedFor({ numerator, denominator, less }: Figure, { standing }: Kept, year: FinancialYear) {
  const isOfAll =
    (numerator.take === 'sum' || numerator.take === 'entries') &&
    numerator.at === undefined &&
    numerator.of.every((component) => component === 'all')
  const isOfNothingElse = less === undefined && (denominator === null || denominator.take === 'lists')
  const found = standing.publishedYears.find(({ body }) => body.year === year)?.body
  if (!isOfAll || !isOfNothingElse || found === undefined) return null
  return { title: found.title, sums: sumsByScope(publishedSums(found)) }
}

/** A year nobody logged anything in is not a year of noughts. */
function isKnown({ numerator, denominator }: Figure, value: FigureValue): boolean {
  const isOfEntries = numerator.take !== 'lists' || (denominator !== null && denominator.take !== 'lists')
  return !isOfEntries || isLogged(value)
}

/** What adds up is compared with as much of the quarter a year ago as is over of this one. */
function soFar(
  { overTime }: Figure,
  before: FigureValue,
  quarters: readonly QuarterValue[],
  { quarter, ofQuarter }: Elapsed,
): number | null {
  const ofThen = quarters[QUARTERS.indexOf(quarter)]?.lastYear.value ?? null
  if (overTime !== 'adds' || before.value === null || ofThen === null) return before.value
  return before.value - ofThen * (1 - ofQuarter)
}

/** What is wanted of a measure's first figure. */
export interface Target {
  readonly value: number
  readonly due: Quarter | null
}

export interface Judged {
  readonly target: number | null
  /** What of it should be there by now; null while nothing is due. */
  readonly profiled: number | null
  /** What each quarter is to bring or to stand at; null where it cannot be said by quarter. */
  readonly byQuarter: readonly (number | null)[]
  readonly standing: Standing
  readonly forecast: Forecast | null
  readonly takes: GreenTakes | null
}

/** Judges a measure's first figure against its target, as far as the year has come. */
export function judge(
  measure: Measure,
  progress: FigureProgress,
  target: Target | null,
  { asked, standing }: { readonly asked: ProgressAsked; readonly standing: Kept['standing'] },
): Judged {
  const { figure, now, lastYear, quarters } = progress
  const elapsed = elapsedOf(asked)
  const shares = sharesOf({
    profile: measure.profile,
    lastYear: figure.overTime === 'adds' ? quarters.map((one) => one.lastYear.value) : [],
    due: target?.due ?? null,
    published: publishedShares(
      newestPublished(standing.publishedYears),
      figure.unit === 'sessions' ? 'sessions' : 'attendances',
    ),
  })
  const profiled = target === null ? null : profiledTarget(target.value, shares, figure.overTime, elapsed)
  const wanted = target?.value ?? null
  const judged = { type: measure.type, value: now.value, target: wanted, profiled, lastYear }
  return {
    target: wanted,
    profiled,
    byQuarter: QUARTERS.map((_, index) => quarterTarget(figure, wanted, shares, index)),
    standing: standingOf(judged),
    forecast: forecastOf(measure, progress, shares, elapsed),
    takes:
      profiled === null || now.value === null ? null : greenTakes(now.value, profiled, usualSize(progress)),
  }
}

function quarterTarget(
  { overTime }: Figure,
  target: number | null,
  shares: Shares | null,
  index: number,
): number | null {
  if (target === null || overTime === 'grows') return null
  return overTime === 'level' || shares === null ? target : (target * (shares[index] ?? 0)) / 100
}

function forecastOf(
  { profile }: Measure,
  { figure, quarters }: FigureProgress,
  shares: Shares | null,
  elapsed: Elapsed,
): Forecast | null {
  if (figure.overTime !== 'adds' || profile === 'milestone') return null
  const came = quarters.slice(0, QUARTERS.indexOf(elapsed.quarter) + 1)
  return forecast(
    came.map(({ value }) => value?.value ?? 0),
    shares,
    elapsed,
  )
}

const OF_SESSIONS = /^(all|under-five|carer-aware|preset:.*)$/

/** What one session more usually brings to a figure that sessions bring; null for any other. */
function usualSize({ figure: { numerator, overTime }, now }: FigureProgress): number | null {
  const isOfSessions =
    numerator.take === 'sum' && overTime === 'adds' && numerator.of.every((key) => OF_SESSIONS.test(key))
  const counted = now.entries - now.notCounted
  return isOfSessions && now.value !== null && counted > 0 ? now.value / counted : null
}
