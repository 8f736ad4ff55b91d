/** `npm run pictures`: takes the README's pictures from the running app, into `docs/pictures`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { TabletBrowser } from './browser.ts'
import { buildClient } from './browser-build.ts'
import { findBrowser } from './browser-find.ts'
import { ServerProcess } from './browser-server.ts'

const PICTURES = join(import.meta.dirname, '../../docs/pictures')

/** A week at a village library: the preset in the form's address, and how many came. */
const WEEK: readonly (readonly [preset: string, people: number])[] = [
  ['baby-toddler-rhyme', 14],
  ['story-craft-lego', 11],
  ['wellbeing-social', 9],
  ['digital-class', 5],
  ['reading-group', 8],
  ['garden-nature', 12],
  ['conversation-cafe', 7],
  ['climate-repair', 23],
]

async function log(page: Page, origin: string, preset: string, people: number): Promise<void> {
  await page.goto(`${origin}/log/${preset}`)
  await page.getByLabel('How many came?', { exact: true }).fill(String(people))
  await page.getByRole('button', { name: 'Save on this tablet' }).click()
  await page.getByRole('main').getByText('Saved on this tablet').waitFor()
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}

const clientFolder = await mkdtemp(join(tmpdir(), 'branchline-pictures-'))
await mkdir(PICTURES, { recursive: true })
await buildClient(clientFolder, 'pictures')
const server = await ServerProcess.fresh(clientFolder)
const browser = await TabletBrowser.fresh(findBrowser())
try {
  const page = await browser.newPage()
  await page.goto(await server.firstLink())
  await page.getByLabel('Site', { exact: true }).selectOption({ label: 'Wychwood' })
  await page.getByLabel('Your name').fill('Asha')
  await page.getByRole('button', { name: 'Start using this tablet' }).click()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  for (const [preset, people] of WEEK) await log(page, server.origin, preset, people)
  await page
    .getByText(/^All \d+ entries received/)
    .first()
    .waitFor()
  await page.goto(`${server.origin}/plan/priority/7`)
  await page.getByText('2 sessions · 25 attendances').first().waitFor()
  await take(page, 'plan')

  await server.stop()
  await log(page, server.origin, 'baby-toddler-rhyme', 16)
  await page.goto(`${server.origin}/log/story-craft-lego`)
  await page.getByLabel('How many came?', { exact: true }).fill('15')
  await page.getByText('1 on this tablet, waiting').first().waitFor()
  await take(page, 'log')
} finally {
  await browser.dispose()
  await server.dispose()
  await rm(clientFolder, { recursive: true, force: true })
}
