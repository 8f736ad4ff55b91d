/**
 * `npm run bench:entries`: how long a county's tablet takes to the first page of entries, for the list and for
 * searches, to a save and to taking entries in, with 1,000, 10,000 and 100,000 stored (or as its argument says), in a real Chromium. It prints and
 * judges nothing.
 */
import { loadavg } from 'node:os'
import { withApp } from './app-in-browser.ts'
import type * as entriesPage from './entries-page.ts'
import { FigureTable } from './figure-table.ts'

const STORED = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const RUNS = 15

const table = new FigureTable()
await withApp<typeof entriesPage>({ name: 'entries', site: 'Whole county' }, async ({ inPage }) => {
  for (const count of STORED) {
    const perThousand = await inPage('fill', count)
    await inPage('searches', 2)
    table.add({
      ...(await inPage('searches', RUNS)),
      'to save a session': await inPage('saves', RUNS),
      'to take a thousand in': [perThousand],
    })
    process.stderr.write(`${count} stored: done, load ${loadavg()[0]?.toFixed(1)}\n`)
  }
})

const text = table
  .under('ms, p50 / p95', STORED)
  .map(([what = '', ...figures]) =>
    [what.padEnd(30), ...figures.map((figure) => figure.padStart(16))].join(''),
  )
process.stdout.write(`\n${text.join('\n')}\n`)
