import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import type { ServerProcess } from '#support/browser-server.ts'
import { enrol } from '#support/browser-steps.ts'
import { readLedger } from '#support/browser-ledger.ts'
import { keepSeries, keepService, keepSession, keepVolunteers } from '#support/branch-lists.ts'
import { nodeTablet } from '#support/node-tablet.ts'

/** What the quick ways cost: taps are counted, and seconds printed and held to what was promised. */
function said(what: string, taps: number, startMs: number): number {
  const seconds = (performance.now() - startMs) / 1000
  process.stdout.write(`${what}: ${taps} taps, ${seconds.toFixed(1)} s\n`)
  return seconds
}

const SITE = 'site/wychwood'
/** Longer than anything takes on a busy machine; how long it took is measured beside. */
const WITHIN = { timeout: 20_000 }

async function atHome(page: Page, server: ServerProcess, enough: () => Promise<unknown>): Promise<void> {
  await enrol(page, await server.furtherLink(), { site: 'Wychwood', name: 'Asha' })
  await enough()
}

journey(
  'a session from the week is one tap and a number, and is there without a server',
  async ({ server, newTablet }) => {
    const own = await nodeTablet(await server.firstLink(), SITE, 'Ben')
    await keepSeries(own, 2)
    const page = await (await newTablet()).newPage()
    const cell = page.getByRole('textbox', { name: /^Club A, .*: how many came\?$/ })
    await atHome(page, server, () => cell.waitFor())
    await server.stop()

    const start = performance.now()
    await cell.click()
    await page.keyboard.type('14')
    await page.keyboard.press('Enter')
    await page.getByText('1 to fill').waitFor()
    expect(said('a session from the week', 1, start)).toBeLessThan(10)
    await expect.poll(() => cell.inputValue(), WITHIN).toBe('14')
    await page.reload()
    await expect.poll(() => cell.inputValue(), WITHIN).toBe('14')

    // A number that is none stays where it was typed, with what to do.
    const other = page.getByRole('textbox', { name: /^Club B/ })
    await other.fill('1o')
    await other.press('Enter')
    await page.getByRole('alert').getByText('Use a whole number, such as 14.').waitFor()
    expect(await other.inputValue()).toBe('1o')
  },
)

journey(
  'a week of fourteen sessions is keyed from paper by keyboard alone',
  async ({ server, newTablet }) => {
    const own = await nodeTablet(await server.firstLink(), SITE, 'Ben')
    await keepSeries(own, 14)
    const page = await (await newTablet()).newPage()
    const cells = page.getByRole('textbox', { name: /how many came\?$/ })
    await atHome(page, server, () => expect.poll(() => cells.count(), WITHIN).toBe(14))

    const start = performance.now()
    await tabUntil(page, '.slot-input')
    for (let index = 0; index < 14; index += 1) {
      await page.keyboard.type(String(10 + index))
      await page.keyboard.press('Enter')
    }
    await expect.poll(() => page.getByText(/to fill$/).count(), WITHIN).toBe(0)
    expect(said('a week of fourteen sessions', 0, start)).toBeLessThan(60)
    await page.reload()
    await expect
      .poll(async () => Promise.all((await cells.all()).map((cell) => cell.inputValue())), WITHIN)
      .toEqual(Array.from({ length: 14 }, (_, index) => String(10 + index)))
  },
)

async function tabUntil(page: Page, selector: string): Promise<void> {
  const TABS = 60
  for (let tab = 0; tab < TABS; tab += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
  }
  throw new Error(`${selector} is not reached by keyboard`)
}

journey('a signposting contact is three taps from home and no typing', async ({ server, newTablet }) => {
  const county = await nodeTablet(await server.firstLink(), 'county', 'Cleo')
  await keepService(county, { name: 'Age UK befriending', topic: 'loneliness', phone: '01865 000000' })
  const page = await (await newTablet()).newPage()
  await atHome(page, server, () => page.getByRole('link', { name: 'Signpost' }).waitFor())
  await page
    .getByText(/last contact \d/)
    .first()
    .waitFor()
  await server.stop()

  const start = performance.now()
  await page.getByRole('link', { name: 'Signpost' }).click()
  await page.getByRole('link', { name: 'Loneliness' }).click()
  await page.getByRole('button', { name: /Age UK befriending/ }).click()
  await page.getByText('Saved on this tablet:').waitFor()
  expect(said('a signposting contact', 3, start)).toBeLessThan(10)
  // The service's card is there to show, without a server.
  await page.getByText('01865 000000').waitFor()

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Taken back:').waitFor()
  await page.getByRole('button', { name: 'Put it back' }).click()
  await page.getByText('Saved on this tablet:').waitFor()
})

const NAMES = ['Ada', 'Bea', 'Cy', 'Dot', 'Eli', 'Fay', 'Gil', 'Hal', 'Ida', 'Jo', 'Kit', 'Lou']

journey('a week of twelve volunteers is one grid and one save', async ({ server, newTablet }) => {
  const own = await nodeTablet(await server.firstLink(), SITE, 'Ben')
  await keepVolunteers(own, NAMES)
  const tablet = await newTablet()
  const page = await tablet.newPage()
  await atHome(page, server, () => page.getByRole('link', { name: 'Hours' }).waitFor())
  await page
    .getByText(/last contact \d/)
    .first()
    .waitFor()

  const start = performance.now()
  await page.getByRole('link', { name: 'Hours' }).click()
  await page
    .getByRole('textbox', { name: /^Ada, .*: hours$/ })
    .first()
    .focus()
  for (const _ of NAMES) {
    await page.keyboard.type('1.5')
    await page.keyboard.press('Enter')
  }
  // What is typed is back when the browser was killed before anybody saved it.
  await page.waitForTimeout(1000)
  await tablet.kill()
  await tablet.open()
  const again = await tablet.newPage()
  await again.goto(`${server.origin}/hours`)
  await again.getByText('18 h to save').waitFor()
  await again.getByRole('button', { name: 'Save on this tablet' }).click()
  await again.getByText('Saved on this tablet.').waitFor()
  expect(said('a week of twelve volunteers, with a power cut in it', 3, start)).toBeLessThan(30)
  await expect.poll(() => again.getByRole('link', { name: '1 h 30' }).count(), WITHIN).toBe(NAMES.length)
})

journey(
  'two browsers count one session at two doors, one of them offline: the sum is right on both and at the county',
  async ({ server, newTablet }) => {
    await keepSession(await nodeTablet(await server.firstLink(), SITE, 'Ben'), 'Village fête')
    const tablets = [await newTablet(), await newTablet()] as const
    const pages = [await tablets[0].newPage(), await tablets[1].newPage()] as const
    for (const page of pages) {
      await atHome(page, server, () => page.getByRole('link', { name: 'Count' }).waitFor())
      await page.getByRole('link', { name: 'Count' }).click()
      await page.getByRole('button', { name: /^Village fête/ }).click()
      await page.getByRole('button', { name: 'Everyone: 0, one more' }).waitFor()
    }
    await tablets[1].context.setOffline(true)
    for (const [page, people] of [
      [pages[0], 3],
      [pages[1], 2],
    ] as const) {
      for (let tap = 0; tap < people; tap += 1) {
        await page.getByRole('button', { name: `Everyone: ${tap}, one more` }).click()
      }
      await page.locator('.pad-total', { hasText: `${people} together` }).waitFor()
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByText('Saved on this tablet:').waitFor()
    }
    // The session itself came from elsewhere.
    await pages[0]
      .getByText(/^Nothing waiting/)
      .first()
      .waitFor()
    await pages[1]
      .getByText(/1 on this tablet, waiting/)
      .first()
      .waitFor()
    await tablets[1].context.setOffline(false)
    for (const page of pages) {
      await page.getByRole('link', { name: 'Entries', exact: true }).first().click()
      const line = page.getByRole('listitem').filter({ hasText: 'Village fête' })
      await expect.poll(() => line.innerText(), { timeout: 60_000 }).toMatch(/\b5\b[^]*counted/)
    }
    await server.stop()
    expect(readLedger(server.dataFolder).attendances).toEqual([5])
  },
)

journey(
  'the tablet stays at the sign-in screen until a colleague unlocks it',
  async ({ server, newTablet }) => {
    const own = await nodeTablet(await server.firstLink(), SITE, 'Ben')
    await keepVolunteers(own, ['Sam'])
    const page = await (await newTablet()).newPage()
    await atHome(page, server, () =>
      page
        .getByText(/last contact \d/)
        .first()
        .waitFor(),
    )
    await page.goto(`${server.origin}/sign-in`)
    await page.getByLabel('A number to unlock it with').fill('2468')
    await page.getByRole('button', { name: 'Lock to this screen' }).click()
    await page.getByRole('heading', { name: 'Volunteers: sign in and out' }).waitFor()
    await page.goto(`${server.origin}/entries`)
    await page.getByRole('button', { name: /^Sam/ }).click()
    await page
      .getByText(/^Sam is in/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: /^Sam/ }).click()
    await page
      .getByText(/^Sam is out: 15 min/)
      .first()
      .waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.getByText('Staff', { exact: true }).click()
    await page.getByLabel('The number it was locked with').fill('1111')
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByText('That is not it. Try again.').waitFor()
    await page.getByLabel('The number it was locked with').fill('2468')
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
  },
)
