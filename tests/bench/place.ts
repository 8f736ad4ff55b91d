/**
 * `npm run bench:place`: how long a county's tablet takes to open "Our place" and to add up who comes, of the
 * county and of one library, with 1,000, 10,000 and 100,000 entries of three years stored (or as its argument
 * says), in a real Chromium. It prints and judges nothing.
 */
import { withApp } from './app-in-browser.ts'
import type * as placePage from './place-page.ts'
import { quantile } from './quantile.ts'

const STORED = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const RUNS = 15

/** Twelve months up to the middle of one begin in the middle of another: most single days are read then. */
const TODAY = '2026-12-15T12:00:00Z'

const PLACES = [
  { name: 'county', path: '/place' },
  { name: 'library', path: '/place?site=banbury' },
]

const inWords = (times: readonly number[]) =>
  `${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 0.95).toFixed(0)}`.padStart(16)

const about = { name: 'place', site: 'Whole county', today: TODAY }
await withApp<typeof placePage>(about, async ({ inPage }) => {
  const heads = ['entries', 'place', 'open, ms', 'added up, ms'].map((head) => head.padStart(16))
  process.stdout.write(`${heads.join('')}  p50 / p95\n`)
  for (const count of STORED) {
    await inPage('fill', count)
    for (const { name, path } of PLACES) {
      await inPage('opening', { path, runs: 2 })
      const times = await inPage('opening', { path, runs: RUNS })
      const cells = [count.toLocaleString('en-GB').padStart(16), name.padStart(16)]
      process.stdout.write(`${cells.join('')}${inWords(times.open)}${inWords(times.addedUp)}\n`)
    }
  }
})
