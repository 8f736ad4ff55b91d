import * as v from 'valibot'
import { localDateSchema } from '../time/local-date.ts'
import { type FinancialYear, type Quarter, QUARTERS } from '../time/quarter.ts'
import type { Figure, Measure } from './define-measure.ts'
import type { FigureValue } from './figure-value.ts'
import type { FigureView } from './figure-view.ts'
import { placeKey, type PlaceAsked } from './place-asked.ts'
import { hasBegun, type ProgressAsked, progressFrom, type YearReader } from './progress.ts'
import type { ShownPlace } from './shown-places.ts'
import { shownLastYear } from './shown-progress.ts'
import { supportSchema } from './support-totals.ts'
import { type Shown, SUPPRESSED } from './suppression.ts'

const shownSchema = v.nullable(v.union([v.number(), v.literal(SUPPRESSED)]))
const byQuarterSchema = v.pipe(v.array(shownSchema), v.length(QUARTERS.length))
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** One figure of one place over a year, as it leaves the server: what must not be shown is not in it. */
const placeTotalsSchema = v.object({
  quarter: byQuarterSchema,
  quarterBefore: byQuarterSchema,
  /** Left out where they are the quarters themselves. */
  toDate: v.optional(byQuarterSchema),
  toDateBefore: v.optional(byQuarterSchema),
  /**
   * What has to be known to trust it, up to the end of each quarter: entries, those without a number, and
   * percent sampled and estimated of what they come to. Left out where the number of entries would tell of few people.
   */
  behind: v.optional(v.array(v.tuple([countSchema, countSchema, v.number(), v.number()]))),
  /** Which quarters have entries, this year's four and then last year's, as bits from the lowest. */
  logged: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)),
  /** What last year was published in, where nothing of it was recorded. */
  publishedIn: v.optional(v.string()),
})
type PlaceTotals = v.InferOutput<typeof placeTotalsSchema>

/** One figure of every place that has something of it. */
const figureTotalsSchema = v.object({
  /** Of the definition that it was worked out by. */
  version: countSchema,
  /** By `placeKey`. */
  places: v.record(v.string(), placeTotalsSchema),
})
type FigureTotals = v.InferOutput<typeof figureTotalsSchema>

/** What a figure is called among all figures: its measure, and its key there. */
export function figureName({ id }: Measure, { key }: Figure): string {
  return `${id} ${key}`
}

/** A figure of all places as it may leave the server; those it has nothing of are left out. */
export function figureTotals(measure: Measure, figure: Figure, places: readonly ShownPlace[]): FigureTotals {
  const kept = places.flatMap((one): [string, PlaceTotals][] => {
    const totals = placeTotals(figure, one)
    return isEmpty(figure, totals) ? [] : [[placeKey(one.place), totals]]
  })
  return { version: measure.version, places: Object.fromEntries(kept) }
}

function placeTotals(figure: Figure, { reader, shown }: ShownPlace): PlaceTotals {
  const { quarter, toDate, quarterBefore, toDateBefore } = shown
  const logged = [
    ...QUARTERS.map((one, index) => isLogged(reader.quarter(one), quarter[index])),
    ...QUARTERS.map((one, index) => isLogged(reader.quarterBefore(one), quarterBefore[index])),
  ]
  return {
    quarter: [...quarter],
    quarterBefore: [...quarterBefore],
    ...(isSame(toDate, quarter) ? {} : { toDate: [...toDate] }),
    ...(isSame(toDateBefore, quarterBefore) ? {} : { toDateBefore: [...toDateBefore] }),
    ...(figure.sensitivity === 'open' ? { behind: QUARTERS.map((one) => behindOf(reader.toDate(one))) } : {}),
    logged: logged.reduce((bits, is, index) => bits + (is ? 2 ** index : 0), 0),
    ...(reader.publishedIn === null ? {} : { publishedIn: reader.publishedIn }),
  }
}

function isSame(some: readonly Shown[], others: readonly Shown[]): boolean {
  return some.every((shown, index) => shown === others[index])
}

function isLogged(value: FigureValue | null, shown: Shown | undefined): boolean {
  return shown === SUPPRESSED || (value !== null && value.entries + value.entriesOfAll > 0)
}

function behindOf({
  entries,
  entriesOfAll,
  notCounted,
  obtained,
}: FigureValue): [number, number, number, number] {
  const most = Math.max(entries, entriesOfAll)
  return [most, notCounted, Math.round(obtained?.sampled ?? 0), Math.round(obtained?.estimated ?? 0)]
}

/** Nothing was logged for it; what is read from lists is a figure all the same. */
function isEmpty(figure: Figure, { logged, quarter, quarterBefore, publishedIn }: PlaceTotals): boolean {
  if (logged > 0 || publishedIn !== undefined) return false
  const isOfLists = figure.numerator.take === 'lists' || figure.denominator?.take === 'lists'
  return !isOfLists || [...quarter, ...quarterBefore].every((shown) => shown === null)
}

/** The year of a figure as totals tell of it. */
export function viewFromTotals(
  figure: Figure,
  totals: FigureTotals | undefined,
  asked: ProgressAsked,
): FigureView {
  const place = totals?.places[placeKey(asked)] ?? nothingOf(figure, asked)
  const reader = readerOf({ figure, place, asked, version: totals?.version ?? 0 })
  const index = QUARTERS.indexOf(asked.quarter)
  const now = (place.toDate ?? place.quarter)[index] ?? null
  const quarters = QUARTERS.map((one, at) => ({
    now: hasBegun(asked, one) ? (place.quarter[at] ?? null) : null,
    lastYear: place.quarterBefore[at] ?? null,
  }))
  const isHidden = [now, ...place.quarter, ...place.quarterBefore].includes(SUPPRESSED)
  const progress = progressFrom(figure, reader, asked)
  return { progress, shown: { now, quarters, ...shownLastYear(progress, isHidden), isHidden } }
}

/** Where nothing was logged, a count is 0 and a share is no figure. */
function nothingOf(
  { denominator, numerator, isCountyOnly }: Figure,
  { site, area }: PlaceAsked,
): PlaceTotals {
  const isCount = denominator === null && numerator.take !== 'lists' && numerator.scaledBy === undefined
  const isNone = isCountyOnly === true && (site !== null || area !== undefined)
  const each = QUARTERS.map(() => (isCount && !isNone ? 0 : null))
  return { quarter: each, quarterBefore: each, logged: 0 }
}

interface ReaderFrom {
  readonly figure: Figure
  readonly place: PlaceTotals
  readonly asked: ProgressAsked
  readonly version: number
}

function readerOf({ figure, place, asked, version }: ReaderFrom): YearReader {
  const { behind, logged } = place
  const has = (bit: number) => Math.floor(logged / 2 ** bit) % 2 === 1
  const valueOf = (shown: Shown | undefined, entries: number, at?: readonly number[]): FigureValue => {
    const value = typeof shown === 'number' ? shown : null
    const [most = entries, notCounted = 0, sampled = 0, estimated = 0] = at ?? []
    return {
      value,
      numerator: value,
      denominator: null,
      entries: most,
      entriesOfAll: 0,
      notCounted,
      obtained:
        at === undefined || most === 0 ? null : { counted: 100 - sampled - estimated, sampled, estimated },
      definitionVersion: version,
      ...(figure.sensitivity === 'open' ? {} : { isCountHidden: true as const }),
    }
  }
  const at = (quarter: Quarter) => QUARTERS.indexOf(quarter)
  /** 1 where a year has entries up to a quarter, or in it for what stands for itself. */
  const entriesTo = (quarter: Quarter, yearAt: number): number => {
    const last = at(quarter)
    const first = figure.overTime === 'level' ? last : 0
    return QUARTERS.some((_, index) => index >= first && index <= last && has(yearAt + index)) ? 1 : 0
  }
  return {
    publishedIn: place.publishedIn ?? null,
    quarter: (one) => (hasBegun(asked, one) ? valueOf(place.quarter[at(one)], has(at(one)) ? 1 : 0) : null),
    quarterBefore: (one) => valueOf(place.quarterBefore[at(one)], has(QUARTERS.length + at(one)) ? 1 : 0),
    toDate: (one) => valueOf((place.toDate ?? place.quarter)[at(one)], entriesTo(one, 0), behind?.[at(one)]),
    toDateBefore: (one) =>
      valueOf((place.toDateBefore ?? place.quarterBefore)[at(one)], entriesTo(one, QUARTERS.length)),
  }
}

const dayOrNoneSchema = v.nullable(localDateSchema)

/** What the server adds up over all sites for those that hold only their own. */
export const countyTotalsSchema = v.object({
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  /** By `figureName`. */
  figures: v.record(v.string(), figureTotalsSchema),
  /** What sessions brought to the plan: by `placeKey`, then by part. */
  support: v.record(v.string(), supportSchema),
  /** The last day each site has an entry about, as each quarter ends. */
  lastDays: v.record(v.string(), v.pipe(v.array(dayOrNoneSchema), v.length(QUARTERS.length))),
  /** Targets that sites set themselves, by site and measure. */
  targets: v.record(
    v.string(),
    v.record(v.string(), v.object({ value: v.number(), due: v.nullable(v.picklist(QUARTERS)) })),
  ),
})
export type CountyTotals = v.InferOutput<typeof countyTotalsSchema>

/** The years whose totals a server hands out: the one under way and the one before. */
export function yearsTold(thisYear: FinancialYear): readonly FinancialYear[] {
  return [thisYear, thisYear - 1]
}
