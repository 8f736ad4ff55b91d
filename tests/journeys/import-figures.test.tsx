import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { authorityRecords } from '#client/data/authority.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { fetchPublic } from '#client/sync/fetch-public.ts'
import { readPublicFiles } from '#server/reference/public-files.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

let server: TestServer
let tablet: Tablet

beforeEach(async () => {
  server = await startServer({ reference: await readReference(), publicFiles: await readPublicFiles() })
  history.replaceState(null, '', '/')
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  tablet = result.tablet
  server.down = true
})
afterEach(async () => {
  tablet.db.close()
  tablet.publicData.close()
  await server.close()
})

function open(path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

async function choose(text: string): Promise<void> {
  const file = new File([text], 'newer.csv', { type: 'text/csv' })
  await userEvent.upload(await screen.findByLabelText('A table as CSV'), file)
}

/** Fills in where the figures come from. */
async function sayFrom(edition: string): Promise<void> {
  for (const [label, text] of [
    ['What these figures are called', edition],
    ['Title of the source', 'Estimates of mid-2025'],
    ['Who published it', 'Office for National Statistics'],
    ['The day or period they are about', '30 June 2025'],
    ['Licence', 'Open Government Licence v3.0'],
    ['Words the licence asks to be shown', 'Source: Office for National Statistics'],
  ] as const) {
    await userEvent.type(screen.getByLabelText(label), text)
  }
}

const held = async () => (await authorityRecords(tablet.db, 'community-profile')).length

test('a broken file is told by row and column, and changes nothing', async () => {
  const before = await held()
  open('/place/import')
  await choose('Library,Residents\nAbingdn,50503\nWychwood,some\n')
  const problems = await screen.findByRole('list', { name: 'Problems' })
  expect(problems.textContent).toMatch(/Row 2, Library: “Abingdn” is no library or area here/)
  expect(problems.textContent).toMatch(/Row 3, Residents: “some” is not a number/)
  expect(screen.queryByRole('button', { name: 'Save these figures' })).toBeNull()
  expect(await held()).toBe(before)
})

test('newer figures are looked over, saved with their source, shown, and the first ones can still be chosen', async () => {
  const before = await held()
  const page = open('/place/import')
  await choose('Library,Residents\nAbingdon,52000\nWychwood,4900\n')
  await screen.findByText(/^2 figures of 2 areas/)
  const changes = screen.getByRole('region', { name: 'Table of changes' })
  expect(within(changes).getByText('50,503')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Save these figures' }))
  expect((await screen.findByRole('alert')).textContent).toMatch(/Fill in everything about the source/)
  expect(await held()).toBe(before)
  await sayFrom('Mid-2025')
  await userEvent.click(screen.getByRole('button', { name: 'Save these figures' }))
  await screen.findByText(/“Mid-2025” is shown from now on/)
  expect(await held()).toBe(before + 2)
  page.unmount()

  open('/place?site=abingdon')
  await screen.findByText('52,000', { selector: 'b' })
  expect(document.body.textContent).toMatch(/Estimates of mid-2025/)
  await userEvent.selectOptions(screen.getByLabelText('Figures of'), 'The first figures')
  await waitFor(() => expect(screen.getByText('50,503', { selector: 'b' })).toBeTruthy())
})

test('newer figures of neighbourhoods are looked over, saved, shown on the map with their source, and the first ones can be chosen', async () => {
  server.down = false
  await fetchPublic(tablet)
  server.down = true
  const page = open('/place/import')
  await choose('LSOA21CD,imd2025_income_decile\nE01028422,3\nE01028423,oops\n')
  const problems = await screen.findByRole('list', { name: 'Problems' })
  expect(problems.textContent).toMatch(/Row 3/)
  await choose('Code,imd2025_decile\nCherwell 008A,3\n')
  await screen.findByText(/^1 figure of 1 area/)
  expect(screen.getByRole('radio', { name: 'Single neighbourhoods', checked: true })).toBeTruthy()
  screen.getByText(/staying as they are: 427 neighbourhoods/)
  await sayFrom('Deprivation, corrected')
  await userEvent.click(screen.getByRole('button', { name: 'Save these figures' }))
  await screen.findByText(/“Deprivation, corrected” is shown from now on/)
  expect(await authorityRecords(tablet.db, 'area-figure')).toMatchObject([
    { body: { code: 'imd2025_decile', values: { E01028422: 3 } } },
  ])
  page.unmount()

  open('/place')
  const named = (text: RegExp) => screen.findByRole('option', { name: text })
  await named(/Cherwell 008A.*decile 3/)
  await screen.findByText(/Map figures: Estimates of mid-2025, 30 June 2025/)
  await userEvent.selectOptions(screen.getByLabelText('Figures of'), 'The first figures')
  await named(/Cherwell 008A.*decile 8/)
}, 60_000)
