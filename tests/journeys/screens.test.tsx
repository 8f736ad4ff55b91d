import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { readEntries } from '#client/data/entries.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

let server: TestServer
const tablets: Tablet[] = []

beforeEach(async () => {
  server = await startServer({ reference: await readReference() })
  history.replaceState(null, '', '/')
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
})
afterEach(async () => {
  for (const tablet of tablets.splice(0)) tablet.db.close()
  await server.close()
})

async function aTabletOf(site: string): Promise<Tablet> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site, name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  tablets.push(result.tablet)
  return result.tablet
}

function open(tablet: Tablet, path = '/'): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

const number = () => screen.findByRole('textbox', { name: 'How many came?' })
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save on this tablet' }))
const logged = async (tablet: Tablet) => (await readEntries(tablet.db, { scope: null, limit: 10 })).entries

test('a normal session is two taps and a number from home, and shows there with its state', async () => {
  const tablet = await aTabletOf('site/wychwood')
  server.down = true
  open(tablet)
  await userEvent.click(await screen.findByRole('link', { name: /rhyme/i }))
  await userEvent.type(await number(), '14')
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  const latest = await screen.findByRole('region', { name: 'Latest entries' })
  expect(within(latest).getByText('14')).toBeTruthy()
  expect(within(latest).getByText('on this tablet')).toBeTruthy()
  expect((await logged(tablet))[0]?.session).toMatchObject({
    title: 'Rhyme Time',
    audience: '0-4',
    primaryPriorityId: 'priority/7',
    heldState: 'held',
  })
})

test('blank is not zero: no number is saved as held and not counted, 0 as nobody came', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const first = open(tablet, '/log/reading-group')
  await number()
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  expect((await logged(tablet))[0]?.session).toMatchObject({ heldState: 'held', counts: {} })
  first.unmount()

  open(tablet, '/log/reading-group')
  await userEvent.type(await number(), '0')
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  const states = (await logged(tablet)).map((entry) => entry.session?.heldState)
  expect(new Set(states)).toEqual(new Set(['held', 'held-no-attendance']))
})

test('what is no number is told in a summary that takes the focus, and nothing typed is lost', async () => {
  const tablet = await aTabletOf('site/wychwood')
  open(tablet, '/log/reading-group')
  const field = await number()
  await userEvent.type(field, 'twelve')
  await save()
  const summary = await screen.findByRole('alert')
  await waitFor(() => expect(summary.contains(document.activeElement)).toBe(true))
  expect(field).toHaveProperty('value', 'twelve')
  expect(await logged(tablet)).toEqual([])
})

test('a half-typed session comes back after the app was closed, and its draft goes with the save', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const before = open(tablet, '/log/digital-class')
  await userEvent.type(await number(), '7')
  await waitFor(async () => expect(await tablet.db.drafts.count()).toBe(1))
  before.unmount()

  open(tablet, '/log/digital-class')
  await waitFor(async () => expect(await number()).toHaveProperty('value', '7'))
  expect(screen.getByText(/Brought back what you had typed/)).toBeTruthy()
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  expect(await tablet.db.drafts.count()).toBe(0)
})

test('“same as last time” fills everything in but the number', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const first = open(tablet, '/log/reading-group')
  await userEvent.type(await number(), '8')
  const title = screen.getByRole('textbox', { name: 'Title' })
  await userEvent.clear(title)
  await userEvent.type(title, 'Crime club')
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  first.unmount()

  open(tablet, '/log/reading-group')
  await userEvent.click(await screen.findByRole('button', { name: 'Same as last time: Crime club' }))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' }).value).toBe('Crime club')
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'How many came?' }).value).toBe('')
})

test('Alt, Shift and a letter lead anywhere, and typing in a form never does', async () => {
  const tablet = await aTabletOf('site/wychwood')
  open(tablet)
  await screen.findByRole('heading', { name: 'Today' })
  await userEvent.keyboard('{Alt>}{Shift>}[KeyE]{/Shift}{/Alt}')
  await screen.findByRole('heading', { name: 'Entries' })
  await userEvent.keyboard('{Alt>}{Shift>}[KeyL]{/Shift}{/Alt}')
  await screen.findByRole('heading', { name: 'Log' })
  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search what to log' }), 'E e L')
  expect(screen.getByRole('heading', { name: 'Log' })).toBeTruthy()
})

test('an entry is corrected, voided and restored, and its history tells who, what and from what', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const form = open(tablet, '/log/baby-toddler-rhyme')
  await userEvent.type(await number(), '14')
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  form.unmount()
  const [entry] = await logged(tablet)

  open(tablet, `/entries/${entry?.id}`)
  await userEvent.click(await screen.findByRole('link', { name: /Correct/ }))
  await userEvent.clear(await number())
  await userEvent.type(await number(), '15')
  await save()
  await userEvent.click(await screen.findByRole('button', { name: /^Void/ }))
  await userEvent.click(await screen.findByRole('button', { name: /Restore|Undo/ }))
  await screen.findByRole('button', { name: /^Void/ })
  const history = await screen.findByRole('region', { name: /History/ })
  await waitFor(() => expect(within(history).getAllByRole('listitem').length).toBeGreaterThanOrEqual(4))
  expect(history.textContent).toMatch(/Asha/)
  expect(history.textContent).toMatch(/14.*15/)
})

test('the plan shows a branch’s session to the county under its priority, its action and the others it serves', async () => {
  const branch = await aTabletOf('site/wychwood')
  const form = open(branch, '/log/baby-toddler-rhyme')
  await userEvent.type(await number(), '14')
  await save()
  await screen.findByRole('heading', { name: 'Today' })
  form.unmount()
  await runCycle(branch, httpTransport(branch))

  const county = await aTabletOf('county')
  const plan = open(county, '/plan')
  expect((await screen.findAllByText(/1 session · 14 attendances/)).length).toBeGreaterThan(0)
  plan.unmount()
  open(county, '/plan/priority/7')
  await screen.findByRole('heading', { level: 1, name: /reach their full potential/ })
  expect((await screen.findAllByText(/1 session · 14 attendances/)).length).toBeGreaterThan(0)
})

test('our place says which figures the data does not have, and has a table for every group', async () => {
  const tablet = await aTabletOf('site/wychwood')
  open(tablet, '/place')
  await screen.findByRole('heading', { level: 1, name: /Wychwood/ })
  expect((await screen.findAllByText(/No figure/)).length).toBeGreaterThan(0)
  // They come once those who come are added up.
  await waitFor(() => expect(screen.getAllByRole('table', { hidden: true }).length).toBeGreaterThan(5))
  expect(document.body.textContent).toMatch(/estimated local community/)
})
