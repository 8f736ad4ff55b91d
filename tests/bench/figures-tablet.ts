import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { TabletBrowser } from '#support/browser.ts'
import { findBrowser } from '#support/browser-find.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { buildPageScript, callInPage } from '#support/page-script.ts'
import type * as figuresPage from './figures-page.ts'
import { quantile } from './quantile.ts'

/** `npm run bench:figures` has just built it. */
const CLIENT = join(import.meta.dirname, '../../dist')
const RUNS = 15

type FiguresPage = typeof figuresPage

/** Runs one function of `figures-page.ts` inside the app's page. */
async function inPage<Name extends keyof FiguresPage>(
  page: Page,
  name: Name,
  argument: number,
): Promise<Awaited<ReturnType<FiguresPage[Name]>>> {
  const result = await callInPage(page, 'figures', name, argument)
  // figures-page.ts is what was just built and called.
  return result as Awaited<ReturnType<FiguresPage[Name]>>
}

/** What screens and saves cost on a county tablet that holds so many entries, in a real Chromium. */
export async function tabletFigures(counts: readonly number[]): Promise<string[][]> {
  await buildPageScript(join(import.meta.dirname, 'figures-page.ts'), CLIENT, 'figures')
  const server = await ServerProcess.fresh(CLIENT)
  const tablet = await TabletBrowser.fresh(findBrowser())
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
    for (const count of counts) {
      await inPage(page, 'fill', count)
      await inPage(page, 'screens', 2)
      const times = { ...(await inPage(page, 'screens', RUNS)), ...(await inPage(page, 'saves', RUNS)) }
      for (const [what, all] of Object.entries(times)) {
        const figure = `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)}`
        table.set(what, [...(table.get(what) ?? []), figure])
      }
      process.stderr.write(`tablet, ${count} entries: done\n`)
    }
  } finally {
    await tablet.dispose()
    await server.dispose()
    await rm(join(CLIENT, 'figures'), { recursive: true, force: true })
  }
  const head = ['entries', ...counts.map((count) => count.toLocaleString('en-GB'))]
  return [head, ...[...table].map(([what, figures]) => [what, ...figures])]
}
