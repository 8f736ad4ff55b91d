import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { readBehind } from '#client/data/behind-figure.ts'
import { readFigureSources, readSumsOfSites } from '#client/data/figures.ts'
import { readList } from '#client/data/lists.ts'
import { mergeSites, undoMerge } from '#client/data/merge-sites.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { measures } from '#domain/measures/all-measures.ts'
import type { MonthSums } from '#domain/measures/month-sums.ts'
import { series } from '#domain/records/kinds/series.ts'
import { volunteer } from '#domain/records/kinds/volunteer.ts'
import { localDate } from '#domain/time/local-date.ts'
import { offeredSites } from '#server/identity/enrolment.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { startServer, type TestServer } from '#support/server.ts'
import { aSession, counted } from '#support/sessions.ts'
import { entryOf, logSession, syncOnce, tabletAt } from '#support/tablets.ts'

const OLD = 'site/wychwood'
const NEW = 'site/witney'
const MERGE = { fromId: OLD, intoId: NEW, lastDay: localDate('2026-10-14') }

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

async function countyTablet(name: string): Promise<Tablet> {
  const tablet = await tabletAt(server, 'county', name)
  await syncOnce(tablet)
  return tablet
}

async function keep(tablet: Tablet, kind: 'series' | 'volunteer', body: object): Promise<string> {
  const saved = await createRecord(tablet, { kind, scope: OLD, body: { ...body } })
  if (!saved.ok) throw new Error(saved.code)
  return saved.id
}

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

/** Attendances at sessions of the old site, month by month, as they count at a site. */
function countedFrom(sums: readonly MonthSums[], at: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    sums.flatMap(({ scope, month, cells }) => {
      const cell = cells[`session-at:${OLD}`]
      return scope === at && cell !== undefined ? [[month, cell.amount]] : []
    }),
  )
}

const siteOf = async (tablet: Tablet) => (await entryOf(tablet, OLD)).body

test('offline, the county merges a site into another on one screen that says what happens, and undoes it there', {
  timeout: 60_000,
}, async () => {
  const branch = await tabletAt(server, OLD)
  await keep(branch, 'series', series.example)
  await keep(branch, 'volunteer', volunteer.example)
  await syncOnce(branch)
  const county = await countyTablet('Asha')
  server.down = true
  const shown = open(county, '/lists/site')
  await userEvent.click(await screen.findByLabelText('Merge Wychwood'))

  const target = await screen.findByRole('combobox', { name: 'Goes on at' })
  await userEvent.click(screen.getByRole('button', { name: 'Merge' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Choose the site it goes on at.')
  await userEvent.selectOptions(target, 'Wychwood')
  expect(await screen.findByText(/cannot be merged into itself/)).toBeTruthy()
  await userEvent.selectOptions(target, 'Witney')
  const told = await screen.findByRole('region', { name: 'What happens' })
  expect(told.textContent).toContain('These series go on at Witney: Rhyme Time.')
  expect(told.textContent).toContain('WYC-04')
  await userEvent.click(screen.getByRole('button', { name: 'Merge into Witney' }))
  await screen.findByRole('heading', { name: 'Wychwood is merged' })
  expect(await siteOf(county)).toMatchObject({ status: 'closed', mergedIntoId: NEW })
  expect(await readList(county.db, 'series', NEW)).toHaveLength(1)

  await userEvent.click(screen.getByRole('link', { name: 'All sites' }))
  expect(await screen.findByText('(merged into Witney)')).toBeTruthy()
  expect(screen.queryByLabelText('Merge Bullingdon Prison'), 'nothing is logged there').toBeNull()
  await userEvent.click(screen.getByLabelText('See the merge of Wychwood'))
  await userEvent.click(await screen.findByRole('button', { name: 'Undo the merge' }))
  await screen.findByRole('heading', { name: 'Merge Wychwood' })
  expect(await siteOf(county)).toMatchObject({ status: 'open' })
  shown.unmount()
})

test('after a merge the old site is offered nowhere, and what was logged there is found under its name and from the other', {
  timeout: 60_000,
}, async () => {
  const branch = await tabletAt(server, OLD)
  await logSession(branch, aSession({ title: 'Sheep shearing' }))
  await syncOnce(branch)
  const county = await countyTablet('Asha')
  expect(await mergeSites(county, MERGE)).toMatchObject({ ok: true })
  await syncOnce(county)
  expect((await offeredSites(server.store)).map(({ id }) => id)).not.toContain(OLD)

  const log = open(county, '/log')
  const choice = await screen.findByRole('combobox', { name: 'Site' })
  expect(within(choice).queryByRole('option', { name: /Wychwood/ })).toBeNull()
  log.unmount()
  const entries = open(county, '/entries?site=witney')
  await userEvent.click(await screen.findByText('What was logged at Wychwood'))
  expect(await screen.findByText(/Sheep shearing/, {}, { timeout: 20_000 })).toBeTruthy()
  expect(screen.getByText('Wychwood (now Witney)')).toHaveProperty('selected', true)
  entries.unmount()

  await syncOnce(branch)
  const today = open(branch, '/')
  expect(await screen.findByText('Wychwood was merged into Witney.')).toBeTruthy()
  today.unmount()
})

test('what an old site’s tablet still logs counts at the other site from the day on, and before that at its own', async () => {
  const branch = await tabletAt(server, OLD)
  const county = await countyTablet('Asha')
  await logSession(branch, aSession({ day: localDate('2026-09-30'), counts: counted(5) }))
  await logSession(branch, aSession({ day: localDate('2026-10-14'), counts: counted(7) }))
  const late = await logSession(branch, aSession({ day: localDate('2026-10-15'), counts: counted(11) }))
  await logSession(branch, aSession({ day: localDate('2026-11-02'), counts: counted(13) }))
  // The county merges before it hears of any of this.
  await mergeSites(county, MERGE)
  for (const tablet of [branch, county, branch, county]) await syncOnce(tablet)

  const span = { first: '2026-09', last: '2026-11' }
  const sums = await readSumsOfSites(county.db, span)
  expect(countedFrom(sums, OLD)).toEqual({ '2026-09': 5, '2026-10': 7 })
  expect(countedFrom(sums, NEW)).toEqual({ '2026-10': 11, '2026-11': 13 })
  const sources = await readFigureSources(county.db, 2026, NEW)
  expect(countedFrom(sources.sums.get(NEW) ?? [], NEW)).toEqual({ '2026-10': 11, '2026-11': 13 })
  const figure = measures.find(({ id }) => id === '2.1')?.figures[0]
  if (figure === undefined) throw new Error('no measure 2.1')
  const behind = await readBehind(county.db, { figure, site: NEW, span, limit: 10 }, sources.standing)
  expect(behind.entries.map(({ scope, day }) => [scope, day])).toEqual([
    [OLD, '2026-11-02'],
    [OLD, '2026-10-15'],
  ])
  expect((await entryOf(county, late)).scope).toBe(OLD)
})

test('a merge on one tablet reaches the others, goes along with what is kept there, and is undone from any', async () => {
  const branch = await tabletAt(server, OLD)
  const running = await keep(branch, 'series', series.example)
  const helper = await keep(branch, 'volunteer', { ...volunteer.example, knownAs: 'Persephone' })
  await syncOnce(branch)
  const other = await tabletAt(server, NEW, 'Ben')
  const [first, second] = [await countyTablet('Asha'), await countyTablet('Cleo')]
  await mergeSites(first, MERGE)
  for (const tablet of [first, second, other, branch]) await syncOnce(tablet)

  expect(await siteOf(second)).toMatchObject({ status: 'closed', closedOn: '2026-10-14', mergedIntoId: NEW })
  expect((await readList(other.db, 'series', NEW)).map(({ body }) => body)).toMatchObject([
    { title: 'Rhyme Time', fromDay: '2026-10-15' },
  ])
  expect((await readList(other.db, 'volunteer', NEW)).map(({ body }) => body)).toMatchObject([
    { code: 'WYC-04' },
  ])
  expect(JSON.stringify(await other.db.records.toArray()), 'a name never leaves its site').not.toContain(
    'Persephone',
  )
  expect((await entryOf(branch, running)).body['untilDay']).toBe('2026-10-14')

  expect(await undoMerge(second, OLD)).toMatchObject({ ok: true })
  for (const tablet of [second, first, other, branch]) await syncOnce(tablet)
  for (const tablet of [first, branch]) expect(await siteOf(tablet)).toMatchObject({ status: 'open' })
  expect((await entryOf(branch, running)).body['untilDay']).toBe('2027-07-20')
  expect((await entryOf(branch, helper)).body['until'] ?? null).toBeNull()
  expect((await entryOf(branch, helper)).body['knownAs']).toBe('Persephone')
  expect((await readList(other.db, 'series', NEW)).map(({ deleted }) => deleted)).toEqual([true])
})

test('a site’s own tablet merges nothing', async () => {
  const branch = await tabletAt(server, NEW)
  await syncOnce(branch)
  open(branch, '/lists/site/wychwood/merge')
  await waitFor(() => expect(screen.getByText('The county’s team merges sites. Ask them.')).toBeTruthy())
  expect(screen.queryByRole('button', { name: /Merge/ })).toBeNull()
})
