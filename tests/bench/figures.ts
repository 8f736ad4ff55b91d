/**
 * `npm run bench:figures`: what the county's overview of all measures costs from kept sums, what a save adds to
 * keep them, and what working them out from all entries would cost instead; with 1,000, 10,000, 100,000 and
 * 1,000,000 entries (or as its argument says).
 *
 *     npm run bench:figures -- 1000,100000 --only server
 *
 * `rules`: the rules alone, on Node. `server`: from a database on disk. `tablet`: on a county tablet in a real
 * Chromium, up to 100,000 entries, drawing left out. It prints and judges nothing.
 */
import { parseArgs } from 'node:util'
import { measures } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import type { LoggedEntry } from '#domain/measures/contributions.ts'
import { EVERYWHERE, type MonthSums, RunningSums, withChanges } from '#domain/measures/month-sums.ts'
import { figureProgress, judge } from '#domain/measures/progress.ts'
import { type Standing, standingFrom } from '#domain/measures/standing.ts'
import { localDate } from '#domain/time/local-date.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { serverFigures } from './figures-server.ts'
import { tabletFigures } from './figures-tablet.ts'
import { MADE_YEAR, type MadeCounty, madeCounty } from './made-entries.ts'
import { quantile } from './quantile.ts'

const RUNS = 25
/** More than this no tablet holds. */
const TABLET_MOST = 100_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' } },
})
const counts = (positionals[0] ?? '1000,10000,100000,1000000').split(',').map(Number)

function timed(run: () => void): string {
  run()
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  })
  return `${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)}`
}

function overview(months: readonly MonthSums[], standing: Standing): void {
  const sums = sumsByScope(months)
  const asked = { site: null, year: MADE_YEAR, quarter: 'Q3', today: localDate('2022-12-20') } as const
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

function ruleFigures({ reference, entries }: MadeCounty): string[][] {
  const standing = standingFrom(
    reference.records.map((record) => ({ ...record, scope: AUTHORITY_SCOPE, deleted: false })),
  )
  const lines = [['entries', 'all worked out, ms', 'overview, ms', 'a save, ms', 'rows read', 'cells read']]
  for (const count of counts) {
    const running = new RunningSums()
    const from = performance.now()
    for (const entry of entries(count)) running.addEntry(entry)
    const folded = performance.now() - from
    const months = running.months()
    const read = months.filter(({ scope, month }) => scope === EVERYWHERE && month >= `${MADE_YEAR - 2}-04`)
    const [newest] = entries(1)
    if (newest === undefined) throw new RangeError('no entry')
    const cells = read.reduce((sum, month) => sum + Object.keys(month.cells).length, 0)
    lines.push([
      count.toLocaleString('en-GB'),
      folded.toFixed(0),
      timed(() => overview(read, standing)),
      timed(() => save(months, newest)),
      String(read.length),
      cells.toLocaleString('en-GB'),
    ])
    process.stderr.write(`rules, ${count} entries: done\n`)
  }
  return lines
}

const county = await madeCounty()
const parts: Readonly<Record<string, () => Promise<string[][]>>> = {
  rules: async () => ruleFigures(county),
  server: () => serverFigures(county, counts),
  tablet: () => tabletFigures(counts.filter((count) => count <= TABLET_MOST)),
}
for (const [name, part] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue
  const text = (await part()).map((line) => line.map((cell) => cell.padStart(24)).join(''))
  process.stdout.write(`\n${name}: milliseconds, p50 / p95 where there are two\n${text.join('\n')}\n`)
}
