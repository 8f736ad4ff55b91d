import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { authorityRecords } from '#client/data/authority.ts'
import { readEntry } from '#client/data/entries.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { localDate } from '#domain/time/local-date.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, logSession } from '#support/tablets.ts'

const BANBURY = 'action/SDP22-44'
/** All measures of 44 sites are worked out for it. */
const PATIENTLY = { timeout: 30_000 }

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
  await sync(result.tablet)
  return result.tablet
}

async function sync(tablet: Tablet): Promise<void> {
  await runCycle(tablet, httpTransport(tablet))
}

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

const pressed = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const typed = (label: string, text: string) => userEvent.type(screen.getByLabelText(label), text)
const heldBy = async ({ db }: Tablet) => (await readEntry(db, BANBURY))?.body

test('the county says how an action goes, with owner, sites, milestones and evidence; a branch reads it', async () => {
  const county = await aTabletOf('county')
  const branch = await aTabletOf('site/banbury')
  const page = open(county, '/plan/action/SDP22-44')

  await userEvent.click(await screen.findByRole('button', { name: 'Change how it goes' }))
  await userEvent.selectOptions(screen.getByLabelText('Status'), 'Late')
  await pressed('Save on this tablet')
  expect(await screen.findByText('Say in a sentence why.')).toBeTruthy()
  await typed('How it goes, in a sentence', 'The shop is not bought yet')
  await typed('Owner', 'Property team')
  await userEvent.click(screen.getByLabelText('Banbury'))
  await pressed('Save on this tablet')
  const goes = await screen.findByRole('region', { name: 'How it goes' })
  await waitFor(() =>
    expect(goes.textContent).toMatch(/Late.*not bought yet.*Property team.*Sites concerned: Banbury/),
  )

  await pressed('Add the milestone')
  expect(await screen.findByText(/what is to be reached/)).toBeTruthy()
  await typed('New milestone', 'Planning consent')
  await userEvent.selectOptions(screen.getByLabelText('Due in'), 'Q1 · Apr–Jun')
  await pressed('Add the milestone')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Planning consent' }))
  await screen.findByText('Done on Wed 14 Oct')

  await typed('New evidence', 'Minutes of the cabinet')
  await typed('Link', 'minutes')
  await pressed('Add the evidence')
  expect(await screen.findByText(/A link begins with https/)).toBeTruthy()
  await userEvent.clear(screen.getByLabelText('Link'))
  await typed('Link', 'https://example.org/minutes')
  await pressed('Add the evidence')
  expect((await screen.findByRole('link', { name: 'https://example.org/minutes' })).textContent).toBeTruthy()

  const changes = await screen.findByRole('list', { name: 'Changes' })
  await waitFor(() => expect(changes.textContent).toContain('Milestone: from Planning consent, due in Q1'))
  expect(changes.textContent).toMatch(/Asha.*Status: from nothing to Late/)
  page.unmount()

  await sync(county)
  await sync(branch)
  expect(await heldBy(branch)).toEqual(await heldBy(county))
  open(branch, '/plan/action/SDP22-44')
  expect((await screen.findByRole('region', { name: 'How it goes' })).textContent).toContain('Property team')
  expect(screen.getByRole('list', { name: 'Milestones' }).textContent).toContain('Done on Wed 14 Oct')
  expect(screen.getByRole('list', { name: 'Evidence' }).textContent).toContain('Minutes of the cabinet')
  const main = within(screen.getByRole('main'))
  for (const name of ['Change how it goes', 'Add the milestone', 'Add the evidence']) {
    expect(main.queryByRole('button', { name })).toBeNull()
  }
  expect(main.queryByRole('checkbox')).toBeNull()
}, 60_000)

test('two county tablets that add a milestone each at the same time keep both', async () => {
  const one = await aTabletOf('county')
  const other = await aTabletOf('county')
  for (const [tablet, text] of [
    [one, 'Shop bought'],
    [other, 'Staff found'],
  ] as const) {
    const page = open(tablet, '/plan/action/SDP22-44')
    await screen.findByRole('button', { name: 'Add the milestone' })
    await typed('New milestone', text)
    await pressed('Add the milestone')
    await screen.findByRole('checkbox', { name: text })
    page.unmount()
  }
  for (const tablet of [one, other, one]) await sync(tablet)
  const texts = Object.values((await heldBy(one))?.['milestones'] ?? {}).map(({ text }) => String(text))
  expect(texts.toSorted()).toEqual(['Shop bought', 'Staff found'])
  expect(await heldBy(other)).toEqual(await heldBy(one))
})

test('the new Banbury Library is moved with a reason by its button, and the board as it stood is still there', async () => {
  const county = await aTabletOf('county')
  const page = open(county, '/plan/board')
  await userEvent.click(await screen.findByRole('button', { name: 'Move SDP22-44 out of Q3 · Oct–Dec' }))
  const form = await screen.findByRole('form', { name: 'Move the action' })
  expect(document.activeElement).toBe(within(form).getByLabelText('Move to'))
  await userEvent.selectOptions(within(form).getByLabelText('Move to'), 'Q4 · Jan–Mar')
  await pressed('Move it')
  expect(await screen.findByText('Say why it is moved.')).toBeTruthy()
  expect((await heldBy(county))?.['moves']).toBeUndefined()
  await typed('Why', 'Planning consent came late')
  await pressed('Move it')
  const q4 = screen.getByRole('region', { name: 'Q4 · Jan–Mar' })
  await within(q4).findByText(/Moved from Q3 · Oct–Dec to Q4 · Jan–Mar on Wed 14 Oct by Asha: Planning/)
  expect(await heldBy(county)).toMatchObject({
    quarters: ['Q4'],
    moves: [{ on: '2026-10-14', from: ['Q3'], to: ['Q4'], reason: 'Planning consent came late', by: 'Asha' }],
  })
  page.unmount()

  open(county, '/plan/board?on=2026-10-13')
  const then = await screen.findByRole('region', { name: 'Q3 · Oct–Dec' })
  expect(then.textContent).toContain('SDP22-44')
  expect(screen.queryByRole('button', { name: /^Move/ })).toBeNull()
})

test('an action dropped on another quarter asks why before it moves; a branch moves nothing', async () => {
  const county = await aTabletOf('county')
  const page = open(county, '/plan/board')
  const card = (await screen.findByText('SDP22-44')).closest('li')
  if (card === null) throw new Error('no card')
  const dataTransfer = { setData: () => undefined }
  fireEvent.dragStart(card, { dataTransfer })
  const tray = screen.getByRole('region', { name: 'No quarter' })
  fireEvent.dragOver(tray)
  fireEvent.drop(tray)
  const form = await screen.findByRole('form', { name: 'Move the action' })
  expect(within(form).getByLabelText<HTMLSelectElement>('Move to').value).toBe('unprofiled')
  expect((await heldBy(county))?.['quarters']).toEqual(['Q3'])
  await typed('Why', 'Waiting for a new shop')
  await pressed('Move it')
  await within(tray).findByText('SDP22-44')
  page.unmount()

  open(await aTabletOf('site/banbury'), '/plan/board')
  await screen.findByRole('region', { name: 'No quarter' })
  expect(screen.queryByRole('button', { name: /^Move/ })).toBeNull()
})

test('a quarter is closed with its figures, and what is corrected later stands beside them', async () => {
  const county = await aTabletOf('county')
  const id = await logSession(county, aSession({ counts: counted(14) }))
  await logSession(county, aSession({ day: localDate('2025-11-04'), counts: counted(7) }))
  const page = open(county, '/progress/close')
  const before = await screen.findByRole('list', { name: 'Figures so far' }, PATIENTLY)
  expect(before.textContent).toMatch(/7\.3 [^:]*: .*Last year .* in Q3, .* by then: ↑ up on last year\./)
  await userEvent.click(await screen.findByRole('button', { name: 'Close this quarter' }, PATIENTLY))
  const figures = await screen.findByRole('list', { name: 'Closed figures' }, PATIENTLY)
  await screen.findByText(/^Closed by Asha on Wed 14 Oct\. 1 of \d+ sites had reported\.$/)
  const line = (): string =>
    within(figures)
      .getAllByRole('listitem')
      .map((item) => item.textContent ?? '')
      .find((text) => text.startsWith('7.3 ')) ?? ''
  expect(line()).toMatch(/when it was closed, from 1 entry/)
  expect(line()).not.toMatch(/; now/)

  await correctSession(county, id, { counts: counted(28) })
  await waitFor(() => expect(line()).toMatch(/when it was closed, from 1 entry; now/), PATIENTLY)
  expect((await readEntry(county.db, id))?.history).toHaveLength(2)

  await userEvent.click(screen.getByRole('button', { name: 'Open it again' }))
  await screen.findByText(/and opened again since/, undefined, PATIENTLY)
  page.unmount()
}, 90_000)

test('a judgement is taken back and made again, and what is said of a promise stands on its priority’s page', async () => {
  const county = await aTabletOf('county')
  const override = { standing: 'green', reason: 'The hall was shut', by: 'Asha' }
  const figure = { value: 14, standing: 'amber', entries: 1, definition: 1 }
  const saved = await createRecord(county, {
    kind: 'quarter-close',
    scope: AUTHORITY_SCOPE,
    body: {
      year: 2026,
      quarter: 'Q3',
      closedBy: 'Asha',
      figures: { '7.3': figure },
      overrides: { '7-3': override },
    },
  })
  if (!saved.ok) throw new Error(saved.code)
  const closing = async () => (await authorityRecords(county.db, 'quarter-close'))[0]?.body
  const page = open(county, '/progress/close')
  await userEvent.click(await screen.findByLabelText('Go back to the rule for 7.3', undefined, PATIENTLY))
  const removed = { on: '2026-10-14', by: 'Asha' }
  await waitFor(
    async () => expect((await closing())?.overrides).toEqual({ '7-3': { ...override, removed } }),
    PATIENTLY,
  )
  await screen.findByText(/taken back by Asha/, undefined, PATIENTLY)
  await userEvent.click(screen.getByLabelText('Judge 7.3 so again'))
  await screen.findByText(/The hall was shut/, undefined, PATIENTLY)
  await waitFor(
    async () => expect((await closing())?.overrides).toEqual({ '7-3': { ...override, removed: null } }),
    PATIENTLY,
  )

  await userEvent.click(screen.getByLabelText(/^Promise PR-08: /))
  await userEvent.paste('Two new groups began.')
  await userEvent.click(await screen.findByText('Save what is said'))
  await waitFor(
    async () => expect((await closing())?.narratives).toEqual({ 'promise-PR-08': 'Two new groups began.' }),
    PATIENTLY,
  )
  page.unmount()

  const promises = await authorityRecords(county.db, 'promise')
  const [under = ''] = promises.find(({ body }) => body.code === 'PR-08')?.body.priorityIds ?? []
  open(county, `/plan/priority/${linkKey(under)}`)
  await screen.findByText('Two new groups began.', undefined, PATIENTLY)
}, 120_000)
