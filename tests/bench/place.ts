/**
 * `npm run bench:place`: how long a county's tablet takes to open "Our place" and to add up who comes, with 1,000,
 * 10,000 and 100,000 entries stored (or as its argument says), in a real Chromium. It prints and judges nothing.
 */
import { withApp } from './app-in-browser.ts'
import type * as placePage from './place-page.ts'
import { quantile } from './quantile.ts'

const STORED = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const RUNS = 15

const inWords = (times: readonly number[]) =>
  `${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 0.95).toFixed(0)}`.padStart(16)

await withApp<typeof placePage>({ name: 'place', site: 'Whole county' }, async ({ inPage }) => {
  process.stdout.write(
    `${'entries'.padStart(10)}${'open, ms'.padStart(16)}${'added up, ms'.padStart(16)}  p50 / p95\n`,
  )
  for (const count of STORED) {
    await inPage('fill', count)
    await inPage('opening', 2)
    const times = await inPage('opening', RUNS)
    const figures = `${inWords(times.open)}${inWords(times.addedUp)}`
    process.stdout.write(`${count.toLocaleString('en-GB').padStart(10)}${figures}\n`)
  }
})
