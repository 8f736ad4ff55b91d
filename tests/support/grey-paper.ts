import type { Page } from 'playwright-core'

/** A4 at 96 dots to the inch without its margins of 11 mm, which is how wide a page is laid out on paper. */
const A4_WIDTH = Math.round(((210 - 22) / 25.4) * 96)
const A4_HEIGHT = Math.round((297 / 25.4) * 96)

/** Shows the page as it is laid out on paper, printed without colour, while something looks at it. */
export async function onGreyPaper<Result>(page: Page, look: () => Promise<Result>): Promise<Result> {
  const screen = page.viewportSize()
  // Paper is light, whatever the screen was.
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  await page.setViewportSize({ width: A4_WIDTH, height: A4_HEIGHT })
  await setStyle(page, { filter: 'grayscale(1)', scrollbarWidth: 'none' })
  try {
    return await look()
  } finally {
    await setStyle(page, { filter: '', scrollbarWidth: '' })
    await page.emulateMedia({ media: null, colorScheme: null })
    if (screen !== null) await page.setViewportSize(screen)
  }
}

/** Paper has no bar to scroll by, which would take from its width. */
function setStyle(
  page: Page,
  style: { readonly filter: string; readonly scrollbarWidth: string },
): Promise<void> {
  return page.evaluate((values) => void Object.assign(document.documentElement.style, values), style)
}

/** How many pages a printer is sent. */
export async function pagesOnPaper(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0
}

/** Two greys that differ by so much of 255 are told apart side by side, on a poor printer too. */
export const APART = 20
