import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { faults } from '#support/axe.ts'
import { APART, pagesOnPaper } from '#support/grey-paper.ts'
import { journey } from '#support/browser-journey.ts'
import { enrol, heading, openForm } from '#support/browser-steps.ts'
import { printed, printedLightness, printFaults } from '#support/printed.ts'

async function openPlace(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Our place', exact: true }).first().click()
  await heading(page, title).waitFor()
}

/** Waits until the tablet has fetched the neighbourhoods, so that it can be cut off. */
async function waitForMap(page: Page, title: string): Promise<void> {
  await openPlace(page, title)
  await page.getByRole('heading', { name: /^Map: / }).waitFor()
}

/** @param site which one on a county tablet; left out on a site's own */
async function logByAge(
  page: Page,
  preset: string,
  ages: Readonly<Record<string, number>>,
  site?: string,
): Promise<void> {
  await openForm(page, preset, site)
  await page.getByRole('button', { name: 'Split by age' }).click()
  for (const [age, people] of Object.entries(ages)) {
    await page.getByLabel(age, { exact: true }).fill(String(people))
  }
  await page.getByRole('button', { name: 'Save on this tablet' }).click()
  await page.getByRole('main').getByText('Saved on this tablet').waitFor()
}

/** Chooses a site on a county tablet's screen of places. */
async function openSite(page: Page, site: string): Promise<void> {
  await page.getByLabel('Site', { exact: true }).selectOption(site)
  await heading(page, `Our place: ${site}`).waitFor()
}

/** A row of the table of who comes, as its cells read. */
async function whoComes(page: Page, age: string): Promise<readonly string[]> {
  await page.getByText('Table, and how sure this is').click()
  const table = page.getByRole('region', { name: 'Table: who comes' })
  const cells = table.getByRole('row').filter({ hasText: age }).getByRole('cell')
  return cells.allInnerTexts()
}

journey(
  'a profile printed in black and white is two whole pages, and its shades stay apart, on the map and in the bars',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).newPage()
    await enrol(page, await server.firstLink(), { site: 'Abingdon', name: 'Asha' })
    await waitForMap(page, 'Our place: Abingdon')
    await logByAge(page, 'Baby/toddler rhyme', { 'Under 5': 9, '25 to 64': 8 })
    await openPlace(page, 'Our place: Abingdon')
    await page.getByRole('heading', { name: /^Map: / }).waitFor()

    const pages = await printed(page)
    expect(pages.length).toBe(2)
    expect(await printFaults(page, pages)).toEqual([])
    const [first] = pages
    if (first === undefined) throw new Error('no page')
    const legend = page.getByRole('list', { name: /^What the shades mean/ })
    const steps = await printedLightness(page, first, legend.locator('svg'))
    // Under fives, the first row: 52.9 % of those who come and 5.4 % of those who live here.
    const [come] = await printedLightness(page, first, page.locator('.place-reach-comes').first())
    const [live] = await printedLightness(page, first, page.locator('.place-reach-lives').first())
    expect(steps.length).toBe(5)
    // From the least to the most each is darker than the one before.
    for (const [index, step] of steps.slice(1).entries()) {
      expect((steps[index] ?? 0) - step, `steps ${index + 1} and ${index + 2}`).toBeGreaterThan(APART)
    }
    expect(Math.abs((come ?? 0) - (live ?? 0)), 'who comes, and who lives here').toBeGreaterThan(APART)
  },
)

journey(
  'without signal a site’s profile is read and compared, its map gone through by keyboard, a postcode looked up, a target accepted, and a session for 12 to 17 moves the index',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).newPage()
    await enrol(page, await server.firstLink(), { site: 'Whole county', name: 'Ben' })
    await waitForMap(page, 'The whole county')
    await server.stop()
    await page.reload()

    await openPlace(page, 'The whole county')
    await page.getByRole('option', { name: /^428\. / }).waitFor()
    await logByAge(page, 'Baby/toddler rhyme', { 'Under 5': 9, '25 to 64': 8 }, 'Abingdon')
    await page.getByRole('link', { name: 'Our place', exact: true }).first().click()
    await openSite(page, 'Abingdon')
    const short = page.getByRole('region', { name: 'Abingdon’s estimated local community' })
    await short.getByText(/under 12; the county has 13.3/).waitFor()
    await page.getByLabel('Compare with').selectOption('England')
    await short.getByText(/are disabled; England has 17.3/).waitFor()
    await page.getByLabel('Compare with').selectOption('Vale of White Horse')
    await short.getByText(/under 12; Vale of White Horse has/).waitFor()

    const map = page.getByRole('listbox', { name: /Neighbourhoods by Deprivation/ })
    await map.getByRole('option').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    const chosen = map.getByRole('option', { selected: true })
    expect(await chosen.getAttribute('aria-label')).toMatch(/^32\. /)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const table = page.getByRole('region', { name: 'Table of neighbourhoods' })
    await table.waitFor()
    await page.keyboard.press('Tab')
    await expect
      .poll(() => table.evaluate((element) => element === document.activeElement), { timeout: 20_000 })
      .toBe(true)
    expect(await table.getByRole('row').count()).toBe(33)
    const last = await table.getByRole('row').last().getByRole('cell').allInnerTexts()
    expect(await chosen.getAttribute('aria-label')).toContain(last[1])
    expect(await faults(page), 'with the table open').toEqual([])

    await page.getByRole('textbox', { name: 'Postcode' }).fill('ox14 2fb')
    await page.keyboard.press('Enter')
    await page.getByText('OX14 2FB is in').waitFor()
    await page.getByText('Kennington is nearer', { exact: false }).waitFor()

    await page.getByText('No target has been set yet.').waitFor()
    await page.getByRole('button', { name: 'Accept the proposal' }).click()
    await page.getByText('17 so far by the records on this tablet.', { exact: false }).waitFor()
    await page.reload()
    await page.getByText('17 so far by the records on this tablet.', { exact: false }).waitFor()
    expect(await faults(page), 'a site with a target').toEqual([])

    expect((await whoComes(page, '12 to 17')).slice(0, 1)).toEqual(['0'])
    await logByAge(page, 'STEAM', { '12 to 17': 6 }, 'Abingdon')
    await page.getByRole('link', { name: 'Our place', exact: true }).first().click()
    await openSite(page, 'Abingdon')
    const [came, , , index] = await whoComes(page, '12 to 17')
    // 6 of 23 attendances, against 3,828 of 50,503 residents.
    expect([came, index]).toEqual(['6', '3.4'])
    await page.getByText('23 so far by the records on this tablet.', { exact: false }).waitFor()

    for (const site of ['Abingdon', 'Oxfordshire County Library', 'Banbury', 'Wychwood']) {
      await openSite(page, site)
      await page.getByRole('heading', { name: /^Map: / }).waitFor()
      expect(await pagesOnPaper(page), site).toBe(2)
    }
  },
)

test('neighbourhoods are no part of the app’s own files', async () => {
  const folder = inject('clientFolder')
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|json|html)$/.test(name))
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    expect((await readFile(join(folder, name), 'utf8')).includes('E01028422'), name).toBe(false)
  }
})
