import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** What staff do, in the words they see. */

/** Sets a browser up as a tablet, and waits until the app is on it and works without a server. */
export async function enrol(page: Page, link: string, who: { site: string; name: string }): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Site', { exact: true }).selectOption({ label: who.site })
  await page.getByLabel('Your name').fill(who.name)
  await page.getByRole('button', { name: 'Start using this tablet' }).click()
  await heading(page, 'Today').waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name })
}

/** Opens the form of a kind of session from the home screen. @param site which one, on a county tablet */
export async function openForm(page: Page, preset: string, site?: string): Promise<Locator> {
  await page.getByRole('link', { name: 'Today', exact: true }).first().click()
  await page.getByRole('link', { name: 'Log', exact: true }).first().click()
  if (site !== undefined) await page.getByLabel('Site', { exact: true }).selectOption(site)
  await page.getByRole('main').getByRole('link', { name: preset }).first().click()
  const number = page.getByLabel('How many came?', { exact: true })
  await number.waitFor()
  return number
}

/** Logs a session through the form and waits until the tablet says that it is saved. */
export async function logSession(page: Page, preset: string, people: number): Promise<void> {
  const number = await openForm(page, preset)
  await number.fill(String(people))
  await page.getByRole('button', { name: 'Save on this tablet' }).click()
  await page.getByRole('main').getByText('Saved on this tablet').waitFor()
}

/** Logs a further session of the kind that was logged just now. */
export async function logAnother(page: Page, people: number): Promise<void> {
  await page.getByRole('link', { name: 'Log another' }).click()
  await page.getByLabel('How many came?', { exact: true }).fill(String(people))
  await page.getByRole('button', { name: 'Save on this tablet' }).click()
  await page.getByRole('main').getByText('Saved on this tablet').waitFor()
}

/** Opens the list of entries and returns its rows. */
export async function openEntries(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Entries', exact: true }).first().click()
  await heading(page, 'Entries').waitFor()
  return page.getByRole('main').getByRole('listitem')
}

/** Waits until a list has so many rows and each says the words. */
export async function eachSays(
  rows: Locator,
  count: number,
  words: RegExp,
  withinMs = 10_000,
): Promise<void> {
  await expect
    .poll(async () => (await rows.allInnerTexts()).map((text) => words.test(text)), { timeout: withinMs })
    .toEqual(Array.from({ length: count }, () => true))
}
