import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import type { TabletBrowser } from '#support/browser.ts'
import { callInPage } from '#support/page-script.ts'
import type * as killPage from './page.ts'
import type { Saves } from './saves.ts'

const REST_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 100

const countsSchema = v.array(v.nullable(v.number()))
const standingSchema = v.object({
  saved: v.number(),
  held: v.number(),
  waiting: v.number(),
  received: v.number(),
})
type Standing = v.InferOutput<typeof standingSchema>

/** Sets a browser that has never seen the app up as a tablet, as staff do. */
export async function enrolIn(page: Page, link: string, site = 'Wychwood'): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Site', { exact: true }).selectOption({ label: site })
  await page.getByLabel('Your name').fill('Asha')
  await page.getByRole('button', { name: 'Start using this tablet' }).click()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.close()
}

/** The app in a browser that is killed again and again, with `page.ts` beside it. */
export class AppPage {
  readonly #page: Page
  readonly #saves: Saves

  private constructor(page: Page, saves: Saves) {
    this.#page = page
    this.#saves = saves
  }

  static async open(browser: TabletBrowser, origin: string, saves: Saves): Promise<AppPage> {
    const page = await browser.newPage()
    const acknowledge: Window['acknowledge'] = async (recordId, total) => saves.acknowledge(recordId, total)
    await page.exposeFunction('acknowledge' satisfies keyof Window, acknowledge)
    await page.goto(origin)
    const today = page.getByRole('heading', { level: 1, name: 'Today' })
    await today.waitFor().catch(async (cause: unknown) => {
      throw new Error(`the app does not open: ${await page.innerText('body')}`, { cause })
    })
    return new AppPage(page, saves)
  }

  /** Until the browser is killed, which takes the page away under it. */
  saveOnAndOn(): void {
    this.#call('saveOnAndOn', null).catch(() => undefined)
  }

  /** The counts of the acknowledged entries, in their order. */
  async countsOnDisk(): Promise<readonly (number | null)[]> {
    return v.parse(countsSchema, await this.#call('countsOnDisk', [...this.#saves.totals.keys()]))
  }

  async standing(): Promise<Standing> {
    return v.parse(standingSchema, await this.#call('standing', null))
  }

  /** Waits until the app has sent everything by itself and has it back in the server's copies. */
  async untilAtRest(): Promise<Standing> {
    const giveUpAt = performance.now() + REST_WITHIN_MS
    for (;;) {
      const standing = await this.standing()
      if (standing.waiting === 0 && standing.received === 0) return standing
      if (performance.now() > giveUpAt)
        throw new Error(`it did not come to rest: ${JSON.stringify(standing)}`)
      await pause(LOOK_EVERY_MS)
    }
  }

  #call(run: keyof typeof killPage, argument: unknown): Promise<unknown> {
    return callInPage(this.#page, 'kill', run, argument)
  }
}
