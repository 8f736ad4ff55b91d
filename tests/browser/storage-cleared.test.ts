import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { enrol, heading, logSession, openForm } from '#support/browser-steps.ts'

/** What "Clear site data" in the browser's settings does, cookies included. */
async function clearSiteData(page: Page, origin: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
}

function databases(page: Page): Promise<readonly (string | undefined)[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
}

journey(
  'when site data are cleared under the open app it stops and says so, and never goes on in an empty database',
  async ({ server, newTablet }) => {
    const tablet = await newTablet()
    const page = await tablet.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    await logSession(page, 'Baby/toddler rhyme', 14)
    const number = await openForm(page, 'Digital class')
    await number.fill('6')

    await clearSiteData(page, server.origin)
    await heading(page, 'Branchline has stopped').waitFor()
    expect(await page.getByRole('button', { name: 'Save on this tablet' }).count()).toBe(0)
    expect(await databases(page)).toEqual([])

    await page.getByRole('button', { name: 'Reload' }).click()
    await heading(page, 'This tablet is not set up yet').waitFor()
  },
)
