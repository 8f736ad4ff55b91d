import { TabletBrowser } from '#support/browser.ts'
import { type EnginePage, PRESS_MS } from './engine-page.ts'

/** A fresh Chromium, driven over its debugging port. */
export async function openChromium(path: string): Promise<EnginePage> {
  const tablet = await TabletBrowser.fresh(path)
  const page = await tablet.newPage()
  return {
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    evaluate: (expression) => page.evaluate(expression),
    tap: (x, y) => page.mouse.click(x, y, { delay: PRESS_MS }),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    faults: () => Promise.resolve(tablet.faults),
    dispose: () => tablet.dispose(),
  }
}
