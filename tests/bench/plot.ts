/**
 * Turns a file of `npm run bench:sync -- --json FILE` into drawings of how each contender's time grows.
 *
 *     node tests/bench/plot.ts FILE docs/figures
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { growthChart } from './growth-chart.ts'
import { CONTENDER_LABEL, CONTENDERS } from './sync/contender.ts'
import { resultSchema } from './sync/result.ts'
import { type Measure, medianOf } from './sync/samples.ts'

const CHARTS: readonly { readonly measure: Measure; readonly title: string; readonly unit: string }[] = [
  { measure: 'first-sync', title: 'First sync into an empty browser', unit: 'milliseconds' },
  { measure: 'push', title: 'Push of waiting entries', unit: 'milliseconds' },
  { measure: 'first-sync-wire', title: 'Wire, first sync', unit: 'bytes an entry, both ways' },
  { measure: 'push-wire', title: 'Wire, push', unit: 'bytes an entry, both ways' },
]

const [file, folder = 'docs/figures'] = process.argv.slice(2)
if (file === undefined) throw new Error('Say which file: node tests/bench/plot.ts FILE [FOLDER]')
const result = v.parse(resultSchema, JSON.parse(await readFile(file, 'utf8')))
const { date, machine, settings, versions } = result
const source = [
  `${date.slice(0, 10)}, ${versions['commit'] ?? ''}`,
  `median of ${settings.repeat}`,
  machine.processor,
  `load ${machine.load.atStart.toFixed(1)} at the start`,
].join(' · ')

await mkdir(folder, { recursive: true })
for (const { measure, title, unit } of CHARTS) {
  const rows = result.rows.filter((row) => row.measure === measure)
  const lines = CONTENDERS.map((name) => ({
    label: CONTENDER_LABEL[name],
    points: rows.flatMap((row) => {
      const value = medianOf(row, name)
      return row.size === null || value === undefined ? [] : [{ size: row.size, value }]
    }),
  }))
  const svg = growthChart({ title, across: 'entries', upwards: unit, source, lines })
  await writeFile(join(folder, `bench-${measure}.svg`), svg)
}
