/**
 * `npm run bench:figures`: what the county's overview of all measures costs from kept sums, what a save adds to
 * keep them, and what working them out from all entries would cost instead; with 1,000, 10,000, 100,000 and
 * 1,000,000 entries (or as its argument says), the last of these over thirty years. It measures the rules
 * alone, on Node: reading rows from a tablet's disk comes on top. It prints and judges nothing.
 */
import { measures } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import type { LoggedEntry } from '#domain/measures/contributions.ts'
import { EVERYWHERE, type MonthSums, RunningSums, withChanges } from '#domain/measures/month-sums.ts'
import { figureProgress, judge } from '#domain/measures/progress.ts'
import { standingFrom } from '#domain/measures/standing.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { makeYear } from '#support/county-year/make-year.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { quantile } from './quantile.ts'

const COUNTS = (process.argv[2] ?? '1000,10000,100000,1000000').split(',').map(Number)
const RUNS = 25
/** The year that is made up; others are the same days of years before. */
const YEAR = 2022

const reference = await readReference()
const standing = standingFrom(
  reference.records.map((record) => ({ ...record, scope: AUTHORITY_SCOPE, deleted: false })),
)
const year = makeYear(reference, YEAR).flatMap(({ kind, scope, body }): LoggedEntry[] => {
  const checked = checkBody(kind, { ...definitionOf(kind)?.example, ...body })
  return checked.ok && checked.day !== null ? [{ kind, scope, day: checked.day, body: checked.body }] : []
})

/** So many entries: each year's in no order, the newest year first. */
function* entries(count: number): Generator<LoggedEntry> {
  const step = 7919
  for (let made = 0; made < count; made += 1) {
    const entry = year[(made * step) % year.length]
    if (entry === undefined) throw new RangeError('an empty year')
    const back = Math.floor(made / year.length)
    const month = `${Number(entry.day.slice(0, 4)) - back}${entry.day.slice(4, 7)}`
    // Every month has a 28th.
    const day = Math.min(28, Number(entry.day.slice(8)))
    yield { ...entry, day: localDate(`${month}-${String(day).padStart(2, '0')}`) }
  }
}

function timed(run: () => void): string {
  run()
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  })
  return `${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)}`
}

function overview(months: readonly MonthSums[]): void {
  const sums = sumsByScope(months)
  const asked = { site: null, year: YEAR, quarter: 'Q3', today: localDate('2022-12-20') } as const
  for (const measure of measures) {
    const progress = figureProgress(measure, measure.figures[0], { sums, standing }, asked)
    judge(measure, progress, null, { asked, standing })
  }
}

/** What keeping the sums adds to a save: the entry's site and month, and the county's. */
function save(months: readonly MonthSums[], entry: LoggedEntry): void {
  const change = new RunningSums()
  change.removeEntry(entry)
  change.addEntry({ ...entry, body: { ...entry.body, note: 'Corrected' } })
  for (const { scope, month, cells } of change.months()) {
    const kept = months.find((one) => one.scope === scope && one.month === month)
    withChanges(kept?.cells ?? {}, cells)
  }
}

const lines: string[][] = [
  ['entries', 'all worked out, ms', 'overview, ms', 'a save, ms', 'rows read', 'cells read'],
]
for (const count of COUNTS) {
  const running = new RunningSums()
  const from = performance.now()
  for (const entry of entries(count)) running.addEntry(entry)
  const folded = performance.now() - from
  const months = running.months()
  const read = months.filter(({ scope, month }) => scope === EVERYWHERE && month >= `${YEAR - 2}-04`)
  const [newest] = entries(1)
  if (newest === undefined) throw new RangeError('no entry')
  const cells = read.reduce((sum, month) => sum + Object.keys(month.cells).length, 0)
  lines.push([
    count.toLocaleString('en-GB'),
    folded.toFixed(0),
    timed(() => overview(read)),
    timed(() => save(months, newest)),
    String(read.length),
    cells.toLocaleString('en-GB'),
  ])
  process.stderr.write(`${count} entries: done\n`)
}
const text = lines.map((line) => line.map((cell) => cell.padStart(20)).join(''))
process.stdout.write(`\np50 / p95 of ${RUNS} runs\n${text.join('\n')}\n`)
