import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { TabletBrowser } from '#support/browser.ts'

/** The keys of a pad that counts by age, as they stand on it. */
const LANES = ['Under 12', '12 to 17', 'Adults', 'Online'] as const
/** Eight taps a second, as a busy door has them. */
const TAP_EVERY_MS = 125

/** People by key, in the order of the keys. */
export type Figures = readonly number[]

const NOBODY: Figures = LANES.map(() => 0)

interface Spot {
  readonly x: number
  readonly y: number
}

interface Shown {
  latest: Figures
}

declare global {
  interface Window {
    /** Tells whoever will kill the browser what the keys show. */
    padShows(figures: readonly number[]): Promise<void>
  }
}

/** The keys of the pad on a page, tapped as a finger does, with what was tapped and what was shown kept outside of it. */
export class CountedPad {
  readonly #page: Page
  readonly #at: readonly Spot[]
  readonly #shown: Shown

  private constructor(page: Page, at: readonly Spot[], shown: Shown) {
    this.#page = page
    this.#at = at
    this.#shown = shown
  }

  /** Begins a count by age. */
  static async begin(browser: TabletBrowser, origin: string): Promise<CountedPad> {
    const page = await browser.newPage()
    await page.goto(`${origin}/count`)
    await page.getByRole('button', { name: /^Baby\/toddler rhyme/ }).click()
    await page.getByRole('button', { name: 'By age' }).click()
    return CountedPad.#on(page)
  }

  /** Goes on with a count in a browser that was opened again. */
  static async again(browser: TabletBrowser, address: string): Promise<CountedPad> {
    const page = await browser.newPage()
    await page.goto(address)
    return CountedPad.#on(page)
  }

  static async #on(page: Page): Promise<CountedPad> {
    const shown: Shown = { latest: NOBODY }
    const padShows: Window['padShows'] = async (figures) => void (shown.latest = figures)
    await page.exposeFunction('padShows' satisfies keyof Window, padShows)
    const keys = LANES.map((lane) =>
      page.getByRole('button', { name: new RegExp(`^${lane}: \\d+, one more$`) }),
    )
    await Promise.all(keys.map((key) => key.waitFor()))
    const boxes = await Promise.all(keys.map((key) => key.boundingBox()))
    const at = boxes.map((box) => {
      if (box === null) throw new Error('a key of the pad is not on the screen')
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    })
    await page.evaluate(() => {
      const tell = (): void =>
        void window.padShows(
          [...document.querySelectorAll('.lane-figure')].map((figure) => Number(figure.textContent)),
        )
      const lanes = document.querySelector('.lanes')
      if (lanes !== null) {
        new MutationObserver(tell).observe(lanes, { subtree: true, childList: true, characterData: true })
      }
      tell()
    })
    const pad = new CountedPad(page, at, shown)
    await pad.read()
    return pad
  }

  get address(): string {
    return this.#page.url()
  }

  /** What the keys showed when they last changed. A tap is shown once it is on disk. */
  get shown(): Figures {
    return this.#shown.latest
  }

  /** What the keys show now. */
  async read(): Promise<Figures> {
    const texts = await this.#page.locator('.lane-figure').allInnerTexts()
    this.#shown.latest = texts.map(Number)
    return this.#shown.latest
  }

  /** Taps the keys in turn, and resolves with the last press: what it does may still be under way. */
  async tap(from: number, until: number): Promise<void> {
    const begun = performance.now()
    for (let tap = from; tap < until; tap += 1) {
      const rest = begun + (tap - from) * TAP_EVERY_MS - performance.now()
      if (rest > 0) await pause(rest)
      const { x, y } = this.#at[tap % LANES.length] ?? { x: 0, y: 0 }
      await this.#page.mouse.move(x, y)
      await this.#page.mouse.down()
      if (tap < until - 1) await this.#page.mouse.up()
    }
  }

  /** Lets go of the last key. */
  async letGo(): Promise<void> {
    await this.#page.mouse.up()
  }

  /** Gives the count to a session. */
  async finish(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Done' }).click()
    await this.#page.getByRole('main').getByText('Saved on this tablet:').waitFor()
  }

  /** Waits until the app has sent everything by itself. */
  async untilReceived(): Promise<void> {
    await this.#page
      .getByText(/^(All \d+ entries|1 entry) received/)
      .first()
      .waitFor({ timeout: 60_000 })
  }
}

/** What so many taps, one key after the other, come to. */
export function tapped(taps: number): Figures {
  return LANES.map((_, lane) => Math.floor((taps + LANES.length - 1 - lane) / LANES.length))
}
