import { TabletBrowser } from '#support/browser.ts'
import { findBrowser } from '#support/browser-find.ts'

const browsers = new Set<TabletBrowser>()
let isInterrupted = false

/** A browser that has never been anywhere. */
export async function freshBrowser(): Promise<TabletBrowser> {
  throwIfInterrupted()
  const browser = await TabletBrowser.fresh(findBrowser())
  browsers.add(browser)
  return browser
}

/** Opens a browser again with what it had. */
export async function reopen(browser: TabletBrowser): Promise<void> {
  throwIfInterrupted()
  await browser.open()
}

/**
 * Lets a run be stopped half-way without leaving browsers, which are process groups of their own, or servers
 * behind: the work in the page fails as its browser ends, and everything is closed as after any failure.
 */
export function endOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isInterrupted = true
      for (const browser of browsers) void browser.kill()
    })
  }
}

function throwIfInterrupted(): void {
  if (isInterrupted) throw new Error('interrupted')
}
