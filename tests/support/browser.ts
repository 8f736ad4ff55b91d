import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { killGroup, saidBy, spawnGroup } from './child-process.ts'

/** A step that takes longer than this has failed; far more than any takes. */
const STEP_WITHIN_MS = 15_000

const FLAGS = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
  '--password-store=basic',
  '--use-mock-keychain',
]

/** Chromium will not run as root inside its sandbox. */
const ROOT_FLAGS = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []

/**
 * A tablet's browser with a profile on disk, which outlives the process: it can be closed or killed and
 * opened again. Chromium is started as a child of the test and spoken to over its debugging port, so that
 * the test owns the process it kills.
 */
export class TabletBrowser {
  /** Faults its pages reported: errors nobody caught, and what the content security policy refused. */
  readonly faults: string[] = []
  readonly #path: string
  readonly #profile: string
  #child: ChildProcess | undefined
  #browser: Browser | undefined

  private constructor(path: string, profile: string) {
    this.#path = path
    this.#profile = profile
  }

  /** A browser that has never seen the app. */
  static async fresh(path: string): Promise<TabletBrowser> {
    const tablet = new TabletBrowser(path, await mkdtemp(join(tmpdir(), 'branchline-tablet-')))
    await tablet.open()
    return tablet
  }

  /** Opens it, again with the same profile. */
  async open(): Promise<void> {
    const flags = [...FLAGS, ...ROOT_FLAGS, `--user-data-dir=${this.#profile}`]
    const child = spawnGroup(this.#path, [...flags, 'about:blank'])
    this.#child = child
    this.#browser = await chromium.connectOverCDP(await saidBy(child, /DevTools listening on (ws:\S+)/))
  }

  get context(): BrowserContext {
    const [context] = this.#browser?.contexts() ?? []
    if (context === undefined) throw new Error('the browser is not open')
    return context
  }

  async newPage(): Promise<Page> {
    const page = await this.context.newPage()
    page.on('pageerror', (error) => this.faults.push(String(error)))
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) this.faults.push(message.text())
    })
    page.setDefaultTimeout(STEP_WITHIN_MS)
    await page.setViewportSize({ width: 820, height: 1180 })
    return page
  }

  /** Closes it as a person does: everything it has is written. */
  async close(): Promise<void> {
    const child = this.#child
    const browser = this.#browser
    if (child === undefined || browser === undefined) return
    const exited = once(child, 'exit')
    const session = await browser.newBrowserCDPSession()
    // The answer may be cut off by the very closing it asks for.
    await session.send('Browser.close').catch(() => undefined)
    await exited
    this.#forget()
  }

  /** Ends it as a power cut or an out-of-memory kill does. */
  async kill(): Promise<void> {
    if (this.#child === undefined) return
    await killGroup(this.#child)
    this.#forget()
  }

  async dispose(): Promise<void> {
    await this.kill()
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }

  #forget(): void {
    this.#child = undefined
    this.#browser = undefined
  }
}
