/**
 * `npm run bench:place`: how long a county's tablet takes to open "Our place" and to add up who comes, of the
 * county and of one library, with 1,000, 10,000 and 100,000 entries of three years stored (or as its argument
 * says), in a real Chromium. It prints and judges nothing.
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

/** Twelve months up to the middle of one begin in the middle of another: most single days are read then. */
const TODAY = '2026-12-15T12:00:00Z'

const PLACES = [
  { name: 'county', path: '/place' },
  { name: 'library', path: '/place?site=banbury' },
]

await buildPageScript(join(import.meta.dirname, 'place-page.ts'), CLIENT, 'place')
const server = await ServerProcess.fresh(CLIENT)
const tablet = await TabletBrowser.fresh(findBrowser())
type PlacePage = typeof placePage

/** Runs one function of `place-page.ts` inside the app's page. */
async function inPage<Name extends keyof PlacePage>(
  page: Page,
  name: Name,
  argument: Parameters<PlacePage[Name]>[0],
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
  await page.addInitScript(`
    const later = Date.parse('${TODAY}') - Date.now()
    globalThis.Date = class extends Date {
      static now() { return super.now() + later }
      constructor(...parts) { super(...(parts.length === 0 ? [Date.now()] : parts)) }
    }`)
  await enrol(page, await server.firstLink(), { site: 'Whole county', name: 'Asha' })
  await inPage(page, 'fill', 0)
  await server.stop()
  const heads = ['entries', 'place', 'open, ms', 'added up, ms'].map((head) => head.padStart(16))
  process.stdout.write(`${heads.join('')}  p50 / p95\n`)
  for (const count of STORED) {
    await inPage(page, 'fill', count)
    for (const { name, path } of PLACES) {
      await inPage(page, 'opening', { path, runs: 2 })
      const times = await inPage(page, 'opening', { path, runs: RUNS })
      const cells = [count.toLocaleString('en-GB').padStart(16), name.padStart(16)]
      process.stdout.write(`${cells.join('')}${inWords(times.open)}${inWords(times.addedUp)}\n`)
    }
  }
} finally {
  await tablet.dispose()
  await server.dispose()
  await rm(join(CLIENT, 'place'), { recursive: true, force: true })
}
