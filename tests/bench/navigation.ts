/**
 * `npm run bench:navigation`: how long it takes from a press on a link to the content of the screen it leads to,
 * from Today to each screen and back, on a county's tablet and on a site's, with 1,000 and 100,000 entries stored
 * (or as its argument says), in a real Chromium. It prints, beside the 100 ms we hold ourselves to, and judges nothing.
 */
import { loadavg } from 'node:os'
import type { InPage } from './app-in-browser.ts'
import { withApp } from './app-in-browser.ts'
import type * as navigationPage from './navigation-page.ts'
import { HOME, HOME_AT_A_SITE, type Screen, SCREENS } from './navigation-screens.ts'
import { quantile } from './quantile.ts'

const STORED = (process.argv[2] ?? '1000,100000').split(',').map(Number)
const RUNS = 7
const LIMIT_MS = 100

/** Milliseconds of one screen: the first time it is opened, and times after that. */
interface Times {
  readonly first: number
  readonly further: number[]
}

type Walk = InPage<typeof navigationPage>

/** Goes to each screen from Today, and back to Today from each. */
async function measure(
  inPage: Walk,
  screens: readonly Screen[],
  home: typeof HOME,
): Promise<Map<string, Times>> {
  const times = new Map<string, Times>()
  const note = (name: string, took: number): void => {
    const known = times.get(name)
    if (known === undefined) times.set(name, { first: took, further: [] })
    else known.further.push(took)
  }
  await inPage('walk', [SCREENS.everywhere[0]?.steps[0] ?? home, home])
  for (let run = 0; run <= RUNS; run += 1) {
    for (const { name, steps } of screens) {
      note(name, await inPage('walk', steps))
      note('Today', await inPage('walk', [home]))
    }
  }
  return times
}

function print(title: string, times: ReadonlyMap<string, Times>): void {
  const lines = [...times].map(([name, { first, further }]) => {
    const [p50, p95] = [quantile(further, 0.5), quantile(further, 0.95)]
    const figures = [first, Math.min(...further), p50, p95]
      .map((figure) => figure.toFixed(0).padStart(8))
      .join('')
    return `${name.padEnd(24)}${figures}  ${p50 <= LIMIT_MS ? '' : `over ${LIMIT_MS}`}`
  })
  const head = `${'ms'.padEnd(24)}${['first', 'least', 'p50', 'p95'].map((word) => word.padStart(8)).join('')}`
  process.stdout.write(
    `\n${title}, load ${loadavg()[0]?.toFixed(1)}\n${head}\n${lines.map((line) => line.trimEnd()).join('\n')}\n`,
  )
}

for (const count of STORED) {
  const entries = `${count.toLocaleString('en-GB')} entries`
  await withApp<typeof navigationPage>({ name: 'navigation', site: 'Wychwood' }, async ({ inPage }) => {
    await inPage('fill', count)
    print(
      `a site’s tablet, ${entries}`,
      await measure(inPage, [...SCREENS.atASite, ...SCREENS.everywhere], HOME_AT_A_SITE),
    )
  })
  await withApp<typeof navigationPage>(
    { name: 'navigation', site: 'Whole county' },
    async ({ page, inPage }) => {
      await inPage('fill', count)
      print(`a county’s tablet, ${entries}`, await measure(inPage, SCREENS.everywhere, HOME))
      await page.getByLabel('Site', { exact: true }).selectOption({ label: 'Wychwood' })
      print(
        `a county’s tablet with a site chosen, ${entries}`,
        await measure(inPage, SCREENS.atASite, HOME_AT_A_SITE),
      )
    },
  )
}
