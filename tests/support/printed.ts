import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { onGreyPaper, pagesOnPaper } from './grey-paper.ts'

/** About 120 dots to the inch for A4. */
const WINDOW = { width: 1000, height: 1414 }

const A4_WIDTH_MM = 210
const PX_PER_MM = 96 / 25.4

/** What `@page paper` leaves blank on every side. */
const MARGIN_MM = 11

/** A printed page as a printer without colour has it. */
export interface PrintedPage {
  readonly width: number
  readonly height: number
  /** Row by row from 0, black, to 255, white. */
  readonly dots: Uint8Array
}

/** A part of a page, in millimetres from its upper left corner. */
interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The pages that a printer is sent, as images: the PDF itself, drawn by the browser's own viewer. */
export async function printed(page: Page): Promise<readonly PrintedPage[]> {
  const count = await pagesOnPaper(page)
  const pages: PrintedPage[] = []
  for (let number = 1; number <= count; number += 1) {
    // Alone in its file, a page is shown whole.
    const pdf = await page.pdf({ preferCSSPageSize: true, pageRanges: String(number) })
    pages.push(await drawn(page, pdf))
  }
  return pages
}

async function drawn(page: Page, pdf: Buffer): Promise<PrintedPage> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/pdf')
    response.end(pdf)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  const viewer = await page.context().newPage()
  try {
    await viewer.setViewportSize(WINDOW)
    await viewer.goto(`http://127.0.0.1:${port}/page.pdf#toolbar=0&navpanes=0&view=Fit`)
    return await onceStill(page, viewer)
  } finally {
    await viewer.close()
    server.close()
  }
}

const LOOKS = 40
const BETWEEN_LOOKS_MS = 250

/** The viewer says nothing of when it is done: a page is drawn when two looks, one after the other, are the same. */
async function onceStill(page: Page, viewer: Page): Promise<PrintedPage> {
  let before = ''
  for (let look = 0; look < LOOKS; look += 1) {
    const png = (await viewer.screenshot()).toString('base64')
    if (png === before) {
      const sheet = sheetIn(await greyOf(page, png))
      if (sheet !== null && shareOfInk(sheet) > 0) return sheet
    }
    before = png
    await viewer.waitForTimeout(BETWEEN_LOOKS_MS)
  }
  throw new Error('the browser’s viewer drew no page')
}

/** The browser reads the image, which can. */
async function greyOf(page: Page, png: string): Promise<PrintedPage> {
  const { width, height, dots } = await page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const drawing = canvas.getContext('2d')
    if (drawing === null) throw new Error('this browser draws nothing')
    drawing.drawImage(image, 0, 0)
    const { data: colours } = drawing.getImageData(0, 0, image.width, image.height)
    const grey = new Uint8Array(colours.length / 4)
    for (let at = 0; at < grey.length; at += 1) {
      const [red = 0, green = 0, blue = 0] = colours.subarray(4 * at, 4 * at + 3)
      grey[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
    }
    const rows: string[] = []
    for (let from = 0; from < grey.length; from += image.width) {
      rows.push(String.fromCharCode(...grey.subarray(from, from + image.width)))
    }
    return { width: image.width, height: image.height, dots: btoa(rows.join('')) }
  }, png)
  return { width, height, dots: Buffer.from(dots, 'base64') }
}

const WHITE = 250

/** The sheet of paper on the viewer's dark ground; null while there is none. Its margins are white. */
function sheetIn({ width, height, dots }: PrintedPage): PrintedPage | null {
  const isWhite = (x: number, y: number) => (dots[y * width + x] ?? 0) >= WHITE
  const across = Array.from({ length: width }, (_, x) => isWhite(x, Math.floor(height / 2)))
  const down = Array.from({ length: height }, (_, y) => isWhite(Math.floor(width / 2), y))
  const [left, right] = [across.indexOf(true), across.lastIndexOf(true)]
  const [top, bottom] = [down.indexOf(true), down.lastIndexOf(true)]
  if (left < 0 || top < 0 || isWhite(0, 0)) return null
  const sheet = { width: right - left + 1, height: bottom - top + 1 }
  const cut = new Uint8Array(sheet.width * sheet.height)
  for (let y = 0; y < sheet.height; y += 1) {
    const from = (top + y) * width + left
    cut.set(dots.subarray(from, from + sheet.width), y * sheet.width)
  }
  return { ...sheet, dots: cut }
}

/** Dots darker than this are seen. */
const INK = 225

/** How much of a page, from 0 to 1, is anything but blank. */
function shareOfInk({ dots }: PrintedPage): number {
  return dots.reduce((sum, dot) => sum + (dot < INK ? 1 : 0), 0) / dots.length
}

/** The least of a page that has something on it. */
const SOME_INK = 0.03

/** What rounding to dots may take from a margin. */
const A_DOT_MM = 0.5

/** What is wrong with printed pages that shows whatever is on them: a blank one, or one that was made to fit or cut off. */
export async function printFaults(page: Page, pages: readonly PrintedPage[]): Promise<readonly string[]> {
  // A browser prints what is wider than the paper in smaller letters, before it cuts anything off.
  const isWide = await onGreyPaper(page, () =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
  )
  return [
    ...(isWide ? ['it is wider than the paper'] : []),
    ...pages.flatMap((one, index) => [
      ...(shareOfInk(one) < SOME_INK ? [`page ${index + 1} is as good as blank`] : []),
      ...Object.entries(blankEdges(one)).flatMap(([edge, mm]) =>
        mm < MARGIN_MM - A_DOT_MM ? [`page ${index + 1} goes beyond its ${edge} margin`] : [],
      ),
    ]),
  ]
}

/** How far in millimetres the blank edges of a page reach, but for the rounding of a dot. */
function blankEdges({ width, height, dots }: PrintedPage): Part {
  const columns = new Uint8Array(width)
  const rows = new Uint8Array(height)
  for (const [at, dot] of dots.entries()) {
    if (dot >= INK) continue
    columns[at % width] = 1
    rows[Math.floor(at / width)] = 1
  }
  const mm = A4_WIDTH_MM / width
  return {
    left: mm * columns.indexOf(1),
    right: mm * (width - 1 - columns.lastIndexOf(1)),
    top: mm * rows.indexOf(1),
    bottom: mm * (height - 1 - rows.lastIndexOf(1)),
  }
}

/** The mean lightness of a part of a page. */
function meanIn({ width, dots }: PrintedPage, { left, top, right, bottom }: Part): number {
  const perMm = width / A4_WIDTH_MM
  const [fromX, toX, fromY, toY] = [left, right, top, bottom].map((mm) => Math.round(mm * perMm))
  let [sum, count] = [0, 0]
  for (let y = fromY ?? 0; y < (toY ?? 0); y += 1) {
    for (let x = fromX ?? 0; x < (toX ?? 0); x += 1) {
      sum += dots[y * width + x] ?? 0
      count += 1
    }
  }
  return sum / count
}

/**
 * How light some things are on the first printed page, hatching and all: 0 is black and 255 is white.
 *
 * @param things of the first page, which is laid out on paper as the screen then is
 */
export async function printedLightness(
  page: Page,
  first: PrintedPage,
  things: Locator,
): Promise<readonly number[]> {
  const boxes = await onGreyPaper(page, () =>
    things.evaluateAll((all) =>
      all.map((thing) => {
        const { left, top, right, bottom } = thing.getBoundingClientRect()
        return { left, top: top + scrollY, right, bottom: bottom + scrollY }
      }),
    ),
  )
  return boxes.map(({ left, top, right, bottom }) => {
    const onPaper = (px: number) => px / PX_PER_MM + MARGIN_MM
    return meanIn(first, {
      left: onPaper(left),
      top: onPaper(top),
      right: onPaper(right),
      bottom: onPaper(bottom),
    })
  })
}
