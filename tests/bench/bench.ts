/**
 * `npm run bench`: sizes and times of the built app in a real Chromium against the real server, each
 * beside the limit we hold ourselves to. It prints and judges nothing: machines differ.
 */
import { execFileSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CDPSession, Page } from 'playwright-core'
import { TabletBrowser } from '#support/browser.ts'
import { findBrowser } from '#support/browser-find.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { buildPageScript, callInPage } from '#support/page-script.ts'
import type * as benchPage from './page.ts'
import { quantile } from './quantile.ts'

const ROOT = join(import.meta.dirname, '../..')
/** `npm run bench` has just built it. */
const CLIENT = join(ROOT, 'dist')
const RECORDS = 100_000
const COLD_STARTS = 7
const SAVES = 200

type BenchPage = typeof benchPage

const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`
const rows: (readonly [what: string, figure: string, limit: string])[] = []
function note(what: string, figure: string, limit = ''): void {
  rows.push([what, figure, limit])
  process.stderr.write(`${what}: ${figure}\n`)
}

/** Runs one function of `page.ts` inside the app's page. */
async function inPage<Name extends keyof BenchPage>(
  page: Page,
  name: Name,
  argument: number,
): Promise<Awaited<ReturnType<BenchPage[Name]>>> {
  const result = await callInPage(page, 'bench', name, argument)
  // page.ts is what was just built and called.
  return result as Awaited<ReturnType<BenchPage[Name]>>
}

/** Gzip size of the scripts the first screen needs, which the page itself names, and of what it fetches after that by itself. */
async function firstScreenSize(page: Page, origin: string): Promise<void> {
  const scripts = new Set<string>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.request().resourceType() === 'script') scripts.add(pathname)
  })
  await page.goto(origin)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // The network is never idle: the stream of change notices stays open.
  await page.waitForTimeout(2_000)
  const html = await readFile(join(CLIENT, 'index.html'), 'utf8')
  const sizes = await Promise.all(
    [...scripts].map(async (path) => {
      const { length } = gzipSync(await readFile(join(CLIENT, path)), { level: 9 })
      return { path, length, isFirst: html.includes(path) }
    }),
  )
  const sum = (wanted: (script: (typeof sizes)[number]) => boolean): string => {
    const bytes = sizes.reduce((total, script) => total + (wanted(script) ? script.length : 0), 0)
    return `${(bytes / 1000).toFixed(1)} kB gzip`
  }
  const isLibrary = (path: string): boolean => path.includes('libraries')
  note(
    'JS of the first screen',
    sum(({ isFirst }) => isFirst),
    '≤ 165 kB',
  )
  note(
    '  libraries',
    sum(({ isFirst, path }) => isFirst && isLibrary(path)),
  )
  note(
    '  ours',
    sum(({ isFirst, path }) => isFirst && !isLibrary(path)),
  )
  note(
    'JS fetched after it by itself, sync most of all',
    sum(({ isFirst }) => !isFirst),
    '≤ 15 kB',
  )
}

/** From opening the app, its server stopped and its browser just started, to a Today screen that can be used. */
async function coldStart(tablet: TabletBrowser, origin: string): Promise<number> {
  await tablet.close()
  await tablet.open()
  const page = await tablet.newPage()
  await page.addInitScript(() => {
    const look = (): void => {
      const text = document.querySelector('main')?.textContent ?? ''
      const isUsable =
        document.querySelector('h1')?.textContent === 'Today' && text.includes('Latest entries')
      if (isUsable) document.documentElement.dataset['usableMs'] ??= String(performance.now())
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(origin)
  await page.waitForSelector('html[data-usable-ms]')
  const usable = await page.evaluate(() => Number(document.documentElement.dataset['usableMs']))
  await page.close()
  return usable
}

async function throttled(session: CDPSession, rate: number, run: () => Promise<void>): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  await run()
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
}

async function saveTimes(page: Page, what: string, limit: string): Promise<void> {
  await inPage(page, 'saves', 20)
  const times = await inPage(page, 'saves', SAVES)
  note(`Save, ${what}`, `p50 ${ms(quantile(times, 0.5))} · p95 ${ms(quantile(times, 0.95))}`, limit)
}

/** From the tap on Plan to its figures on screen, in the app itself. */
async function planScreenTimes(page: Page, origin: string): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < 5; run += 1) {
    await page.goto(origin)
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await page.waitForTimeout(500)
    times.push(
      await page.evaluate(async () => {
        const start = performance.now()
        document.querySelector<HTMLAnchorElement>('nav a[href^="/plan"]')?.click()
        while (!document.body.textContent.includes('attendances')) await new Promise(requestAnimationFrame)
        return performance.now() - start
      }),
    )
  }
  return times
}

await buildPageScript(join(import.meta.dirname, 'page.ts'), CLIENT, 'bench')
const server = await ServerProcess.fresh(CLIENT)
const tablet = await TabletBrowser.fresh(findBrowser())

async function coldStarts(what: string): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < COLD_STARTS; run += 1) times.push(await coldStart(tablet, server.origin))
  note(
    `Cold start offline to a usable Today, ${what}`,
    `median ${ms(quantile(times, 0.5))} · worst ${ms(Math.max(...times))}`,
  )
}

async function figures(page: Page, what: string, limit: string): Promise<void> {
  const times = await inPage(page, 'planFigures', 30)
  note(
    `Figures of the plan, ${what}`,
    `p50 ${ms(quantile(times, 0.5))} · p95 ${ms(quantile(times, 0.95))}`,
    limit,
  )
}

try {
  let page = await tablet.newPage()
  await page.goto(await server.firstLink())
  await page.getByLabel('Site', { exact: true }).selectOption({ label: 'Whole county' })
  await page.getByLabel('Your name').fill('Asha')
  await page.getByRole('button', { name: 'Start using this tablet' }).click()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await firstScreenSize(page, server.origin)

  await server.stop()
  await coldStarts('nothing logged yet')

  await server.start()
  page = await tablet.newPage()
  await page.goto(server.origin)
  // Brings the bench's script into the page before the server goes.
  await inPage(page, 'saves', 1)
  await server.stop()
  const seeding = await inPage(page, 'seed', RECORDS)
  note(
    'Applying 100,000 records of the feed',
    `${(seeding / 1000).toFixed(1)} s · ${Math.round(RECORDS / (seeding / 1000))} a second`,
  )

  await saveTimes(page, '100,000 records stored', 'p95 ≤ 16 ms')
  const session = await page.context().newCDPSession(page)
  await throttled(session, 6, () => saveTimes(page, 'the same at 6× CPU throttle', 'p95 ≤ 100 ms'))
  await figures(page, '100,000 records stored', '≤ 100 ms')
  await throttled(session, 6, () => figures(page, 'the same at 6× CPU throttle', ''))
  const taps = await planScreenTimes(page, server.origin)
  note(
    'From the tap on Plan to its figures on screen',
    `median ${ms(quantile(taps, 0.5))} · worst ${ms(Math.max(...taps))}`,
  )
  await page.close()
  await coldStarts('100,000 records stored')
} finally {
  await tablet.dispose()
  await server.dispose()
  await rm(join(CLIENT, 'bench'), { recursive: true, force: true })
}

const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length))
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()
const lines = rows.map(
  ([what, figure, limit]) => `${what.padEnd(width(0))}  ${figure.padEnd(width(1))}  ${limit}`,
)
process.stdout.write(
  `\n${commit} · Node ${process.version} · ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n${lines.join('\n')}\n`,
)
