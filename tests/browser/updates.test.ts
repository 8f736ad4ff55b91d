import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { buildClient } from '#support/browser-build.ts'
import { journey } from '#support/browser-journey.ts'
import type { ServerProcess } from '#support/browser-server.ts'
import { enrol, heading, openForm } from '#support/browser-steps.ts'

async function serveNewBuild(server: ServerProcess): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-client-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await buildClient(folder, 'second-build')
  await server.stop()
  server.serve(folder)
  await server.start()
}

/** Tells a page that was loaded again from one that was not. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))
}

function isSamePage(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.hasAttribute('data-same-page'))
}

/** What happens when somebody comes back to the tablet. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
}

journey(
  'a new build leaves open forms alone, is taken when asked, and brings the draft back',
  async ({ server, newTablet }) => {
    const tablet = await newTablet()
    const page = await tablet.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    const other = await tablet.newPage()
    await other.goto(server.origin)
    const typed = await openForm(page, 'Digital class')
    await typed.fill('17')
    const typedInOther = await openForm(other, 'Class visit')
    await typedInOther.fill('29')
    await mark(page)
    await mark(other)

    await serveNewBuild(server)
    await comeBack(page)
    await page.getByText('A new version is ready').waitFor()
    expect(await typed.inputValue()).toBe('17')
    expect(await isSamePage(page)).toBe(true)

    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await page.getByRole('button', { name: 'Update now' }).click()
    await expect.poll(() => isSamePage(page).catch(() => true), { timeout: 10_000 }).toBe(false)
    await page.getByRole('link', { name: 'Tablet', exact: true }).click()
    await page.getByText('second-build').waitFor()

    // The other tab goes on as it was, with what was typed, until somebody wants it otherwise.
    expect(await isSamePage(other)).toBe(true)
    expect(await typedInOther.inputValue()).toBe('29')
    await other.getByText('A new version is ready').waitFor()

    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await heading(page, 'Today').waitFor()
    await page.getByRole('link', { name: 'Carry on: Digital class' }).click()
    await page.getByText('Brought back what you had typed').waitFor()
    expect(await page.getByLabel('How many came?', { exact: true }).inputValue()).toBe('17')
  },
)
