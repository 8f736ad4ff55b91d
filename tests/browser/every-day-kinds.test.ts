import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { faults } from '#support/axe.ts'
import { TabletBrowser } from '#support/browser.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { enrol, heading } from '#support/browser-steps.ts'

let server: ServerProcess
let tablet: TabletBrowser
let page: Page

beforeAll(async () => {
  server = await ServerProcess.fresh(inject('clientFolder'))
  tablet = await TabletBrowser.fresh(inject('browserPath'))
  page = await tablet.newPage()
  await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
})

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
  if (tablet.faults.length > 0) throw new Error(`a page reported:\n${tablet.faults.join('\n')}`)
})

/** What is given for each field, in the order of the form: typed where the name stands alone, chosen where it says which. */
type Filled = readonly (readonly [label: string, value: string])[]

interface Everyday {
  readonly tile: string
  readonly filled: Filled
  /** How the entry stands in the list. */
  readonly line: RegExp
}

/** The kinds beside sessions that a branch logs most. */
const EVERYDAY: readonly Everyday[] = [
  {
    tile: 'Volunteer hours',
    filled: [
      ['People', '3'],
      ['Hours each', '1.5'],
      ['Role', 'Garden'],
      ['Kind of hours', 'Service'],
      ['Attendance', 'Came'],
      ['Where the hours are from', 'Rota'],
    ],
    line: /4 h 30.*Volunteer hours: Garden/,
  },
  {
    tile: 'Signposting or health chat',
    filled: [
      ['About', 'Loneliness'],
      ['What was done', 'Information given'],
      ['How deep it went', 'Very brief, under 2 minutes'],
      ['What they mean to do', 'None said'],
    ],
    line: /Signposting or health chat: Loneliness, Information given/,
  },
  {
    tile: 'Digital help',
    filled: [
      ['People helped', '2'],
      ['With what', 'NHS app'],
      ['How it went', 'Did it with help'],
      ['Helped by', 'Staff'],
      ['How', 'Drop-in'],
    ],
    line: /2.*Digital help: NHS app/,
  },
  {
    tile: 'School or class visit',
    filled: [
      ['Name of the school (optional)', 'Wychwood Primary School'],
      ['What kind of visit', 'A class came to the library'],
      ['Phase', 'Primary'],
      ['Pupils', '28'],
      ['Topic', 'Library skills'],
    ],
    line: /28.*Wychwood Primary School/,
  },
  {
    tile: 'Home Library round',
    filled: [
      ['Round', 'WYC-2'],
      ['Visits due', '9'],
      ['Visits made', '9'],
      ['Travelled by', 'Cycle'],
    ],
    line: /9.*WYC-2/,
  },
]

/** What has the focus: the words of its label, of its group and, for a list of choices, of what is chosen. */
async function focusedOn(): Promise<{ label: string; group: string; type: string }> {
  return page.evaluate(() => {
    const element = document.activeElement
    const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement
    const legend = element?.closest('fieldset')?.querySelector('legend .field-head')?.firstChild
    return {
      label: (isField ? element.labels?.[0]?.textContent : element?.textContent)?.trim() ?? '',
      group: legend?.textContent?.trim() ?? '',
      type: element instanceof HTMLInputElement ? element.type : (element?.tagName.toLowerCase() ?? ''),
    }
  })
}

/** Fills one field by keyboard alone, going on with Tab from wherever the focus is. */
async function fillByKeyboard(label: string, value: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const at = await focusedOn()
    if (at.type === 'radio' && at.group === label) {
      for (let turns = 0; turns < 12 && (await focusedOn()).label !== value; turns += 1) {
        await page.keyboard.press('ArrowDown')
      }
      await page.keyboard.press('Space')
      return
    }
    if (at.label === label) {
      await page.keyboard.type(value)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${label}`)
}

async function openFromLog(tile: string): Promise<void> {
  await page.goto(`${server.origin}/log`)
  await page.getByRole('main').getByRole('link', { name: tile, exact: true }).click()
  await heading(page, tile).waitFor()
}

/** How the entry that was just saved stands in the list of entries. */
async function savedLine(line: RegExp): Promise<string | null> {
  await page.getByRole('main').getByText('Saved on this tablet').waitFor()
  await page.goto(`${server.origin}/entries`)
  return page.getByRole('listitem').filter({ hasText: line }).first().textContent()
}

describe.each(EVERYDAY)('$tile', ({ tile, filled, line }) => {
  test('is logged by keyboard alone, and its form has no fault in any state', async () => {
    await openFromLog(tile)
    expect(await faults(page), 'blank').toEqual([])
    await page.getByRole('button', { name: 'Save on this tablet' }).click()
    await page.getByRole('alert').first().waitFor()
    const more = page.getByText('More to say, all of it optional')
    if (await more.isVisible()) await more.click()
    await page
      .getByRole('button', { name: /^What .* means$/ })
      .first()
      .click()
    await page.getByText('The rule:').waitFor()
    expect(await faults(page), 'with errors, everything open').toEqual([])
    await page.reload()
    await heading(page, tile).waitFor()
    for (const [label, value] of filled) await fillByKeyboard(label, value)
    while ((await focusedOn()).label !== 'Save on this tablet') await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await savedLine(line)).toMatch(line)
  })

  test('is logged by touch', async () => {
    await openFromLog(tile)
    for (const [label, value] of filled) {
      const group = page.getByRole('group', { name: label })
      const field = page.getByLabel(label, { exact: true })
      if (await group.count()) await group.getByRole('radio', { name: value, exact: true }).check()
      else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') {
        await field.selectOption({ label: value })
      } else await field.fill(value)
    }
    await page.getByRole('button', { name: 'Save on this tablet' }).click()
    expect(await savedLine(line)).toMatch(line)
  })
})

test('lists and the search of entries have no fault, with something in them and with nothing', async () => {
  await page.goto(`${server.origin}/lists`)
  await heading(page, 'Lists').waitFor()
  expect(await faults(page), 'lists').toEqual([])
  await page.goto(`${server.origin}/lists/volunteer-role`)
  await page.getByText('Garden').waitFor()
  expect(await faults(page), 'a list to look up').toEqual([])
  await page.goto(`${server.origin}/lists/series/new`)
  await heading(page, 'New: Series').waitFor()
  expect(await faults(page), 'a new series').toEqual([])
  await page.goto(`${server.origin}/entries?find=nhs&state=waiting`)
  await heading(page, 'Entries').waitFor()
  expect(await faults(page), 'a search').toEqual([])
  await page.goto(`${server.origin}/entries?find=nothing-of-the-kind`)
  await page.getByText(/^Nothing matches/).waitFor()
  expect(await faults(page), 'nothing found').toEqual([])
})
