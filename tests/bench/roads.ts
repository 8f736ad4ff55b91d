/**
 * `npm run bench:roads`: seconds and bytes that 500 waiting entries take to a server over 30 kbit/s, with a
 * round trip of 600 ms and one request in twenty lost. It prints and judges nothing: machines differ.
 *
 *     npm run bench:roads -- --seeds 1,2,3 --json roads.json
 */
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { importModule } from '#support/run-module.ts'
import type * as roadFiguresModule from './road-figures.ts'
import type { RoadFigures } from './road-figures.ts'

const RUN = { entries: 500, bitsPerSecond: 30_000, roundTripMs: 600, lostPart: 0.05 }
const HOLDS = { seconds: 15, kB: 40 }

const optionsSchema = v.object({
  seeds: v.pipe(
    v.string(),
    v.regex(/^\d+(,\d+)*$/),
    v.transform((text) => text.split(',').map(Number)),
  ),
  json: v.optional(v.string()),
})
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1,2,3,4,5' }, json: { type: 'string' } },
})
const { seeds, json } = v.parse(optionsSchema, values)

const kB = ({ up, down }: { readonly up: number; readonly down: number }): number => (up + down) / 1000
const figures: RoadFigures[] = []
const path = join(import.meta.dirname, 'road-figures.ts')
const { roadFigures } = await importModule<typeof roadFiguresModule>(path)
process.stdout.write(`500 entries, 30 kbit/s, 600 ms, 5 % lost   (≤ ${HOLDS.seconds} s, ≤ ${HOLDS.kB} kB)\n`)
await roadFigures(RUN, seeds, (one) => {
  figures.push(one)
  const { seed, arrived, atRest } = one
  const words = [
    `seed ${seed}`,
    `${arrived.lost} of ${arrived.requests} requests lost`,
    `arrived ${arrived.seconds.toFixed(1)} s, ${kB(arrived).toFixed(1)} kB`,
    `(${(arrived.up / 1000).toFixed(1)} up, ${(arrived.down / 1000).toFixed(1)} down)`,
    `all fetched ${atRest.seconds.toFixed(1)} s, ${kB(atRest).toFixed(1)} kB`,
  ]
  process.stdout.write(`${words.join(' · ')}\n`)
})
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()
const machine = `Node ${process.version} · ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
process.stdout.write(`${commit} · ${machine} · load ${loadavg()[0]?.toFixed(1)}\n`)
if (json !== undefined) {
  await writeFile(json, `${JSON.stringify({ commit, machine, run: RUN, holds: HOLDS, figures }, null, 2)}\n`)
}
