import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { addDays, localDateAt } from '#domain/time/local-date.ts'
import { financialYearOf, firstDayOf, monthsOfQuarter, quarterOf } from '#domain/time/quarter.ts'
import { faults } from '#support/axe.ts'
import { journey } from '#support/browser-journey.ts'
import { enrol } from '#support/browser-steps.ts'
import { APART } from '#support/grey-paper.ts'
import { printed, printedLightness, printFaults } from '#support/printed.ts'

/** The day it is where the browser is. */
const today = localDateAt(Date.now(), 'Europe/London')
const year = financialYearOf(today)
/** A day of the same quarter of the year before. */
const lastYear = firstDayOf(monthsOfQuarter(year - 1, quarterOf(today)).first)

const MEASURE = '/progress/measure/3.5'
const AT_WYCHWOOD = '?site=wychwood'

function part(page: Page, name: string): Locator {
  return page.getByRole('main').getByRole('region', { name })
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
}

async function moveTo(page: Page, column: string, why: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Move the action' })
  await form.getByLabel('Move to').selectOption(column)
  await form.getByLabel('Why').fill(why)
  await form.getByRole('button', { name: 'Move it' }).click()
}

async function logWellbeing(page: Page, people: number, day: string = today): Promise<void> {
  await open(page, `/log/wellbeing-social${AT_WYCHWOOD}`)
  await page.getByRole('main').getByLabel('Day', { exact: true }).fill(day)
  await page.getByLabel('How many came?', { exact: true }).fill(String(people))
  await page.getByRole('button', { name: 'Save on this tablet' }).click()
  await page.getByRole('main').getByText('Saved on this tablet').waitFor()
}

journey(
  'the county without signal profiles an action, moves another with a reason, and sees the plan as it was',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).newPage()
    await enrol(page, await server.firstLink(), { site: 'Whole county', name: 'Ben' })
    await open(page, '/plan/board')
    await part(page, 'Q3 · Oct–Dec').getByText('SDP22-44').waitFor()
    await server.stop()
    await page.reload()

    const tray = part(page, 'No quarter')
    const code = await tray
      .getByText(/^SDP22-\d+$/)
      .first()
      .innerText()
    await tray.getByRole('button', { name: `Move ${code} out of No quarter` }).click()
    expect(await faults(page), 'the board, with an action about to move').toEqual([])
    await moveTo(page, 'Q1 · Apr–Jun', 'Agreed at the planning day')
    await part(page, 'Q1 · Apr–Jun').getByText(code, { exact: true }).waitFor()
    await expect.poll(() => tray.getByText(code, { exact: true }).count(), { timeout: 20_000 }).toBe(0)

    await page.getByRole('button', { name: 'Move SDP22-44 out of Q3 · Oct–Dec' }).click()
    await moveTo(page, 'Q4 · Jan–Mar', 'Planning consent came late')
    await part(page, 'Q4 · Jan–Mar')
      .getByText(/Moved from Q3 · Oct–Dec to Q4 · Jan–Mar .* by Ben: Planning consent came late/)
      .waitFor()

    await page.getByLabel('The plan as it stood on').fill(addDays(today, -1))
    await part(page, 'Q3 · Oct–Dec').getByText('SDP22-44').waitFor()
    await tray.getByText(code, { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: /^Move / }).count()).toBe(0)
    expect(await faults(page), 'the board as it stood').toEqual([])
  },
)

journey(
  'the county without signal sets a site’s target, follows two sessions up to the priority and down again, and closes the quarter',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).newPage()
    await enrol(page, await server.firstLink(), { site: 'Whole county', name: 'Ben' })
    await open(page, `${MEASURE}${AT_WYCHWOOD}`)
    await part(page, 'Attendances').waitFor()
    await server.stop()
    await page.reload()

    await page.getByRole('link', { name: 'Set a target' }).click()
    await page.getByLabel('Measure', { exact: true }).selectOption('3.5')
    await page.getByLabel('Financial year', { exact: true }).fill(String(year))
    await page.getByLabel('Target', { exact: true }).fill('400')
    await page.getByRole('button', { name: 'Save on this tablet' }).click()
    await page.waitForURL(/\/lists\/measure-target(\?|$)/)
    await open(page, `${MEASURE}${AT_WYCHWOOD}`)
    await page.getByText('Target for the year: 400 attendances').waitFor()

    await logWellbeing(page, 17, lastYear)
    await logWellbeing(page, 14)
    await logWellbeing(page, 9)
    await open(page, `${MEASURE}${AT_WYCHWOOD}`)
    const figure = part(page, 'Attendances')
    await figure.getByText('From 2 entries').waitFor()
    await figure.getByText('Why this figure').click()
    const behind = figure.getByRole('list', { name: 'Entries behind Attendances' })
    const came = async () => (await behind.getByRole('listitem').allInnerTexts()).map(leadingNumber)
    await expect.poll(async () => new Set(await came()), { timeout: 20_000 }).toEqual(new Set([9, 14]))
    await figure.getByText('Table', { exact: true }).click()
    expect(await faults(page), 'a measure, down to its entries').toEqual([])

    // Up again: from the entry to its measures, and from the measure to what was promised.
    await behind.getByRole('link').first().click()
    await part(page, 'Where it counts')
      .getByRole('link', { name: /^3\.5 / })
      .click()
    await part(page, 'What it answers to')
      .getByRole('list', { name: 'Promises' })
      .getByRole('link')
      .first()
      .click()
    await page
      .getByRole('list', { name: 'Measures of priority 3' })
      .getByText('23', { exact: true })
      .first()
      .waitFor()
    await page.getByRole('main').getByRole('link', { name: /^3\. / }).click()
    await page.getByText('Sessions under this priority: 2 sessions · 23 attendances').waitFor()
    const action = page.getByRole('list', { name: 'Actions' }).getByRole('listitem')
    await action.filter({ hasText: '2 sessions · 23 attendances' }).first().waitFor()
    expect(await faults(page), 'a priority').toEqual([])

    const pages = await printed(page)
    expect(pages.length).toBe(1)
    expect(await printFaults(page, pages)).toEqual([])
    const [paper] = pages
    if (paper === undefined) throw new Error('no page')
    const bars = await printedLightness(page, paper, drawn(page, '.progress-bar'))
    const before = await printedLightness(page, paper, drawn(page, '.progress-bar-before'))
    expect([bars.length, before.length]).toEqual([1, 1])
    // On paper too this year's bar is dark and last year's is only outlined.
    expect((before[0] ?? 0) - (bars[0] ?? 0)).toBeGreaterThan(APART)

    await open(page, `/progress/site${AT_WYCHWOOD}`)
    await page.getByText('2 sessions · 23 attendances').first().waitFor()
    expect(await faults(page), 'a site’s month').toEqual([])

    await open(page, '/progress/close')
    const closed = page.getByRole('list', { name: 'Closed figures' }).getByRole('listitem')
    await page.getByRole('button', { name: 'Close this quarter' }).click()
    const line = closed.filter({ hasText: /^3\.5 / })
    await line.getByText('23 when it was closed, from 2 entries').waitFor()
    await line.getByText(/^Last year 17 in Q\d/).waitFor()
    await correctTo(page, 9, 12)
    await open(page, '/progress/close')
    await line.getByText('23 when it was closed, from 2 entries; now 26').waitFor()
    expect(await faults(page), 'a closed quarter, corrected since').toEqual([])
  },
)

function leadingNumber(text: string): number {
  return Number.parseInt(text, 10)
}

/** The bars of a chart that are of any height. */
function drawn(page: Page, bars: string): Locator {
  return page.locator(`${bars}:not([height="0"])`)
}

async function correctTo(page: Page, was: number, is: number): Promise<void> {
  await open(page, `${MEASURE}${AT_WYCHWOOD}`)
  const figure = part(page, 'Attendances')
  await figure.getByText('Why this figure').click()
  const behind = figure.getByRole('list', { name: 'Entries behind Attendances' })
  await behind
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${was}(?!\\d)`) })
    .getByRole('link')
    .click()
  await page.getByRole('link', { name: 'Correct', exact: true }).click()
  await page.getByLabel('How many came?', { exact: true }).fill(String(is))
  await page.getByRole('button', { name: 'Save on this tablet' }).click()
  await page.waitForURL(/\/entries\/[^/]+$/)
}
