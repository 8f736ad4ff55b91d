/**
 * `npm run bench:place`: how long a county's tablet takes to open "Our place" and to add up who comes, with 1,000,
 * 10,000 and 100,000 entries stored (or as its argument says), in a real Chromium. It prints and judges nothing.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { TabletBrowser } from '#support/browser.ts'
import { findBrowser } from '#support/browser-find.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { enrol } from '#support/browser-steps.ts'
import { buildPageScript, callInPage } from '#support/page-script.ts'
import type * as placePage from './place-page.ts'
import { quantile } from './quantile.ts'

/** `npm run bench:place` has just built it. */
const CLIENT = join(import.meta.dirname, '../../dist')
const STORED = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const RUNS = 15

await buildPageScript(join(import.meta.dirname, 'place-page.ts'), CLIENT, 'place')
const server = await ServerProcess.fresh(CLIENT)
const tablet = await TabletBrowser.fresh(findBrowser())
type PlacePage = typeof placePage

/** Runs one function of `place-page.ts` inside the app's page. */
async function inPage<Name extends keyof PlacePage>(
  page: Page,
  name: Name,
  argument: number,
): Promise<Awaited<ReturnType<PlacePage[Name]>>> {
  const result = await callInPage(page, 'place', name, argument)
  // place-page.ts is what was just built and called.
  return result as Awaited<ReturnType<PlacePage[Name]>>
}

const inWords = (times: readonly number[]) =>
  `${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 0.95).toFixed(0)}`.padStart(16)
try {
  const page = await tablet.newPage()
  page.setDefaultTimeout(120_000)
  await enrol(page, await server.firstLink(), { site: 'Whole county', name: 'Asha' })
  await inPage(page, 'fill', 0)
  await server.stop()
  process.stdout.write(
    `${'entries'.padStart(10)}${'open, ms'.padStart(16)}${'added up, ms'.padStart(16)}  p50 / p95\n`,
  )
  for (const count of STORED) {
    await inPage(page, 'fill', count)
    await inPage(page, 'opening', 2)
    const times = await inPage(page, 'opening', RUNS)
    const figures = `${inWords(times.open)}${inWords(times.addedUp)}`
    process.stdout.write(`${count.toLocaleString('en-GB').padStart(10)}${figures}\n`)
  }
} finally {
  await tablet.dispose()
  await server.dispose()
  await rm(join(CLIENT, 'place'), { recursive: true, force: true })
}
