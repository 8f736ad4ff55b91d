import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { readEntry } from '#client/data/entries.ts'
import { createRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import type { Body, RecordKind } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { serviceJourney, sync } from '#support/service-journey.ts'
import { anExample } from '#support/standing.ts'

const PATIENTLY = { timeout: 20_000 }
const ACTION = '/plan/action/SDP22-19'

const { server, aTabletOf } = serviceJourney()

async function logged(tablet: Tablet, kind: RecordKind, body: Body, scope: string): Promise<string> {
  const saved = await createRecord(tablet, { kind, scope, body: { ...anExample(kind).body, ...body } })
  if (!saved.ok) throw new Error(`${kind}: ${saved.fields.join()}`)
  return saved.id
}

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

const SESSION: Body = {
  day: localDate('2026-10-06'),
  title: 'Knit and natter',
  presetId: 'preset/wellbeing-social',
  audience: 'adult',
  heldState: 'held',
  runBy: 'library',
  actionIds: ['action/SDP22-19'],
  counts: { 'door-1': { split: 'none', total: 14 } },
}

const form = () => within(screen.getByRole('form', { name: 'Add the evidence' }))
const chosen = (label: string, value: string) => userEvent.selectOptions(form().getByLabelText(label), value)
const added = () => userEvent.click(form().getByRole('button', { name: 'Add the evidence' }))
/** The list of evidence, once it says something of this. */
async function evidence(says: RegExp): Promise<HTMLElement> {
  await waitFor(
    () => expect(screen.getByRole('list', { name: 'Evidence' }).textContent).toMatch(says),
    PATIENTLY,
  )
  return screen.getByRole('list', { name: 'Evidence' })
}

test('a session that names the action is evidence of a milestone, offline, and says so when it is void', async () => {
  const county = await aTabletOf('county')
  server().down = true
  const id = await logged(county, 'event-session', SESSION, 'site/banbury')
  await logged(county, 'event-session', { ...SESSION, title: 'Of no action', actionIds: [] }, 'site/banbury')
  const page = open(county, ACTION)
  await userEvent.type(await screen.findByLabelText('New milestone', {}, PATIENTLY), 'First groups met')
  await userEvent.click(screen.getByRole('button', { name: 'Add the milestone' }))
  await screen.findByRole('checkbox', { name: 'First groups met' }, PATIENTLY)

  await userEvent.click(form().getByRole('radio', { name: 'An entry' }))
  await added()
  expect(await screen.findByText('Choose the entry.')).toBeTruthy()
  const offered = await form().findByRole(
    'option',
    { name: 'Knit and natter, Tue 6 Oct, Banbury' },
    PATIENTLY,
  )
  expect(form().queryByRole('option', { name: /Of no action/ })).toBeNull()
  await userEvent.selectOptions(form().getByLabelText('Entry'), offered)
  await chosen('For', 'First groups met')
  await added()
  const list = await evidence(/Knit and natter.*Tue 6 Oct · Banbury · figure 14.*For: First groups met/)
  const link = within(list).getByRole('link', { name: 'Knit and natter' })
  expect(link.getAttribute('href')).toBe(`/entries/${id}`)
  expect(list.textContent).not.toContain('Void')

  const entry = await readEntry(county.db, id)
  if (entry === null) throw new Error('no entry')
  await voidRecord(county, id, entry.seen)
  await evidence(/figure 14Void: no longer counted/)
  // The note alone is changed, and it still leads to its entry.
  await userEvent.click(within(list).getByRole('button', { name: /^Change/ }))
  const change = within(await screen.findByRole('form', { name: 'Save the evidence' }))
  expect(change.getByRole('radio', { name: 'An entry' })).toHaveProperty('checked', true)
  await userEvent.clear(change.getByLabelText('Evidence'))
  await userEvent.type(change.getByLabelText('Evidence'), 'The first of them')
  await userEvent.click(change.getByRole('button', { name: 'Save the evidence' }))
  await evidence(/The first of them.*Knit and natter.*For: First groups met/)
  page.unmount()
}, 60_000)

test('any entry is found by its words, and other sites’ tablets know it by its note alone', async () => {
  const county = await aTabletOf('county')
  const banbury = await aTabletOf('site/banbury')
  const bicester = await aTabletOf('site/bicester')
  await logged(
    county,
    'digital-help',
    { day: localDate('2026-10-06'), note: 'Pensions morning' },
    'site/banbury',
  )
  const page = open(county, ACTION)
  await screen.findByRole('form', { name: 'Add the evidence' }, PATIENTLY)
  await userEvent.click(form().getByRole('radio', { name: 'An entry' }))
  expect(await form().findByRole('option', { name: 'None found' }, PATIENTLY)).toBeTruthy()
  await userEvent.type(form().getByLabelText('Find an entry'), 'pensions')
  const option = await form().findByRole('option', { name: /^Digital help.*Banbury$/ }, PATIENTLY)
  await userEvent.selectOptions(form().getByLabelText('Entry'), option)
  await userEvent.type(form().getByLabelText('New evidence'), 'Help for pensioners')
  await added()
  await evidence(/Help for pensionersDigital help.*Banbury/)
  page.unmount()

  for (const tablet of [county, banbury, bicester]) await sync(tablet)
  const own = open(banbury, ACTION)
  await evidence(/Help for pensionersDigital help.*Banbury/)
  own.unmount()
  open(bicester, ACTION)
  const other = await evidence(/Help for pensionersThe entry is on the tablets of its own site/)
  expect(within(other).queryByRole('link')).toBeNull()
}, 60_000)

test('a measure is evidence with its figure up to that quarter, computed anew whenever it is read', async () => {
  const county = await aTabletOf('county')
  server().down = true
  await logged(county, 'event-session', SESSION, 'site/banbury')
  open(county, ACTION)
  await screen.findByRole('form', { name: 'Add the evidence' }, PATIENTLY)
  await userEvent.click(form().getByRole('radio', { name: 'A measure' }))
  await added()
  expect(await screen.findByText('Choose the measure.')).toBeTruthy()
  await chosen('Measure', '3.5')
  await added()
  const list = await evidence(
    /3\.5 Connection sessions attendance14 attendances · 2026\/27, up to Q3 · Oct–Dec/,
  )
  const link = within(list).getByRole('link', { name: '3.5 Connection sessions attendance' })
  expect(link.getAttribute('href')).toBe('/progress/measure/3.5?year=2026&quarter=Q3')
  await logged(county, 'event-session', SESSION, 'site/bicester')
  await evidence(/28 attendances/)
  const changes = screen.getByRole('list', { name: 'Changes' })
  expect(changes.textContent).toContain('to 3.5 Connection sessions attendance (measure 3.5)')
}, 60_000)
