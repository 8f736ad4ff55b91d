import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { fetchPublic } from '#client/sync/fetch-public.ts'
import { outreachContact } from '#domain/records/kinds/outreach-contact.ts'
import { readPublicFiles } from '#server/reference/public-files.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { aSession, counted } from '#support/sessions.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

let server: TestServer
let tablet: Tablet

beforeEach(async () => {
  server = await startServer({ reference: await readReference(), publicFiles: await readPublicFiles() })
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'site/wychwood', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  tablet = result.tablet
  history.replaceState(null, '', '/place')
})
afterEach(async () => {
  tablet.db.close()
  tablet.publicData.close()
  await server.close()
})

test('the map comes by itself once it is fetched, and until then the screen says so', async () => {
  server.down = true
  const page = render(<RunningApp tablet={tablet} />)
  await screen.findByText(/They come by themselves when there is signal/)
  server.down = false
  await fetchPublic(tablet)
  expect((await screen.findAllByRole('option', { name: /decile/ })).length).toBe(2)
  expect(screen.queryByText(/They come by themselves/)).toBeNull()
  page.unmount()
}, 60_000)

test('the map shows this tablet’s own outreach and attendance, and says what it does not know', async () => {
  await fetchPublic(tablet)
  server.down = true
  const outreach = { ...outreachContact.example, lsoaCode: 'E01028763' }
  await createRecord(tablet, { kind: 'outreach-contact', scope: 'site/wychwood', body: outreach })
  const session = aSession({ counts: counted(442) })
  await createRecord(tablet, { kind: 'event-session', scope: 'site/wychwood', body: session })
  render(<RunningApp tablet={tablet} />)
  await userEvent.selectOptions(await screen.findByLabelText('Shade by'), 'Our outreach contacts')
  expect(await screen.findAllByRole('option', { name: /: 35 contacts$/ })).toHaveLength(1)
  expect(screen.getAllByRole('option', { name: /: 0 contacts$/ })).toHaveLength(1)
  await userEvent.selectOptions(screen.getByLabelText('Shade by'), 'Our attendance')
  // 442 attendances to 4,421 residents.
  await waitFor(() => expect(screen.getAllByRole('option', { name: /100 per 1,000$/ })).toHaveLength(2))
  await userEvent.selectOptions(screen.getByLabelText('Show'), 'The whole county')
  expect(await screen.findByText('Not known on this tablet')).toBeTruthy()
}, 60_000)
