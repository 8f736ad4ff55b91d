import { withApp } from './app-in-browser.ts'
import { FigureTable } from './figure-table.ts'
import type * as figuresPage from './figures-page.ts'

const RUNS = 15

/** What screens and saves cost on a county tablet that holds so many entries, in a real Chromium. */
export async function tabletFigures(counts: readonly number[]): Promise<string[][]> {
  const table = new FigureTable()
  await withApp<typeof figuresPage>({ name: 'figures', site: 'Whole county' }, async ({ inPage }) => {
    for (const count of counts) {
      await inPage('fill', count)
      await inPage('screens', 2)
      table.add({ ...(await inPage('screens', RUNS)), ...(await inPage('saves', RUNS)) })
      process.stderr.write(`tablet, ${count} entries: done\n`)
    }
  })
  return table.under('entries', counts)
}
