import { type FinancialYear, type Quarter, QUARTERS } from '../time/quarter.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { Sources } from './amount.ts'
import type { Figure, Measure } from './define-measure.ts'
import type { FigureValue } from './figure-value.ts'
import { addedUp, EVERYWHERE, type MonthSums } from './month-sums.ts'
import { areaNames, type AreasOfSites, placeKey, type PlaceAsked } from './place-asked.ts'
import { type YearReader, yearReader } from './progress.ts'
import type { Standing } from './standing.ts'
import {
  hiddenCells,
  type LineOfCells,
  type Shown,
  shownFigure,
  SUPPRESSED,
  thresholdOf,
  type Thresholds,
} from './suppression.ts'

/** Everything a year of a figure shows of a place, by quarter. */
const COLUMNS = ['quarter', 'toDate', 'quarterBefore', 'toDateBefore'] as const
type Column = (typeof COLUMNS)[number]

/** A figure's year at one place, with what of it may be shown. */
export interface ShownPlace {
  readonly place: PlaceAsked
  readonly reader: YearReader
  readonly shown: Readonly<Record<Column, readonly Shown[]>>
}

interface PlacesFrom extends Omit<Sources, 'asked'> {
  readonly thresholds: Thresholds
}

/** Sums of every site, of each area and of the whole county. */
export function sumsOfPlaces(sums: readonly MonthSums[], areas: AreasOfSites): readonly MonthSums[] {
  const ofAreas = areaNames(areas).flatMap((area) => {
    const within = sums.filter(({ scope }) => areas.get(scope) === area)
    return addedUp(within, placeKey({ site: null, area }))
  })
  const inNoArea = sums.filter(({ scope }) => !areas.has(scope))
  // Of areas, which are few, and not of every site once more.
  return [...sums, ...ofAreas, ...addedUp([...ofAreas, ...inNoArea], EVERYWHERE)]
}

/** The county first, then its areas, then every site that records. */
function placesOf({ sites, areas }: Standing): readonly PlaceAsked[] {
  return [
    { site: null },
    ...areaNames(areas).map((area) => ({ site: null, area })),
    ...sites.map(({ id }) => ({ site: id })),
  ]
}

/**
 * One figure of the county, of each area and of each site over a year, with few people hidden, and as many
 * more numbers as it takes: neither sites and their area, nor areas and the county, nor quarters and the year
 * to date give one back, not even to the people of one site, who know their own.
 *
 * @param kept sums of every site, of every area and of all together
 */
export function shownPlaces(
  measure: Measure,
  figure: Figure,
  kept: PlacesFrom,
  asked: { readonly year: FinancialYear; readonly today: LocalDate },
): readonly ShownPlace[] {
  const read = placesOf(kept.standing).map((place) => {
    const reader = remembered(yearReader(measure, figure, kept, { ...asked, ...place }), figure)
    return { place, reader }
  })
  const values = read.map(({ reader }) =>
    COLUMNS.flatMap((column) => QUARTERS.map((one) => reader[column](one))),
  )
  const threshold = thresholdOf(figure.sensitivity, kept.thresholds)
  const hidden = threshold === 0 ? new Set() : hiddenOf(figure, values, kept.standing, threshold)
  return read.map(({ place, reader }, row) => {
    const shown = (column: Column): readonly Shown[] =>
      QUARTERS.map((_, index) => {
        const at = COLUMNS.indexOf(column) * QUARTERS.length + index
        return hidden.has(row * WIDTH + at) ? SUPPRESSED : (values[row]?.[at]?.value ?? null)
      })
    return {
      place,
      reader,
      shown: {
        quarter: shown('quarter'),
        toDate: shown('toDate'),
        quarterBefore: shown('quarterBefore'),
        toDateBefore: shown('toDateBefore'),
      },
    }
  })
}

/** A figure that stands for itself each quarter comes to the same up to its end. What is asked twice is worked out once. */
function remembered(reader: YearReader, { overTime }: Figure): YearReader {
  const known = new Map<string, FigureValue | null>()
  const once = <Value extends FigureValue | null>(
    column: Column,
    quarter: Quarter,
    read: () => Value,
  ): Value => {
    const key = `${column} ${quarter}`
    // What is under a column's key was read for that column.
    if (known.has(key)) return known.get(key) as Value
    const value = read()
    known.set(key, value)
    return value
  }
  const self: YearReader = {
    publishedIn: reader.publishedIn,
    quarter: (one) => once('quarter', one, () => reader.quarter(one)),
    quarterBefore: (one) => once('quarterBefore', one, () => reader.quarterBefore(one)),
    toDate: (one) =>
      once('toDate', one, () => (overTime === 'level' ? self.quarter(one) : null) ?? reader.toDate(one)),
    toDateBefore: (one) =>
      once('toDateBefore', one, () =>
        overTime === 'level' ? self.quarterBefore(one) : reader.toDateBefore(one),
      ),
  }
  return self
}

const WIDTH = COLUMNS.length * QUARTERS.length

type Rows = readonly (readonly (FigureValue | null)[])[]

function hiddenOf(figure: Figure, rows: Rows, standing: Standing, threshold: number): ReadonlySet<number> {
  const cells = rows.flat()
  const values = cells.map((value) => value?.numerator ?? null)
  const atFirst = cells.flatMap((value, index) =>
    value !== null && shownFigure(value, threshold) === SUPPRESSED ? [index] : [],
  )
  const lines = [
    ...overPlaces(standing, values),
    ...(figure.overTime === 'adds' && figure.denominator === null ? overTime(rows.length) : []),
  ]
  return hiddenCells(values, lines, threshold, new Set(atFirst))
}

/**
 * Sites with their area, and areas with the county, in each column. What no part shows, such as a closed
 * site's or one in no area, is a part as well: the total less the others would give it back. Such parts are
 * put behind the values.
 */
function overPlaces(standing: Standing, values: (number | null)[]): readonly LineOfCells[] {
  const rows = new Map(placesOf(standing).map((place, row) => [placeKey(place), row]))
  const ofPlaces = (places: readonly PlaceAsked[]) =>
    places.flatMap((place) => rows.get(placeKey(place)) ?? [])
  const areas = areaNames(standing.areas).map((area): PlaceAsked => ({ site: null, area }))
  const inArea = (area: string | undefined) =>
    standing.sites.filter(({ id }) => standing.areas.get(id) === area).map(({ id }) => ({ site: id }))
  const sums = [
    ...areas.map((area) => ({ total: area, parts: inArea(area.area) })),
    { total: { site: null }, parts: [...areas, ...inArea(undefined)] },
  ]
  return sums.flatMap(({ total, parts }) =>
    Array.from({ length: WIDTH }, (_, at): LineOfCells => {
      const cellsOf = (places: readonly PlaceAsked[]) => ofPlaces(places).map((row) => row * WIDTH + at)
      const [totalCell = 0] = cellsOf([total])
      const partCells = cellsOf(parts)
      const inParts = partCells.reduce((sum, cell) => sum + (values[cell] ?? 0), 0)
      const rest = values.push(Math.max(0, (values[totalCell] ?? 0) - inParts)) - 1
      return { cells: [...partCells, rest, totalCell], isPartKnown: true }
    }),
  )
}

/** Quarters and the sums to date, of both years, at each place. */
function overTime(places: number): readonly LineOfCells[] {
  const at = (row: number, column: Column, index: number) =>
    row * WIDTH + COLUMNS.indexOf(column) * QUARTERS.length + index
  const years = [
    { quarter: 'quarter', toDate: 'toDate' },
    { quarter: 'quarterBefore', toDate: 'toDateBefore' },
  ] as const
  return Array.from({ length: places }, (_, row) =>
    years.flatMap(({ quarter, toDate }): LineOfCells[] => {
      const quarters = QUARTERS.map((__, index) => at(row, quarter, index))
      const ends = QUARTERS.map((__, index) => at(row, toDate, index))
      return [
        // Up to the end of the first quarter is that quarter: hidden together.
        ...quarters.map((cell, index) => ({
          cells: [...ends.slice(Math.max(0, index - 1), index), cell, ends[index] ?? cell],
        })),
        { cells: [...quarters, ends.at(-1) ?? at(row, toDate, 0)] },
      ]
    }),
  ).flat()
}
