import type { Locator, Page } from 'playwright-core'

/** A4 at 96 dots to the inch without its margins of 11 mm, which is how wide a page is laid out on paper. */
const A4_WIDTH = Math.round(((210 - 22) / 25.4) * 96)
const A4_HEIGHT = Math.round((297 / 25.4) * 96)

/** Shows the page as it is laid out on paper, printed without colour, while something looks at it. */
export async function onGreyPaper<Result>(page: Page, look: () => Promise<Result>): Promise<Result> {
  const screen = page.viewportSize()
  // Paper is light, whatever the screen was.
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  await page.setViewportSize({ width: A4_WIDTH, height: A4_HEIGHT })
  await setFilter(page, 'grayscale(1)')
  try {
    return await look()
  } finally {
    await setFilter(page, '')
    await page.emulateMedia({ media: null, colorScheme: null })
    if (screen !== null) await page.setViewportSize(screen)
  }
}

function setFilter(page: Page, filter: string): Promise<void> {
  return page.evaluate((value) => {
    document.documentElement.style.filter = value
  }, filter)
}

/** How many pages a printer is sent. */
export async function pagesOnPaper(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0
}

/** Two greys that differ by so much of 255 are told apart side by side, on a poor printer too. */
export const APART = 20

/** How light each of some things is on the whole, hatching and all: 0 is black and 255 is white. */
export async function lightnessOf(page: Page, things: Locator): Promise<readonly number[]> {
  const lightness: number[] = []
  for (const thing of await things.all()) {
    lightness.push(await meanOf(page, (await thing.screenshot()).toString('base64')))
  }
  return lightness
}

/** The mean of an image's dots, which are grey already. The browser reads it, which can. */
function meanOf(page: Page, png: string): Promise<number> {
  return page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const drawing = canvas.getContext('2d')
    if (drawing === null) throw new Error('this browser draws nothing')
    drawing.drawImage(image, 0, 0)
    const dots = drawing.getImageData(0, 0, image.width, image.height).data
    let sum = 0
    for (let at = 0; at < dots.length; at += 4) sum += dots[at] ?? 0
    return sum / (dots.length / 4)
  }, png)
}
