import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
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
  await enrol(page, await server.firstLink(), { site: 'Whole county', name: 'Ben' })
})

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
  if (tablet.faults.length > 0) throw new Error(`a page reported:\n${tablet.faults.join('\n')}`)
})

async function open(path: string, title: string): Promise<void> {
  await page.goto(`${server.origin}${path}`)
  await heading(page, title).waitFor()
}

async function choose(text: string): Promise<void> {
  const file = { name: 'newer.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.getByLabel('A table as CSV').setInputFiles(file)
}

test('axe finds nothing on the county’s own place, shaded by reach and with its tables open', async () => {
  await open('/place?map=reach', 'The whole county')
  await page.getByRole('heading', { name: /^Map: / }).waitFor()
  // The table of 428 neighbourhoods is the one that a library's place has with its own.
  for (const words of ['Table, and how sure this is', 'Table of communities']) {
    await page.getByText(words, { exact: true }).click()
  }
  await page.getByRole('region', { name: 'Table of communities' }).waitFor()
  expect(await faults(page)).toEqual([])
})

test('axe finds nothing where newer figures are taken in: before, with problems, with changes, and once saved', async () => {
  await open('/place/import', 'Take in newer figures')
  await page.getByLabel('A table as CSV').waitFor()
  expect(await faults(page), 'before').toEqual([])

  await choose('Library,Residents\nAbingdn,50503\nWychwood,some\n')
  await page.getByRole('list', { name: 'Problems' }).getByText('Row 3, Residents:').waitFor()
  expect(await faults(page), 'problems').toEqual([])

  await choose('Library,Residents\nAbingdon,52000\nWychwood,4900\n')
  await page.getByText('1 of 2 columns are taken as figures').click()
  await page.getByRole('button', { name: 'Save these figures' }).click()
  await page.getByRole('alert').getByText('Fill in everything about the source first.').waitFor()
  expect(await faults(page), 'changes, and a source with nothing filled in').toEqual([])

  const source = page.getByRole('region', { name: 'Where they come from' })
  for (const field of await source.getByRole('textbox').all()) await field.fill('Mid-2025')
  await page.getByRole('button', { name: 'Save these figures' }).click()
  await page.getByText('“Mid-2025” is shown from now on.', { exact: false }).waitFor()
  expect(await faults(page), 'saved').toEqual([])
})

test('axe finds nothing in the list of target groups, on a group’s own page, and where it is changed', async () => {
  await open('/lists/target-group', 'Target groups')
  await page.getByRole('link', { name: 'Carers', exact: true }).waitFor()
  expect(await faults(page), 'the list').toEqual([])

  await page.getByRole('link', { name: 'Carers', exact: true }).click()
  await heading(page, 'Carers').waitFor()
  expect(await faults(page), 'a group').toEqual([])

  await page.getByRole('link', { name: 'Correct', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).waitFor()
  expect(await faults(page), 'a group, changed').toEqual([])

  await page.goBack()
  await page.getByRole('link', { name: 'Target groups' }).click()
  await page.getByRole('link', { name: 'Change Men' }).click()
  await page.getByLabel('Name', { exact: true }).waitFor()
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Men')
})
