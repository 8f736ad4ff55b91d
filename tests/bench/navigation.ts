/**
 * `npm run bench:navigation`: how long it takes from a press on a link to the content of the screen it leads to,
 * from Today to each screen and back, on a site's tablet and a county's, with 1,000 and 100,000 entries stored (or
 * as its argument says), in a real Chromium. It prints, beside the 100 ms we hold ourselves to, and judges nothing.
 *
 * On a machine that does other work too, a press mostly waits for its turn. So it also prints the processor time
 * that the page's own thread had meanwhile, with what the screen before still had to do.
 */
import { loadavg } from 'node:os'
import type { Page } from 'playwright-core'
import { type AppInBrowser, withApp } from './app-in-browser.ts'
import type * as navigationPage from './navigation-page.ts'
import { HOME, HOME_AT_A_SITE, type Screen, SCREENS } from './navigation-screens.ts'
import { quantile } from './quantile.ts'

const STORED = (process.argv[2] ?? '1000,100000').split(',').map(Number)
const RUNS = 7
const LIMIT_MS = 100

/** Milliseconds of one press. */
interface Press {
  readonly took: number
  /** Processor time of the page. */
  readonly worked: number
}

type App = AppInBrowser<typeof navigationPage>

/** Goes to each screen from Today, and back to Today from each. The first time of each stands first. */
async function measure(
  { page, inPage }: App,
  screens: readonly Screen[],
  home: typeof HOME,
): Promise<Map<string, Press[]>> {
  const spent = await processorTime(page)
  const presses = new Map<string, Press[]>()
  const walk = async (name: string, steps: Screen['steps']): Promise<void> => {
    if (steps.length > 1) await inPage('walk', steps.slice(0, -1))
    const before = await spent()
    const took = await inPage('walk', steps.slice(-1))
    const press = { took, worked: (await spent()) - before }
    presses.set(name, [...(presses.get(name) ?? []), press])
  }
  await inPage('walk', [SCREENS.everywhere[0]?.steps[0] ?? home, home])
  for (let run = 0; run <= RUNS; run += 1) {
    for (const { name, steps } of screens) {
      await walk(name, steps)
      await walk('Today', [home])
    }
  }
  return presses
}

/** Gives the milliseconds of processor time that the page's own thread has had so far. */
async function processorTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
}

function print(title: string, presses: ReadonlyMap<string, readonly Press[]>): void {
  const row = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(24)}${cells.map((cell) => cell.padStart(8)).join('')}`
  const lines = [...presses].map(([name, [first, ...further]]) => {
    const times = further.map(({ took }) => took)
    const p50 = quantile(times, 0.5)
    const work = quantile(
      further.map(({ worked }) => worked),
      0.5,
    )
    const figures = [first?.took ?? Number.NaN, Math.min(...times), p50, quantile(times, 0.95), work]
    const over = p50 > LIMIT_MS ? `  over ${LIMIT_MS}` : ''
    return `${row(
      name,
      figures.map((figure) => figure.toFixed(0)),
    )}${over}`
  })
  const head = row('ms', ['first', 'least', 'p50', 'p95', 'work'])
  process.stdout.write(`\n${title}, load ${loadavg()[0]?.toFixed(1)}\n${head}\n${lines.join('\n')}\n`)
}

for (const count of STORED) {
  const entries = `${count.toLocaleString('en-GB')} entries`
  await withApp<typeof navigationPage>({ name: 'navigation', site: 'Wychwood' }, async (app) => {
    await app.inPage('fill', count)
    const screens = [...SCREENS.atASite, ...SCREENS.everywhere]
    print(`a site’s tablet, ${entries}`, await measure(app, screens, HOME_AT_A_SITE))
  })
  await withApp<typeof navigationPage>({ name: 'navigation', site: 'Whole county' }, async (app) => {
    await app.inPage('fill', count)
    print(`a county’s tablet, ${entries}`, await measure(app, SCREENS.everywhere, HOME))
    await app.page.getByLabel('Site', { exact: true }).selectOption({ label: 'Wychwood' })
    const presses = await measure(app, SCREENS.atASite, HOME_AT_A_SITE)
    print(`a county’s tablet with a site chosen, ${entries}`, presses)
  })
}
