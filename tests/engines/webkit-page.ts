import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import { freePort } from '#support/browser-server.ts'
import { killGroup, saidBy, spawnGroup } from '#support/child-process.ts'
import { type EnginePage, KEY_CHARACTER, keyActions, tapActions, VIEWPORT } from './engine-page.ts'

const START_WITHIN_MS = 30_000
/** What the window has around the page, and some. */
const FRAME_PX = 120
const SCREEN = `${VIEWPORT.width + FRAME_PX}x${VIEWPORT.height + FRAME_PX}x24`

const answerSchema = v.object({ value: v.unknown() })
const sessionSchema = v.object({ sessionId: v.string() })
const refusalSchema = v.object({ error: v.string(), message: v.string() })

export interface WebKitPrograms {
  /** `WebKitWebDriver` of WebKitGTK. */
  readonly driver: string
  /** `MiniBrowser`, WebKitGTK's own browser. */
  readonly browser: string
  /** `Xvfb`: the browser cannot be without a screen. */
  readonly screen: string
}

/** A fresh WebKitGTK on a screen in memory, driven over W3C WebDriver. */
export async function openWebKit(programs: WebKitPrograms): Promise<EnginePage> {
  const screen = spawnGroup(programs.screen, ['-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp'])
  const display = await saidBy(screen, /^(\d+)\n/m)
  const port = await freePort()
  const driver = spawnGroup(programs.driver, [`--port=${port}`], {
    DISPLAY: `:${display}`,
    GDK_BACKEND: 'x11',
    LIBGL_ALWAYS_SOFTWARE: '1',
  })
  driver.stdout?.resume()
  driver.stderr?.resume()
  const origin = `http://127.0.0.1:${port}`
  await untilReady(origin)
  const browserOptions = { binary: programs.browser, args: ['--automation'] }
  const { sessionId } = v.parse(
    sessionSchema,
    await ask(`${origin}/session`, {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions } },
    }),
  )
  const session = `${origin}/session/${sessionId}`
  await ask(`${session}/window/rect`, { x: 0, y: 0, ...VIEWPORT })
  const perform = async (actions: readonly object[]): Promise<void> => {
    await ask(`${session}/actions`, { actions })
  }
  const evaluate = (expression: string): Promise<unknown> =>
    ask(`${session}/execute/sync`, { script: `return ${expression}`, args: [] })
  const watch = `(${watchForFaults.toString()})()`
  return {
    open: async (url) => {
      await ask(`${session}/url`, { url })
      await evaluate(watch)
    },
    reload: async () => {
      await ask(`${session}/refresh`, {})
      await evaluate(watch)
    },
    evaluate,
    tap: (x, y) => perform(tapActions(x, y)),
    type: (text) => perform(keyActions(text)),
    press: (key) => perform(keyActions(KEY_CHARACTER[key])),
    faults: async () => v.parse(v.array(v.string()), await evaluate(watch)),
    dispose: async () => {
      await killGroup(driver)
      await killGroup(screen)
    },
  }
}

/**
 * Runs inside the page: WebDriver tells nothing of a page's console. What happens before a page has loaded
 * is not seen.
 *
 * @returns what was complained of since the browser was opened, reloads in between or not
 */
function watchForFaults(): readonly string[] {
  const KEY = 'faults-seen'
  const seen = (): string[] => JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
  const note = (fault: string): void => sessionStorage.setItem(KEY, JSON.stringify([...seen(), fault]))
  if (!('isWatched' in globalThis)) {
    Object.assign(globalThis, { isWatched: true })
    addEventListener('error', (event) => note(event.message))
    addEventListener('unhandledrejection', (event) => note(String(event.reason)))
    addEventListener('securitypolicyviolation', (event) => note(`refused: ${event.violatedDirective}`))
  }
  return seen()
}

async function untilReady(origin: string): Promise<void> {
  const giveUpAt = Date.now() + START_WITHIN_MS
  for (;;) {
    const status = await fetch(`${origin}/status`).catch(() => null)
    if (status?.ok === true) return
    if (Date.now() > giveUpAt) throw new Error('WebKitWebDriver did not start')
    await pause(50)
  }
}

/** @throws {Error} with the driver's own words, when it refuses */
async function ask(address: string, body: object): Promise<unknown> {
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  const { value } = v.parse(answerSchema, await response.json())
  if (response.ok) return value
  const { error, message } = v.parse(refusalSchema, value)
  throw new Error(`${error}: ${message}`)
}
