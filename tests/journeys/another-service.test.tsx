import { join } from 'node:path'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { fetchPublic } from '#client/sync/fetch-public.ts'
import { readPublicFiles } from '#server/reference/public-files.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

const EXAMPLE = join(import.meta.dirname, '../../docs/example-service')
/** What only Oxfordshire's own data could have brought. */
const OXFORDSHIRE = /Oxford|Cherwell|Witney|Banbury|Abingdon|Wychwood|climate emergency|SDP22|of 2023\/24/

const SLOW = { timeout: 10_000 }

let server: TestServer
let tablet: Tablet

beforeEach(async () => {
  const [reference, publicFiles] = [await readReference(EXAMPLE), await readPublicFiles(EXAMPLE)]
  server = await startServer({ reference, publicFiles })
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  tablet = result.tablet
  await fetchPublic(tablet)
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

/** What a screen says once it says something of this. */
async function saysOn(path: string, something: RegExp): Promise<string> {
  const shown = open(path)
  await waitFor(() => expect(document.body.textContent).toMatch(something), SLOW)
  const text = document.body.textContent
  shown.unmount()
  return text
}

test('another service finds its own plan, kinds of session and measures, and nothing of Oxfordshire’s', async () => {
  const plan = await saysOn('/plan', /Nobody winters alone/)
  expect(plan).toContain('Every child on the islands reads for pleasure')
  const priority = await saysOn('/plan/priority/2', /Run a warm table twice a week/)
  const log = await saysOn('/log', /Warm table/)
  expect(log).toContain('Net making')
  const progress = await saysOn('/progress', /Nobody winters alone/)
  expect(progress).toMatch(
    /1\. Every child on the islands.*7\.3 Early-years reach.*2\. Nobody.*2\.1 Attendance/,
  )
  expect(progress).not.toContain('Spokes live')
  const measure = await saysOn(
    '/progress/measure/2.1?year=2025',
    /as published in the yearly report of Saltmere/,
  )
  // 1,500 attendances of 12,000 residents, 300 of them from April to June.
  expect(measure).toMatch(/Q1Nothing logged25/)
  for (const said of [plan, priority, log, progress, measure]) expect(said).not.toMatch(OXFORDSHIRE)
}, 90_000)

test('its places have its own figures, map, postcodes and targets', async () => {
  const county = await saysOn('/place', /Saltmere/)
  expect(county).not.toMatch(OXFORDSHIRE)
  open('/place?site=fennick')
  await screen.findByRole('heading', { name: 'Our place: Fennick' }, SLOW)
  await screen.findByText(/31.* of households here live by fishing; the county has 14/, {}, SLOW)
  const listbox = await screen.findByRole('listbox', { name: /Neighbourhoods by/ }, SLOW)
  expect(within(listbox).getAllByRole('option')).toHaveLength(1)
  await userEvent.selectOptions(screen.getByLabelText('Shade by'), 'Children under 16')
  // 480 of 3,000.
  await screen.findByRole('option', { name: /Fennick.*16/ }, SLOW)
  await userEvent.type(screen.getByRole('textbox', { name: 'Postcode' }), 'zz2 1qy')
  await userEvent.click(screen.getByRole('button', { name: 'Look it up' }))
  expect(await screen.findByText(/ZZ2 1QY is in/, {}, SLOW)).toBeTruthy()
  expect(screen.getByText(/Saltmere Quay is nearer/)).toBeTruthy()
  // 3,000 residents at 125 per 1,000, in the seasons of its own published year.
  const proposed = await screen.findByText(/^Proposed: 380\.$/, {}, SLOW)
  expect(proposed.parentElement?.textContent).toContain('the county’s published rate of 2024/25')
  expect(document.body.textContent).not.toMatch(OXFORDSHIRE)
}, 90_000)
