import type { Page } from 'playwright-core'
import type { TabletBrowser } from '#support/browser.ts'
import { inPage } from '../in-page.ts'
import { freshBrowser } from './browsers.ts'
import type { ContenderName, ContenderServer } from './contender.ts'
import type { ContenderPage } from './contender-page.ts'

/** A browser that has just started is busy with itself for a moment. */
const CALM_MS = 500
/** PouchDB takes minutes for the largest sizes on a slow machine. */
const WITHIN_MS = 30 * 60_000

/** One contender's page, open in a browser. */
export class Visit {
  readonly #page: Page
  readonly #name: ContenderName

  private constructor(page: Page, name: ContenderName) {
    this.#page = page
    this.#name = name
  }

  static async open(browser: TabletBrowser, name: ContenderName, server: ContenderServer): Promise<Visit> {
    const page = await browser.newPage()
    page.setDefaultTimeout(WITHIN_MS)
    await page.goto(`${server.proxy.origin}/bench/`)
    const visit = new Visit(page, name)
    // Loads the script, so that no measured time holds that.
    await page.evaluate((address) => import(address), visit.#script)
    await page.waitForTimeout(CALM_MS)
    return visit
  }

  /** Calls a function of the contender's page. */
  async run<Name extends keyof ContenderPage>(
    name: Name,
    ...[argument]: Parameters<ContenderPage[Name]>
  ): Promise<Awaited<ReturnType<ContenderPage[Name]>>> {
    const result = await inPage(this.#page, this.#script, `page.${name}`, argument)
    // Each page module exports a `ContenderPage`.
    return result as Awaited<ReturnType<ContenderPage[Name]>>
  }

  /** @throws when the browser does not hold as many entries as it must by now */
  async mustHold(count: number): Promise<void> {
    const held = await this.run('held')
    if (held !== count) throw new Error(`${this.#name} holds ${held} entries where ${count} are due`)
  }

  get #script(): string {
    return `/bench/${this.#name}.js`
  }
}

/** Opens a contender's page in a browser that has never been anywhere, which is thrown away afterwards. */
export async function inFreshBrowser<Result>(
  name: ContenderName,
  server: ContenderServer,
  work: (visit: Visit) => Promise<Result>,
): Promise<Result> {
  const browser = await freshBrowser()
  try {
    return await work(await Visit.open(browser, name, server))
  } finally {
    await browser.dispose()
  }
}
