import { configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { openTablet } from '#client/data/open-tablet.ts'
import { createRecord, correctRecord, voidRecord } from '#client/data/save.ts'
import { readEntry } from '#client/data/entries.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { fetchFigures } from '#client/sync/fetch-figures.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { Body, RecordKind } from '#domain/records/registry.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice, type TestDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { anExample } from '#support/standing.ts'

// A busy machine takes its time to save and to show the next screen.
configure({ asyncUtilTimeout: 20_000 })

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

async function aTabletOf(
  site: string,
  device: TestDevice = aDevice({ fetch: serverFetch(server) }),
): Promise<Tablet> {
  const result = await enrol(device, { code: await server.mintCode(), site, name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  tablets.push(result.tablet)
  await runCycle(result.tablet, httpTransport(result.tablet))
  return result.tablet
}

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

/** What a screen says once it has read its figures. */
async function saysOn(tablet: Tablet, path: string): Promise<string> {
  const shown = open(tablet, path)
  await screen.findByRole('heading', { level: 1 })
  await waitFor(() => expect(screen.queryByText('Loading…')).toBeNull())
  const text = document.body.textContent
  shown.unmount()
  return text
}

async function logWellbeing(tablet: Tablet, people: string): Promise<void> {
  const form = open(tablet, '/log/wellbeing-social')
  await userEvent.type(await screen.findByRole('textbox', { name: 'How many came?' }), people)
  await userEvent.click(screen.getByRole('button', { name: 'Save on this tablet' }))
  await screen.findByRole('heading', { name: 'Today' })
  form.unmount()
}

async function logged(tablet: Tablet, kind: RecordKind, body: Body, scope: string): Promise<string> {
  const saved = await createRecord(tablet, { kind, scope, body: { ...anExample(kind).body, ...body } })
  if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)
  return saved.id
}

test('two sessions change the measure, the action and the priority before any sync, and stand behind the figure', async () => {
  const tablet = await aTabletOf('site/wychwood')
  server.down = true
  expect(await saysOn(tablet, '/progress/measure/3.5')).toContain('From no entries')
  expect(await saysOn(tablet, '/progress/3')).toContain('Sessions under this priority: No sessions')

  await logWellbeing(tablet, '14')
  await logWellbeing(tablet, '9')

  expect(await saysOn(tablet, '/progress/3')).toMatch(
    /Sessions under this priority: 2 sessions · 23 attendances/,
  )
  expect(await saysOn(tablet, '/plan/priority/3')).toContain('2 sessions · 23 attendances')
  const overview = open(tablet, '/progress')
  // The first priorities are drawn before the others.
  const wellbeing = await screen.findByRole('list', { name: 'Measures of priority 3' })
  expect(wellbeing.textContent).toMatch(/3\.5 Connection sessions attendance23 attendances/)
  overview.unmount()

  open(tablet, '/progress/measure/3.5')
  const sheet = await screen.findByRole('region', { name: 'Attendances' })
  expect(sheet.textContent).toMatch(/23 attendances.*From 2 entries · 100\s% counted · definition 1/)
  expect(await screen.findByText(/2 entries are still only on this tablet\./)).toBeTruthy()
  const up = screen.getByRole('navigation', { name: 'Where this stands' })
  expect(
    within(up)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href')),
  ).toEqual(['/progress', '/progress/3'])
  await userEvent.click(within(sheet).getByText('Why this figure'))
  const behind = await within(sheet).findByRole('list', { name: 'Entries behind Attendances' })
  const lines = within(behind).getAllByRole('listitem')
  const came = lines.map((line) => /^\d+/.exec(line.textContent)?.[0])
  expect(new Set(came)).toEqual(new Set(['14', '9']))
  expect(lines).toHaveLength(2)
  const [first] = within(behind).getAllByRole('link')
  if (first === undefined) throw new Error('no link to an entry')
  await userEvent.click(first)
  await screen.findByRole('region', { name: /History/ })
  expect(location.pathname).toMatch(/^\/entries\//)
  const counts = await screen.findByRole('list', { name: 'Measures it counts in' })
  const back = within(counts).getByRole('link', { name: '3.5 Connection sessions attendance' })
  expect(back.getAttribute('href')).toBe('/progress/measure/3.5?year=2026&quarter=Q3')
})

test('a promise shows the measures and actions that answer it, and a theme the priorities that promise under it', async () => {
  const tablet = await aTabletOf('site/wychwood')
  await logWellbeing(tablet, '14')
  const measure = open(tablet, '/progress/measure/3.5')
  const up = await screen.findByRole('region', { name: 'What it answers to' })
  const [promise] = within(within(up).getByRole('list', { name: 'Promises' })).getAllByRole('link')
  if (promise === undefined) throw new Error('no promise')
  const text = promise.textContent
  await userEvent.click(promise)
  await screen.findByRole('heading', { level: 1, name: text })
  const own = screen.getByRole('list', { name: 'Measures of priority 3' })
  expect(own.textContent).toMatch(/3\.5 Connection sessions attendance14 attendances/)
  expect(within(own).getAllByRole('table', { hidden: true }).length).toBeGreaterThan(0)
  const actions = within(screen.getByRole('list', { name: 'Actions' })).getAllByRole('link')
  expect(actions.every((link) => link.getAttribute('href')?.startsWith('/plan/action/'))).toBe(true)
  measure.unmount()

  const shown = open(tablet, '/progress?theme=Partnership')
  await screen.findByRole('list', { name: 'Measures of priority 9' })
  // Nothing is promised under priorities 5 and 6.
  expect(screen.queryByRole('list', { name: 'Measures of priority 6' })).toBeNull()
  expect(screen.queryByRole('list', { name: 'Measures of delivery' })).toBeNull()
  shown.unmount()
  expect(await saysOn(tablet, '/progress/promise/none')).toContain('has no promise none')
})

test('a priority tells one story a quarter, once somebody agreed to it', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const said = { day: tablet.clock.today(), priorityId: 'priority/3', told: 'Knits every week now.' }
  await logged(tablet, 'story', { ...said, consent: 'not-asked' }, 'site/wychwood')
  expect(await saysOn(tablet, '/progress/3')).toContain('None yet that somebody agreed to')
  await logged(tablet, 'story', said, 'site/wychwood')
  expect(await saysOn(tablet, '/progress/3')).toMatch(/Knits every week now\..*Wychwood.*Told with consent/)
  expect(await saysOn(tablet, '/progress/3?quarter=Q2')).toContain('None yet')
})

test('where nothing was recorded last year, the county sees its published return in its place, and that it is one', async () => {
  const county = await aTabletOf('county')
  server.down = true
  const next = await saysOn(county, '/progress/measure/2.1?year=2024&quarter=Q4')
  // 193,179 attendances of 725,277 residents; 52,012 of them from July to September.
  expect(next).toMatch(/last year by now \(266 per 1,000, as published\)/)
  expect(next).toContain('Last year as published in the return to Arts Council England')
  expect(next).toMatch(/Last year, published.*Q2Nothing logged71\.7/)
  const later = await saysOn(county, '/progress/measure/2.1?year=2025')
  expect(later).not.toContain('as published')
}, 60_000)

test('an action of the priority shows what names it, and leads to the plan', async () => {
  const tablet = await aTabletOf('site/wychwood')
  await logWellbeing(tablet, '14')
  open(tablet, '/progress/3')
  const actions = await screen.findByRole('list', { name: 'Actions' })
  const named = within(actions)
    .getAllByRole('listitem')
    .filter(({ textContent }) => textContent.includes('1 session · 14 attendances'))
  expect(named.length).toBeGreaterThan(0)
  for (const line of named) {
    const links = within(line)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'))
    expect(links[0]).toMatch(/^\/plan\/action\//)
    // Its number leads down to the sessions.
    expect(links[1]).toMatch(/^\/plan\/sessions\?way=action&/)
  }
})

test('a target kept for the site judges its figure by word and shape, and says what green would take', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const path = '/progress/measure/3.5'
  const before = open(tablet, path)
  const link = await screen.findByRole('link', { name: 'Set a target' })
  expect(link.getAttribute('href')).toBe('/lists/measure-target/new')
  before.unmount()
  await logged(
    tablet,
    'measure-target',
    { measure: '3.5', year: 2026, value: 4000, area: null, due: null },
    'site/wychwood',
  )
  await logWellbeing(tablet, '14')
  const says = await saysOn(tablet, path)
  expect(says).toMatch(/▲ Amber: below target, not below last year/)
  expect(says).toContain('Target for the year: 400 attendances')
  expect(says).toMatch(/Green would take \d+ more, about \d+ sessions of the usual size/)
  await logged(
    tablet,
    'measure-target',
    { measure: '3.5', year: 2026, value: 150, area: null, due: null },
    'site/wychwood',
  )
  // The newer of two targets holds.
  expect(await saysOn(tablet, path)).toMatch(/● Green: on target.*Target for the year: 15 attendances/)
})

test('a few people are shown as x, on the site’s page and by site for the county', async () => {
  const county = await aTabletOf('county')
  const day = county.clock.today()
  const contact = { day, depth: 'brief' }
  for (let made = 0; made < 3; made += 1)
    await logged(county, 'signposting-contact', contact, 'site/wychwood')
  for (let made = 0; made < 7; made += 1) await logged(county, 'signposting-contact', contact, 'site/thame')
  const wychwood = await saysOn(county, '/progress/measure/3.1?site=wychwood')
  expect(wychwood).toMatch(/Contactsx contacts.*Too few people to show/)
  expect(wychwood).not.toMatch(/Forecast|From 3 entries/)

  open(county, '/progress/measure/3.1')
  const sheet = await screen.findByRole('region', { name: 'Contacts' })
  expect(sheet.textContent).toMatch(/10 contacts/)
  await userEvent.click(await within(sheet).findByText('By area and site'))
  const table = await within(sheet).findByRole('table', { name: 'Contacts by area and site' })
  const cellOf = (site: string) =>
    within(table).getByRole('row', { name: new RegExp(`^${site}`) }).textContent
  // Thame's would give Wychwood's back.
  expect([cellOf('Wychwood'), cellOf('Thame'), cellOf('Abingdon')]).toEqual([
    'Wychwoodx',
    'Thamex',
    'Abingdon0',
  ])
})

test('the county’s own rule for small numbers holds instead of the usual one', async () => {
  const county = await aTabletOf('county')
  const contact = { day: county.clock.today(), depth: 'brief' }
  for (let made = 0; made < 7; made += 1) await logged(county, 'signposting-contact', contact, 'site/thame')
  expect(await saysOn(county, '/progress/measure/3.1')).toMatch(/Contacts7 contacts/)
  await logged(county, 'output-setting', { smallNumbers: 8, crossTabulation: 10 }, 'authority')
  expect(await saysOn(county, '/progress/measure/3.1')).toMatch(/Contactsx contacts/)
})

test('corrections and voids move the figure, and who has not reported is said', async () => {
  const county = await aTabletOf('county')
  const day = county.clock.today()
  const id = await logged(county, 'digital-help', { day, people: 8 }, 'site/thame')
  expect(await saysOn(county, '/progress/measure/2.4')).toMatch(/People helped8 people/)
  const entry = await readEntry(county.db, id)
  if (entry === null) throw new Error('not saved')
  await correctRecord(county, id, entry.seen, { ...entry.body, people: 11 })
  expect(await saysOn(county, '/progress/measure/2.4')).toMatch(/People helped11 people/)
  expect(await saysOn(county, '/progress')).toMatch(/1 of 47 sites logged something this quarter/)
  const corrected = await readEntry(county.db, id)
  if (corrected === null) throw new Error('not there')
  await voidRecord(county, id, corrected.seen)
  expect(await saysOn(county, '/progress/measure/2.4')).toMatch(/People helped0 people/)
})

test('a site’s month says what it added to which promise, how much of it is filled in, and thanks', async () => {
  const tablet = await aTabletOf('site/wychwood')
  const club = {
    weekday: 'wed',
    fromDay: '2026-10-01',
    untilDay: null,
    isTermTimeOnly: false,
    exceptions: {},
  }
  await logged(tablet, 'series', club, 'site/wychwood')
  expect(await saysOn(tablet, '/progress/site')).toContain('Nothing is logged for this month yet')
  await logWellbeing(tablet, '14')
  const says = await saysOn(tablet, '/progress/site')
  expect(says).toMatch(/1 session · 14 attendances.*Thank you/)
  expect(says).toMatch(/What it added to3\. /)
  // The club was on the 7th and is today; nothing was said of either.
  expect(says).toContain('0 of 2 times in the timetable so far are filled in; fill in the rest.')
})

test('every measure has a screen, with a table, its definition and the way up', async () => {
  const tablet = await aTabletOf('county')
  for (const id of ['1.2', '2.2', '7.4', '9.4', 'A.1']) {
    const shown = open(tablet, `/progress/measure/${id}`)
    await screen.findByRole('heading', { level: 1, name: new RegExp(`^${id}`) })
    expect(screen.getAllByRole('table', { hidden: true }).length).toBeGreaterThan(0)
    expect(screen.getByText('What it counts')).toBeTruthy()
    shown.unmount()
  }
  expect(await saysOn(tablet, '/progress/measure/77')).toContain('There is no measure 77')
  expect(await saysOn(tablet, '/progress/77')).toContain('has no priority 77')
})

test('figures that another build’s rules made are worked out anew when the tablet opens', async () => {
  const device = aDevice({ fetch: serverFetch(server) })
  const tablet = await aTabletOf('site/wychwood', device)
  await logWellbeing(tablet, '14')
  const kept = await tablet.db.rollups.toArray()
  await tablet.db.rollups.clear()
  await tablet.db.tablet.toCollection().modify({ supportVersion: 1 })
  tablet.db.close()
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  tablets.push(opened.tablet)
  expect(await opened.tablet.db.rollups.toArray()).toEqual(kept)
})

test('[CT-12] a site’s tablet shows the county, an area and another site as the server added them up, without signal and with the time', async () => {
  const county = await aTabletOf('county')
  const day = county.clock.today()
  await logged(county, 'digital-help', { day, people: 8 }, 'site/thame')
  await logged(county, 'digital-help', { day, people: 5 }, 'site/chinnor')
  await logged(county, 'digital-help', { day, people: 7 }, 'site/banbury')
  const contact = { day, depth: 'brief' }
  for (const site of ['thame', 'banbury', 'banbury'])
    await logged(county, 'signposting-contact', contact, `site/${site}`)
  await runCycle(county, httpTransport(county))

  const tablet = await aTabletOf('site/wychwood')
  server.down = true
  expect(await saysOn(tablet, '/progress?site=county')).toContain('this tablet has not got them yet')
  server.down = false
  // The tablet's day is the server's, which tells of the year under way.
  server.clock.advance(tablet.clock.now() - server.clock.now())
  expect(await fetchFigures(tablet)).toBe('current')
  server.down = true
  await logged(tablet, 'digital-help', { day, people: 6 }, 'site/wychwood')

  const path = '/progress/measure/2.4'
  const screenOfCounty = open(tablet, `${path}?site=county`)
  await screen.findByText(/1 entry is still only on this tablet and not in them/)
  const whole = document.body.textContent
  screenOfCounty.unmount()
  expect(whole).toMatch(/County figures as of [\w ]*\d\d:\d\d, added up by the server/)
  expect(whole).toMatch(/People helped20 people/)
  expect(whole).toContain('The entries behind it are on the tablets of their own sites')
  expect(await saysOn(tablet, `${path}?area=South+Oxfordshire`)).toMatch(/People helped13 people/)
  expect(await saysOn(tablet, `${path}?site=banbury`)).toMatch(/People helped7 people/)
  // The site's own are its own: all of them, and at once.
  expect(await saysOn(tablet, path)).toMatch(/sent or not yet sent.*People helped6 people/)
  expect(await saysOn(tablet, '/progress/measure/3.1?site=banbury')).toMatch(/Contactsx contacts/)
  expect(await saysOn(tablet, '/progress?site=county')).toMatch(/3 of 47 sites logged something this quarter/)

  open(tablet, `${path}?site=county`)
  const sheet = await screen.findByRole('region', { name: 'People helped' })
  await userEvent.click(within(sheet).getByText('By area and site'))
  const table = await within(sheet).findByRole('table', { name: 'People helped by area and site' })
  const rowOf = (name: string) => within(table).getByRole('row', { name: new RegExp(`^${name}`) }).textContent
  expect(rowOf('Area: South Oxfordshire')).toBe('Area: South Oxfordshire13')
  expect(rowOf('Thame')).toBe('Thame8')
}, 60_000)

test('an area has figures, a target and sites of its own, on a county tablet', async () => {
  const county = await aTabletOf('county')
  const day = county.clock.today()
  await logged(county, 'digital-help', { day, people: 8 }, 'site/thame')
  await logged(county, 'digital-help', { day, people: 5 }, 'site/chinnor')
  await logged(county, 'digital-help', { day, people: 7 }, 'site/banbury')
  const target = { measure: '2.4', year: 2026, value: 100, due: null }
  await logged(county, 'measure-target', { ...target, area: 'South Oxfordshire' }, 'authority')
  open(county, '/progress/measure/2.4')
  await screen.findByRole('region', { name: 'People helped' })
  await userEvent.selectOptions(
    await screen.findByRole('combobox', { name: 'Site or area' }),
    'Area: South Oxfordshire',
  )
  expect(location.search).toBe('?area=South+Oxfordshire')
  const sheet = await screen.findByRole('region', { name: 'People helped' })
  await waitFor(() => expect(sheet.textContent).toMatch(/13 people.*Target for the year: 10 people/))
  await userEvent.click(within(sheet).getByText('By area and site'))
  const table = await within(sheet).findByRole('table', { name: 'People helped by area and site' })
  expect(within(table).getByRole('row', { name: /^Thame/ }).textContent).toBe('Thame8')
  expect(within(table).queryByRole('row', { name: /^Banbury/ })).toBeNull()
  await userEvent.click(within(sheet).getByText('Why this figure'))
  const behind = await within(sheet).findByRole('list', { name: 'Entries behind People helped' })
  expect(within(behind).getAllByRole('listitem')).toHaveLength(2)
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Site or area' }), 'The whole county')
  await waitFor(() => expect(document.body.textContent).toMatch(/20 people.*Set a target/))
}, 60_000)
