import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { eachSays, enrol, heading, logSession, openEntries } from '#support/browser-steps.ts'

async function openTablet(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tablet', exact: true }).first().click()
  await heading(page, 'This tablet').waitFor()
}

/** The file a button saves. */
async function saved(page: Page, button: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const coming: Promise<Download> = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).first().click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

journey(
  'what waits on a tablet without signal goes by file over another tablet, and the receipt file settles it at home',
  async ({ server, newTablet }) => {
    const [first, second] = [await newTablet(), await newTablet()]
    const author = await first.newPage()
    await enrol(author, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    const carrier = await second.newPage()
    await enrol(carrier, await server.furtherLink(), { site: 'Thame', name: 'Ben' })
    // The author has no signal, and will not have any.
    await first.context.route('**/api/**', (route) => route.abort())
    await logSession(author, 'Baby/toddler rhyme', 14)
    await logSession(author, 'Digital class', 6)
    await openTablet(author)
    const file = await saved(author, /Save what is waiting to a file/)
    expect(file.bytes.length).toBeGreaterThan(300)

    await openTablet(carrier)
    for (let time = 0; time < 2; time += 1) {
      await carrier
        .getByLabel('Load a file from another tablet')
        .setInputFiles({ name: file.name, mimeType: 'application/gzip', buffer: file.bytes })
      await carrier.getByText('Taken by the county: 2').waitFor()
    }
    const receipts = await saved(carrier, /Save the receipt file/)

    await author
      .getByLabel('Load a receipt file')
      .setInputFiles({ name: receipts.name, mimeType: 'application/json', buffer: receipts.bytes })
    await author
      .getByText(/received/)
      .first()
      .waitFor()
    await eachSays(await openEntries(author), 2, /received/)

    const county = await (await newTablet()).newPage()
    await enrol(county, await server.furtherLink(), { site: 'Whole county', name: 'Cleo' })
    await eachSays(await openEntries(county), 2, /counted/, 20_000)
    await first.context.unroute('**/api/**')
    await openTablet(author)
    await author.getByRole('button', { name: 'Sync now' }).click()
    await eachSays(await openEntries(author), 2, /counted/, 30_000)
  },
)
