import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { idMaker } from '#client/data/new-id.ts'
import { readEntries } from '#client/data/entries.ts'
import { createRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { guideOf } from '#domain/records/guides/all-guides.ts'
import { definitionOf, registry } from '#domain/records/registry.ts'
import { volunteer } from '#domain/records/kinds/volunteer.ts'
import { dayInWords, localDate } from '#domain/time/local-date.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { aSession } from '#support/sessions.ts'
import { entryOf, logSession, syncOnce, tabletAt } from '#support/tablets.ts'

let server: TestServer

beforeEach(async () => {
  server = await startServer({ reference: await readReference() })
  history.replaceState(null, '', '/')
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
})
afterEach(async () => {
  await server.close()
})

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

const LISTS = [
  'preset',
  'site',
  'series',
  'signpost-service',
  'school',
  'partner',
  'registration-office',
  'calendar-period',
  'volunteer-role',
  'target-group',
]

test('every list the county keeps stands among the lists, with a way to add to it', {
  timeout: 60_000,
}, async () => {
  const county = await tabletAt(server, 'county')
  await syncOnce(county)
  server.down = true
  expect(registry.flatMap(({ kind, form }) => (form?.offered === 'list' ? [kind] : []))).toEqual(
    expect.arrayContaining(LISTS),
  )
  const lists = open(county, '/lists')
  for (const kind of LISTS) {
    const name = definitionOf(kind)?.form?.plural ?? kind
    await userEvent.click(await screen.findByRole('link', { name }))
    await screen.findByRole('heading', { level: 1, name })
    if (kind === 'series') {
      await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Site' }), 'Wychwood')
    }
    expect(await screen.findByRole('link', { name: 'Add to the list' }), kind).toBeTruthy()
    await userEvent.click(screen.getByRole('link', { name: 'All lists' }))
  }
  lists.unmount()
})

test('offline, something is added to a list, changed and taken out, and another tablet has it so', {
  timeout: 60_000,
}, async () => {
  const county = await tabletAt(server, 'county')
  const branch = await tabletAt(server, 'site/wychwood')
  for (const tablet of [county, branch]) await syncOnce(tablet)
  server.down = true
  const lists = open(county, '/lists/volunteer-role/new')
  const name = await screen.findByRole('textbox', { name: 'Name' })
  await userEvent.type(name, 'Bee keeper')
  await userEvent.type(screen.getByRole('textbox', { name: 'Order' }), '40')
  await userEvent.click(screen.getByRole('button', { name: 'Save on this tablet' }))
  await screen.findByText('Saved on this tablet.')
  await userEvent.click(await screen.findByRole('link', { name: 'Change Bee keeper' }))
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 's’ friend')
  await userEvent.click(screen.getByRole('button', { name: 'Save on this tablet' }))
  await userEvent.click(await screen.findByRole('link', { name: 'Bee keepers’ friend' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Void' }))
  await screen.findByRole('button', { name: 'Undo' })
  lists.unmount()

  server.down = false
  for (const tablet of [county, branch]) await syncOnce(tablet)
  open(branch, '/lists/volunteer-role')
  const there = await screen.findByRole('link', { name: 'Bee keepers’ friend' })
  expect(there.closest('li')?.textContent).toContain('(taken out)')
  expect(screen.queryByRole('link', { name: /^Change/ }), 'a branch looks things up').toBeNull()
})

test('behind “?” a field says its rule, what counts, what does not, and which return uses it', async () => {
  const branch = await tabletAt(server, 'site/wychwood')
  await syncOnce(branch)
  open(branch, '/log/kind/digital-help')
  const label = definitionOf('digital-help')?.form?.fields['people']?.label ?? ''
  await userEvent.click(await screen.findByRole('button', { name: `What ${label} means` }))
  const guide = guideOf('digital-help', 'people')
  if (guide === undefined) throw new Error('no guide')
  for (const text of Object.values(guide)) {
    await waitFor(() => expect(document.body.textContent).toContain(text))
  }
})

test('an entry that is logged late is marked so, in the list and by itself', async () => {
  const device = aDevice({ fetch: serverFetch(server) })
  // Ids as tablets make them tell when an entry was made.
  const newId = idMaker(device.clock.now, (bytes) => crypto.getRandomValues(bytes))
  const branch = await tabletAt(server, 'site/wychwood', 'Asha', { ...device, newId })
  await syncOnce(branch)
  const late = await logSession(branch, aSession({ day: localDate('2026-07-01'), title: 'Long ago' }))
  await logSession(branch, aSession({ title: 'In time' }))
  const entries = open(branch, '/entries')
  const row = (title: string) => screen.getByRole('link', { name: title }).closest('li')
  await screen.findByRole('link', { name: 'Long ago' })
  expect(row('Long ago')?.textContent).toContain('logged 105 days later')
  expect(row('In time')?.textContent).not.toContain('days later')
  entries.unmount()
  open(branch, `/entries/${late}`)
  expect(await screen.findByText(/logged 105 days later/)).toBeTruthy()
})

test('two tablets log what looks like one session: it is pointed out, and said once that both are right', async () => {
  const [first, second] = [
    await tabletAt(server, 'site/wychwood', 'Asha'),
    await tabletAt(server, 'site/wychwood', 'Ben'),
  ]
  const session = aSession({ title: 'Lego club', startTime: '15:30' })
  const own = await logSession(first, session)
  await logSession(second, session)
  for (const tablet of [first, second, first]) await syncOnce(tablet)
  const elsewhere = open(second, `/entries/${own}`)
  await screen.findByRole('button', { name: 'Both are right' })
  elsewhere.unmount()
  const shown = open(first, `/entries/${own}`)
  const look = await screen.findByRole('button', { name: 'Both are right' })
  await userEvent.click(look)
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Both are right' })).toBeNull())
  shown.unmount()
  for (const tablet of [first, second]) await syncOnce(tablet)
  expect((await entryOf(second, own)).session?.notDoubleIds).toHaveLength(1)
  open(second, `/entries/${own}`)
  await screen.findByRole('button', { name: 'Void' })
  expect(screen.queryByRole('button', { name: 'Both are right' })).toBeNull()
})

test('hours typed for a volunteer who is taken off the list before they are saved are saved all the same', {
  timeout: 60_000,
}, async () => {
  const tablet = await tabletAt(server, 'site/wychwood')
  await syncOnce(tablet)
  server.down = true
  const body = { ...volunteer.example, knownAs: 'Sam', roleIds: ['volunteer-role/garden'] }
  const sam = await createRecord(tablet, { kind: 'volunteer', scope: 'site/wychwood', body })
  if (!sam.ok) throw new Error(sam.code)
  const first = open(tablet, '/hours')
  const today = dayInWords(tablet.clock.today(), tablet.clock.today())
  const field = { name: `Sam, ${today}: hours` }
  await userEvent.type(await screen.findByRole('textbox', field), '1.5')
  await waitFor(async () => expect(await tablet.db.drafts.count()).toBe(1))
  first.unmount()
  await voidRecord(tablet, sam.id, (await entryOf(tablet, sam.id)).seen)

  const again = open(tablet, '/hours')
  expect((await screen.findByRole('textbox', field)).getAttribute('value')).toBe('1.5')
  await screen.findByText('Sam (no longer listed)')
  await userEvent.click(screen.getByRole('button', { name: 'Save on this tablet' }))
  await screen.findByText('Saved on this tablet.')
  again.unmount()
  const { entries } = await readEntries(tablet.db, { scope: 'site/wychwood', limit: 9 })
  const [shift] = entries.filter(({ kind }) => kind === 'volunteer-shift')
  expect((await entryOf(tablet, shift?.id ?? '')).body).toMatchObject({
    volunteerId: sam.id,
    minutesEach: 90,
  })
})

test('a county tablet takes the chosen site along from the hours to the sign-in screen', {
  timeout: 60_000,
}, async () => {
  const county = await tabletAt(server, 'county')
  await syncOnce(county)
  open(county, '/hours?site=wychwood')
  await userEvent.click(await screen.findByRole('link', { name: 'Sign-in screen' }))
  await screen.findByRole('heading', { level: 1, name: 'Sign in and out' })
  expect(location.search).toBe('?site=wychwood')
  expect(screen.queryByText('Choose the site the tablet stands at.')).toBeNull()
})
