/**
 * `npm run bench:entries`: how long a county's tablet takes to the first page of entries, for the list and for
 * searches, to a save and to taking entries in, with 1,000, 10,000 and 100,000 stored (or as its argument says), in a real Chromium. It prints and
 * judges nothing.
 */
import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { TabletBrowser } from '#support/browser.ts'
import { findBrowser } from '#support/browser-find.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { buildPageScript, callInPage } from '#support/page-script.ts'
import type * as entriesPage from './entries-page.ts'
import { quantile } from './quantile.ts'

/** `npm run bench:entries` has just built it. */
const CLIENT = join(import.meta.dirname, '../../dist')
const STORED = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const RUNS = 15

await buildPageScript(join(import.meta.dirname, 'entries-page.ts'), CLIENT, 'entries')
const server = await ServerProcess.fresh(CLIENT)
const tablet = await TabletBrowser.fresh(findBrowser())
type EntriesPage = typeof entriesPage

/** Runs one function of `entries-page.ts` inside the app's page. */
async function inPage<Name extends keyof EntriesPage>(
  page: Page,
  name: Name,
  argument: number,
): Promise<Awaited<ReturnType<EntriesPage[Name]>>> {
  const result = await callInPage(page, 'entries', name, argument)
  // entries-page.ts is what was just built and called.
  return result as Awaited<ReturnType<EntriesPage[Name]>>
}

const table = new Map<string, string[]>()
try {
  const page = await tablet.newPage()
  await page.goto(await server.firstLink())
  await page.getByLabel('Site', { exact: true }).selectOption({ label: 'Whole county' })
  await page.getByLabel('Your name').fill('Asha')
  await page.getByRole('button', { name: 'Start using this tablet' }).click()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  // Loads the script before the server goes: the app must not sync what the bench brings in.
  await inPage(page, 'fill', 0)
  await server.stop()
  for (const count of STORED) {
    const perThousand = await inPage(page, 'fill', count)
    await inPage(page, 'searches', 2)
    const times: Record<string, readonly number[]> = {
      ...(await inPage(page, 'searches', RUNS)),
      'to save a session': await inPage(page, 'saves', RUNS),
      'to take a thousand in': [perThousand],
    }
    for (const [what, all] of Object.entries(times)) {
      const figure = `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)}`
      table.set(what, [...(table.get(what) ?? []), figure])
    }
    process.stderr.write(`${count} stored: done, load ${loadavg()[0]?.toFixed(1)}\n`)
  }
} finally {
  await tablet.dispose()
  await server.dispose()
  await rm(join(CLIENT, 'entries'), { recursive: true, force: true })
}

const head = ['ms, p50 / p95', ...STORED.map((count) => count.toLocaleString('en-GB'))]
const lines = [head, ...[...table].map(([what, figures]) => [what, ...figures])]
const text = lines.map(([what = '', ...figures]) =>
  [what.padEnd(30), ...figures.map((figure) => figure.padStart(16))].join(''),
)
process.stdout.write(`\n${text.join('\n')}\n`)
