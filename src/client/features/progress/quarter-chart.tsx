import type { Figure } from '#domain/measures/define-measure.ts'
import { figureInWords } from '#domain/measures/figure-words.ts'
import type { FigureProgress, Judged } from '#domain/measures/progress.ts'
import type { ShownProgress } from '#domain/measures/shown-progress.ts'
import type { Shown } from '#domain/measures/suppression.ts'
import type { FigureValue } from '#domain/measures/figure-value.ts'

const WIDTH = 320
/** The highest bar, and the room above it for its number. */
const BARS = 110
/** For two rows of numbers. */
const HEAD = 30
const ROW = 12
/** Where bars stand, and how far below the quarter is written, and what it is to bring. */
const BASE = HEAD + BARS
const QUARTER_LINE = 15
const TARGET_LINE = 32
const FOOT_SPACE = 6
const SLOT = WIDTH / 4
const BAR = 36

interface QuarterChartProps {
  readonly progress: FigureProgress
  readonly judged: Judged | null
  /** What the figure is called, for those who do not see the chart. */
  readonly label: string
  readonly shown: ShownProgress
}

/** Four quarters side by side with last year's beside and the target across, each with its number on it. */
export function QuarterChart({ progress, shown, judged, label }: QuarterChartProps) {
  const { figure, quarters } = progress
  const bars = quarters.map((quarter, index) => ({
    quarter: quarter.quarter,
    now: shown.quarters[index]?.now ?? null,
    lastYear: shown.quarters[index]?.lastYear ?? null,
    target: judged?.byQuarter[index] ?? null,
    isLogged: quarter.value !== null && hasEntries(figure, quarter.value),
    isLastYearLogged: hasEntries(figure, quarter.lastYear),
  }))
  const tops = bars.flatMap(({ now, lastYear, target }) => [heightOf(now), heightOf(lastYear), target ?? 0])
  const isEmpty = bars.every(({ isLogged, target }) => !isLogged && target === null)
  if (isEmpty && tops.every((height) => height === 0)) {
    return <p className="muted">Nothing was logged for it yet, so there is nothing to draw.</p>
  }
  const top = Math.max(1, ...tops)
  const y = (value: number): number => BASE - (Math.max(0, value) / top) * BARS
  const height = BASE + FOOT_SPACE + (bars.some(({ target }) => target !== null) ? TARGET_LINE : QUARTER_LINE)
  return (
    <svg
      className="progress-chart"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${label} by quarter; the table says the same`}
    >
      {bars.map(({ quarter, now, lastYear, target, isLogged, isLastYearLogged }, index) => {
        const x = index * SLOT + SLOT / 2
        const above = y(heightOf(now)) - 4
        const aboveBefore = y(heightOf(lastYear)) - 4
        // Long numbers at one height would run into each other.
        const isBeside = lastYear !== null && isLastYearLogged && Math.abs(above - aboveBefore) < ROW
        return (
          <g key={quarter}>
            <rect
              className="progress-bar-before"
              x={x}
              y={y(heightOf(lastYear))}
              width={BAR}
              height={BASE - y(heightOf(lastYear))}
            />
            <rect
              className="progress-bar"
              x={x - BAR}
              y={y(heightOf(now))}
              width={BAR}
              height={BASE - y(heightOf(now))}
            />
            {lastYear !== null && isLastYearLogged && (
              <text className="progress-before" x={x + BAR / 2} y={aboveBefore}>
                {figureInWords(lastYear, figure.unit)}
              </text>
            )}
            {now !== null && isLogged && (
              <text x={x - BAR / 2} y={isBeside ? Math.min(above, aboveBefore) - ROW : above}>
                {figureInWords(now, figure.unit)}
              </text>
            )}
            {target !== null && (
              <>
                <line
                  className="progress-target"
                  x1={x - BAR - 4}
                  x2={x + BAR + 4}
                  y1={y(target)}
                  y2={y(target)}
                />
                <text className="progress-wanted" x={x} y={BASE + TARGET_LINE}>
                  target {figureInWords(target, figure.unit)}
                </text>
              </>
            )}
            <text x={x} y={BASE + QUARTER_LINE}>
              {quarter}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** What the marks of a chart are. */
export function ChartKey() {
  return <p className="small muted">Filled: this year. Outlined: last year. Dashed line: target.</p>
}

/** The same as a table, one tap away. */
export function QuarterTable({ progress, shown, judged, label }: QuarterChartProps) {
  const { figure, quarters } = progress
  return (
    <details>
      <summary className="progress-summary">Table</summary>
      <table className="progress-table">
        <caption className="visually-hidden">{label} by quarter</caption>
        <thead>
          <tr>
            <th scope="col">Quarter</th>
            <th scope="col">This year</th>
            <th scope="col">
              {progress.lastYearPublishedIn === null ? 'Last year' : 'Last year, published'}
            </th>
            <th scope="col">Target</th>
          </tr>
        </thead>
        <tbody>
          {quarters.map((quarter, index) => {
            const { now, lastYear } = shown.quarters[index] ?? { now: null, lastYear: null }
            return (
              <tr key={quarter.quarter}>
                <th scope="row">{quarter.quarter}</th>
                <td>{quarter.value === null ? 'Not begun' : quarterInTable(figure, quarter.value, now)}</td>
                <td>{quarterInTable(figure, quarter.lastYear, lastYear)}</td>
                <td>{targetInWords(figure, judged?.byQuarter[index] ?? null)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </details>
  )
}

/** A bar for what is hidden would say how much it is. */
function heightOf(shown: Shown): number {
  return typeof shown === 'number' ? shown : 0
}

/** Nothing logged is not 0: nobody said that nobody came. */
function hasEntries({ numerator }: Figure, { entries, entriesOfAll }: FigureValue): boolean {
  return numerator.take === 'lists' || entries > 0 || entriesOfAll > 0
}

function quarterInTable(figure: Figure, value: FigureValue, shown: Shown): string {
  return hasEntries(figure, value) ? figureInWords(shown, figure.unit) : 'Nothing logged'
}

function targetInWords(figure: Figure, target: number | null): string {
  return target === null ? '–' : figureInWords(target, figure.unit)
}
