import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { enrol, heading } from '#support/browser-steps.ts'

/** Name of what has the focus, as a screen reader would say it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    const label =
      element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent
    return (element?.getAttribute('aria-label') ?? label ?? '').trim()
  })
}

/** Goes on with Tab until the focus is on something of that name, as a person would who sees it there. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().waitFor()
  for (let presses = 0; presses < 60; presses += 1) {
    if (name.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${name}`)
}

journey(
  'a session is logged, found, voided and restored by keyboard alone',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })

    await tabTo(page, /^Log$/)
    await page.keyboard.press('Enter')
    await heading(page, 'Log').waitFor()
    await tabTo(page, /^Digital class/)
    await page.keyboard.press('Enter')
    await heading(page, 'Digital class').waitFor()
    // The number has the focus, so that a keyboard or keypad types straight into it.
    await expect.poll(() => focused(page)).toBe('How many came?')
    await page.keyboard.type('6')
    await page.keyboard.press('Enter')
    await page.getByRole('main').getByText('Saved on this tablet').waitFor()

    await tabTo(page, /^See or correct it/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Void/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Undo|Restore/ }).waitFor()
    // What was pressed is gone; the focus is on what undoes it or just before it, not lost at the top of the page.
    await tabTo(page, /^(Undo|Restore)/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Void/ }).waitFor()
  },
)
