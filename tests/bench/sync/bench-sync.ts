/**
 * `npm run bench:sync`: Branchline beside PouchDB, RxDB and the bare machine, doing the same work with the
 * same entries in one run, in a real Chromium against real servers.
 *
 *     npm run bench:sync -- --json docs/figures/bench-sync.json
 *     npm run bench:sync -- --quick           one repetition, a tenth of the sizes: only to see that it works
 *
 * It prints and judges nothing by its exit code: machines differ.
 */
import { execFileSync } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { findBrowser } from '#support/browser-find.ts'
import { endOnSignal } from './browsers.ts'
import { buildPages } from './build-pages.ts'
import { CONTENDERS } from './contender.ts'
import { judgeHolds } from './holds.ts'
import { installPeers, peerVersions } from './peers.ts'
import { holdsTable, NOTES, tableOf } from './report.ts'
import type { Result } from './result.ts'
import { run, type Sizes } from './run.ts'
import { Samples } from './samples.ts'

const SIZES: Sizes = { stored: 100_000, pushes: [100, 1_000, 10_000], firstSyncs: [1_000, 10_000, 50_000] }

function tenth({ stored, pushes, firstSyncs }: Sizes): Sizes {
  const part = (size: number): number => size / 10
  return { stored: part(stored), pushes: pushes.map(part), firstSyncs: firstSyncs.map(part) }
}

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    repeat: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
  },
})
const repeat = values.quick
  ? 1
  : v.parse(v.pipe(v.string(), v.regex(/^[1-9]\d?$/), v.transform(Number)), values.repeat)
const sizes = values.quick ? tenth(SIZES) : SIZES
const say = (text: string): void => void process.stderr.write(`${text}\n`)

const asText = (program: string, ...args: string[]): string => execFileSync(program, args).toString().trim()
const loadNow = (): number => loadavg()[0] ?? 0
const loadAtStart = loadNow()
if (loadAtStart > cpus().length / 2) {
  say(`Others use this machine (load ${loadAtStart.toFixed(1)}): times will be long, and ratios unsure.`)
}
const startedAt = new Date()
await installPeers()
const versions = {
  commit: asText('git', 'rev-parse', '--short', 'HEAD'),
  node: process.version,
  browser: asText(findBrowser(), '--version'),
  ...(await peerVersions()),
}

endOnSignal()
const samples = new Samples()
const pages = await buildPages()
try {
  for (const name of CONTENDERS) {
    // The floor is the browser itself; its script is the bench's own.
    if (name !== 'floor') samples.add(name, 'page', null, pages.bytes.get(name) ?? Number.NaN)
  }
  await run({ repeat, sizes, pagesFolder: pages.folder, say }, samples)
} finally {
  await rm(pages.folder, { recursive: true, force: true })
}

const rows = samples.rows()
const result: Result = {
  date: startedAt.toISOString(),
  machine: {
    processor: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memoryGB: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${process.arch}`,
    load: { atStart: loadAtStart, atEnd: loadNow() },
  },
  versions,
  settings: { repeat, quick: values.quick, minutes: (Date.now() - startedAt.getTime()) / 60_000, sizes },
  rows: [...rows],
  holds: [...judgeHolds(rows)],
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`)
const { machine, settings, holds } = result
process.stdout.write(
  [
    `${versions.commit} · Node ${versions.node} · ${versions.browser} · ${machine.processor}`,
    `median of ${repeat}, in ${settings.minutes.toFixed(1)} minutes; × is a multiple of Branchline's figure`,
    '',
    tableOf(rows),
    '',
    ...NOTES,
    '',
    holdsTable(holds),
    '',
  ].join('\n'),
)
