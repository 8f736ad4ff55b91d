import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { createRecord } from '#client/data/save.ts'
import { financialYearOf, quarterOf } from '#domain/time/quarter.ts'
import { localDateAt } from '#domain/time/local-date.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { journey } from '#support/browser-journey.ts'
import { eachSays, enrol, heading, logSession, openEntries } from '#support/browser-steps.ts'
import { nodeTablet } from '#support/node-tablet.ts'
import { syncOnce } from '#support/tablets.ts'

/** Opens the only entry and its correction. */
async function correctTo(page: Page, people: number): Promise<void> {
  await (await openEntries(page)).first().getByRole('link').first().click()
  await page.getByRole('link', { name: 'Correct', exact: true }).click()
  await page.getByLabel('How many came?', { exact: true }).fill(String(people))
  await page.getByRole('button', { name: /Save/ }).click()
  await page.waitForURL(/\/entries\/[^/]+$/)
  await page
    .getByRole('main')
    .getByText(new RegExp(`\\b${people}\\b`))
    .first()
    .waitFor()
}

journey(
  'two tablets correct one figure: the author whose value lost is told on their tablet, takes it back with one tap, and both agree',
  async ({ server, newTablet }) => {
    const [first, second] = [await newTablet(), await newTablet()]
    const asha = await first.newPage()
    await enrol(asha, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    await logSession(asha, 'Baby/toddler rhyme', 14)
    await eachSays(await openEntries(asha), 1, /counted/)
    let ben = await second.newPage()
    await enrol(ben, await server.furtherLink(), { site: 'Wychwood', name: 'Ben' })
    await eachSays(await openEntries(ben), 1, /counted/)

    await server.stop()
    await correctTo(asha, 15)
    await correctTo(ben, 16)
    await second.close()
    await server.start()
    await eachSays(await openEntries(asha), 1, /counted/, 20_000)
    await second.open()
    ben = await second.newPage()
    await ben.goto(server.origin)

    await ben
      .getByText(/1 of your values did not win/)
      .first()
      .waitFor()
    await ben.goto(`${server.origin}/attention`)
    const mine = ben.getByRole('group', { name: /Yours/ })
    expect(await mine.innerText()).toContain('16')
    expect(await ben.getByRole('group', { name: /On show now/ }).innerText()).toMatch(/Asha[\s\S]*15/)
    await mine.getByRole('button', { name: 'Take mine' }).click()
    await ben.getByText('All is well').waitFor()
    await eachSays(await openEntries(ben), 1, /16[\s\S]*counted/, 20_000)
    await eachSays(await openEntries(asha), 1, /16[\s\S]*counted/, 30_000)
  },
)

journey(
  'an entry refused because its quarter is closed says why, is corrected to a day that is open, and goes',
  async ({ server, newTablet }) => {
    const branch = await newTablet()
    const page = await branch.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    const today = localDateAt(Date.now(), 'Europe/London')
    const county = await nodeTablet(await server.furtherLink(), 'county', 'Dee')
    const body = { year: financialYearOf(today), quarter: quarterOf(today), closedBy: 'Dee' }
    await createRecord(county, { kind: 'quarter-close', scope: AUTHORITY_SCOPE, body })
    await syncOnce(county)

    await logSession(page, 'Digital class', 6)
    await page.getByText('1 needs attention').first().waitFor()
    await page.goto(`${server.origin}/attention`)
    await heading(page, 'Needs attention').waitFor()
    await page
      .getByText(/quarter/i)
      .first()
      .waitFor()
    await page.getByRole('link', { name: 'Correct and send again' }).click()
    // A day of another financial year, which nobody has closed.
    await page.getByLabel('Day', { exact: true }).fill(`${Number(today.slice(0, 4)) - 2}${today.slice(4)}`)
    await page.getByRole('button', { name: /Save/ }).click()
    await eachSays(await openEntries(page), 1, /counted/, 20_000)
    await page.goto(`${server.origin}/attention`)
    await page.getByText('All is well').waitFor()
  },
)
