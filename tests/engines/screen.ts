import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type * as TestingLibrary from '@testing-library/dom'
import * as v from 'valibot'
import type { EnginePage, Key } from './engine-page.ts'

declare global {
  // The library's own name for itself where it is a script in a page.
  var TestingLibraryDom: typeof TestingLibrary
}

/** Longer than anything takes on a busy machine. */
const WITHIN_MS = 30_000

/** What somebody looks for: words, or a thing by what it is and is called. */
export type Sought =
  | { readonly text: string | RegExp }
  | { readonly role: string; readonly name: string | RegExp }

const foundSchema = v.nullable(
  v.object({ x: v.number(), y: v.number(), isInReach: v.boolean(), value: v.string() }),
)
type Found = NonNullable<v.InferOutput<typeof foundSchema>>

/** Runs inside the page, as text: it knows nothing of this file. */
function look(sought: Sought, isWanted: boolean): Found | null {
  const { queryAllByRole, queryAllByText } = globalThis.TestingLibraryDom
  const all =
    'text' in sought
      ? queryAllByText(document.body, sought.text, { exact: false })
      : queryAllByRole(document.body, sought.role, { name: sought.name })
  // What is one pixel wide is there for screen readers.
  const element = all.find((one) => one.getBoundingClientRect().width > 1)
  if (element === undefined) return null
  const isAtHand = (): Found => {
    // The first line of a link that runs over two: between the lines there is nothing to hit.
    const [line = element.getBoundingClientRect()] = element.getClientRects()
    const { left, top, width, height } = line
    const [x, y] = [left + width / 2, top + height / 2]
    const hit = document.elementFromPoint(x, y)
    const value = 'value' in element ? String(element.value) : ''
    return { x, y, isInReach: hit !== null && element.contains(hit), value }
  }
  const found = isAtHand()
  if (found.isInReach || !isWanted) return found
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
  return isAtHand()
}

/** Runs inside the page: chooses from a list, as a choice in the list's own window does. */
function choose(name: string, label: string): boolean {
  const [list] = globalThis.TestingLibraryDom.queryAllByRole(document.body, 'combobox', { name })
  if (!(list instanceof HTMLSelectElement)) return false
  const option = [...list.options].find((one) => one.label === label)
  if (option === undefined) return false
  option.selected = true
  list.dispatchEvent(new Event('input', { bubbles: true }))
  return list.dispatchEvent(new Event('change', { bubbles: true }))
}

/** As it stands in a script: JSON has no regular expressions. */
function inScript(sought: Sought): string {
  const parts = Object.entries(sought).map(
    ([key, value]) => `${key}: ${value instanceof RegExp ? String(value) : JSON.stringify(value)}`,
  )
  return `{ ${parts.join(', ')} }`
}

/** The screen of one browser, used as staff do: things are found by what they are called. */
export class Screen {
  readonly #page: EnginePage
  readonly #finder: string

  private constructor(page: EnginePage, finder: string) {
    this.#page = page
    this.#finder = finder
  }

  static async of(page: EnginePage): Promise<Screen> {
    const script = join(
      'node_modules',
      '@testing-library',
      'dom',
      'dist',
      '@testing-library',
      'dom.umd.min.js',
    )
    return new Screen(page, await readFile(script, 'utf8'))
  }

  open(address: string): Promise<void> {
    return this.#page.open(address)
  }

  reload(): Promise<void> {
    return this.#page.reload()
  }

  /** Waits until it is there. */
  async see(sought: Sought): Promise<Found> {
    return this.#until(sought, 'see', false, () => true)
  }

  /** Waits until a field holds this. */
  async seeValue(sought: Sought, value: string): Promise<void> {
    await this.#until(sought, `see ${value} in`, false, (found) => found.value === value)
  }

  /** Waits until it can be reached, then taps it, once. */
  async tap(sought: Sought): Promise<void> {
    const { x, y } = await this.#until(sought, 'reach', true, (found) => found.isInReach)
    await this.#page.tap(x, y)
  }

  /** Taps a field and types. */
  async fill(sought: Sought, text: string): Promise<void> {
    await this.tap(sought)
    await this.#page.type(text)
  }

  async choose(list: string, option: string): Promise<void> {
    await this.see({ role: 'combobox', name: list })
    const isChosen = await this.#run(
      `(${choose.toString()})(${JSON.stringify(list)}, ${JSON.stringify(option)})`,
    )
    if (isChosen !== true) throw new Error(`${list} has no ${option}`)
  }

  press(key: Key): Promise<void> {
    return this.#page.press(key)
  }

  /** Types where the focus is. */
  type(text: string): Promise<void> {
    return this.#page.type(text)
  }

  /** Waits until the app is there without a server too. */
  async waitForWorker(): Promise<void> {
    await this.#repeat('a service worker', async () => {
      const isThere = await this.#page.evaluate('navigator.serviceWorker.controller !== null')
      return isThere === true ? true : undefined
    })
  }

  #until(
    sought: Sought,
    what: string,
    isWanted: boolean,
    isRight: (found: Found) => boolean,
  ): Promise<Found> {
    const where = inScript(sought)
    return this.#repeat(`${what} ${where}`, async () => {
      const found = v.parse(foundSchema, await this.#run(`(${look.toString()})(${where}, ${isWanted})`))
      return found !== null && isRight(found) ? found : undefined
    })
  }

  async #run(expression: string): Promise<unknown> {
    const isReady = await this.#page.evaluate(`'TestingLibraryDom' in globalThis`)
    if (isReady !== true) await this.#page.evaluate(`(() => {\n${this.#finder}\n})()`)
    return this.#page.evaluate(expression)
  }

  async #repeat<Result>(what: string, attempt: () => Promise<Result | undefined>): Promise<Result> {
    const giveUpAt = Date.now() + WITHIN_MS
    for (;;) {
      const result = await attempt()
      if (result !== undefined) return result
      if (Date.now() > giveUpAt) throw new Error(`could not ${what}; on screen:\n${await this.#words()}`)
      await pause(50)
    }
  }

  async #words(): Promise<string> {
    return String(await this.#page.evaluate('document.body.innerText'))
  }
}
