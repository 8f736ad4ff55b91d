import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { authorityRecords } from '#client/data/authority.ts'
import { createRecord, voidRecord } from '#client/data/save.ts'
import { readEntry } from '#client/data/entries.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWeek, saveSlot } from '#client/data/week.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { Body, RecordKind } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { anExample } from '#support/standing.ts'

const PATIENTLY = { timeout: 20_000 }

let server: TestServer
let county: Tablet

beforeEach(async () => {
  server = await startServer({ reference: await readReference() })
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  county = result.tablet
  await runCycle(county, httpTransport(county))
  server.down = true
})
afterEach(async () => {
  county.db.close()
  await server.close()
})

async function kept(kind: RecordKind, body: Body, scope = 'site/banbury'): Promise<string> {
  const saved = await createRecord(county, { kind, scope, body: { ...anExample(kind).body, ...body } })
  if (!saved.ok) throw new Error(`${kind}: ${saved.fields.join()}`)
  return saved.id
}

function open(path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={county} />)
}

/** A part of the screen by its heading, once it says something of this. */
async function part(name: string, says: RegExp): Promise<HTMLElement> {
  const region = await screen.findByRole('region', { name }, PATIENTLY)
  await waitFor(() => expect(region.textContent).toMatch(says), PATIENTLY)
  return region
}

const session = (people: number | null, more: Body = {}): Body => ({
  day: localDate('2026-10-06'),
  presetId: 'preset/baby-toddler-rhyme',
  audience: '0-4',
  heldState: 'held',
  runBy: 'library',
  targetGroupIds: [],
  counts: people === null ? {} : { 'door-1': { split: 'none', total: people } },
  ...more,
})

test('the programme review says what ran, for whom and at what cost, and for whom and where nothing did', async () => {
  await kept('event-session', session(14, { staffMinutes: 90, costPence: 1250 }))
  await kept('event-session', session(null, { day: localDate('2026-10-13') }))
  await kept('event-session', session(9, { staffMinutes: 45 }), 'site/bicester')
  // Nobody came, it was cancelled, it was let, it was a year ago, or it is void.
  await kept('event-session', session(0, { staffMinutes: 45 }))
  await kept('event-session', session(30, { heldState: 'cancelled', counts: {} }))
  await kept('event-session', session(30, { runBy: 'hired' }))
  await kept('event-session', session(30, { day: localDate('2025-10-07') }))
  const voided = await readEntry(county.db, await kept('event-session', session(30)))
  if (voided === null) throw new Error('no entry')
  await voidRecord(county, voided.id, voided.seen)
  const carers = {
    presetId: 'preset/wellbeing-social',
    audience: 'adult',
    targetGroupIds: ['target-group/carers'],
  }
  await kept('event-session', session(6, carers))

  const page = open('/plan/review/programme')
  const ran = await part('What ran, 2026/27', /Wellbeing/)
  const kinds = within(ran)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
  expect(kinds).toHaveLength(2)
  expect(kinds[0]).toMatch(/3 sessions · 23 attendances · 1 session not counted · at 2 sites.*For under 5s/)
  expect(kinds[0]).toMatch(
    /Staff time 2 h 15, said for 2 of 3 sessions · cost £12\.50, said for 1 of 3 sessions/,
  )
  expect(kinds[1]).toMatch(
    /1 session · 6 attendances · at 1 site.*For adults; .*arers.*Staff time not said · cost not said/,
  )
  const behind = within(ran).getAllByRole('link')[0]?.getAttribute('href')
  expect(behind).toBe('/entries?what=session%3Ababy-toddler-rhyme&from=2026-04-01&until=2027-03-31')

  const gaps = await part('Gaps', /Ages 12 to 17/)
  expect(gaps.textContent).not.toMatch(/Under 5s|Adults|Banbury|Bicester/)
  expect(gaps.textContent).toMatch(/At these sites nothing ran.*Wychwood/)

  await userEvent.selectOptions(screen.getByLabelText('For whom'), 'Everyone under 18')
  await waitFor(() => expect(within(ran).getAllByRole('listitem')).toHaveLength(1))
  expect(screen.getByRole('region', { name: 'Gaps' }).textContent).not.toContain('65 and over')
  await userEvent.selectOptions(screen.getByLabelText('For whom'), 'Carers')
  await waitFor(() => expect(ran.textContent).toMatch(/1 session · 6 attendances/))
  const up = screen.getByRole('list', { name: 'Measures and actions' })
  expect(up.textContent).toMatch(/2\.1.*2\.2.*2\.3/)
  page.unmount()
}, 60_000)

test('the planned programme is checked for groups and gaps, and its sessions begin with the groups of their series', async () => {
  const carers = ['target-group/carers']
  const series = {
    fromDay: localDate('2026-09-08'),
    untilDay: localDate('2027-07-20'),
    isTermTimeOnly: false,
  }
  await kept('series', {
    ...series,
    title: 'Carers’ tea',
    presetId: 'preset/wellbeing-social',
    targetGroupIds: carers,
  })
  await kept('series', {
    ...series,
    title: 'Lego Club',
    presetId: 'preset/story-craft-lego',
    untilDay: localDate('2027-02-02'),
    targetGroupIds: [],
  })
  await kept('series', {
    ...series,
    title: 'Long over',
    fromDay: localDate('2024-09-10'),
    untilDay: localDate('2025-07-22'),
  })

  const page = open('/plan/review/planned')
  const board = await part('Series in 2026/27', /2 series are planned, 1 of them for a target group/)
  expect(board.textContent).toMatch(/Lego ClubBanbury · Tuesday 10:30 · Ages 5 to 11No target group/)
  expect(board.textContent).not.toContain('Long over')
  const gaps = await part('Gaps', /For these target groups nothing is planned/)
  expect(gaps.textContent).toMatch(/At these sites nothing is planned.*Bicester/)
  expect(gaps.textContent).not.toMatch(/Carers|Banbury/)
  await userEvent.selectOptions(screen.getByLabelText('Planned for'), '2027/28')
  const next = await part('Series in 2027/28', /1 series is planned/)
  expect(next.textContent).not.toContain('Lego Club')
  page.unmount()

  const { slots } = await readWeek(county.db, 'site/banbury', localDate('2026-10-12'))
  const tea = slots.find((slot) => slot.series.title === 'Carers’ tea')
  if (tea === undefined) throw new Error('no such time')
  const saved = await saveSlot(county, 'site/banbury', tea, {
    heldState: 'held',
    headcount: { split: 'none', total: 8 },
  })
  if (!saved.ok) throw new Error(saved.code)
  expect((await readEntry(county.db, saved.id))?.session?.targetGroupIds).toEqual(carers)
}, 60_000)

test('champions stand by site, with the sites that have nobody; one who has stopped is no longer among them', async () => {
  const champion = { isLead: false, until: null, siteId: 'site/banbury', trainedOn: null }
  await kept(
    'champion',
    { ...champion, code: 'BAN-1', isLead: true, trainedOn: localDate('2026-05-12') },
    AUTHORITY_SCOPE,
  )
  await kept('champion', { ...champion, code: 'BAN-2', until: localDate('2026-10-13') }, AUTHORITY_SCOPE)
  await kept(
    'champion',
    { ...champion, code: 'BIC-1', siteId: 'site/bicester', until: localDate('2026-10-14') },
    AUTHORITY_SCOPE,
  )
  open('/plan/review/champions')
  const now = await part('Champions now', /2 champions, at 2 sites/)
  expect(now.textContent).toMatch(/BanburyBAN-1Leads the champions.*12 May.*BicesterBIC-1Training not said/)
  expect(now.textContent).not.toContain('BAN-2')
  const nobody = await part('No champion yet', /Wychwood/)
  expect(nobody.textContent).not.toMatch(/Banbury|Bicester/)
}, 60_000)

test('schools that nobody met this year are listed, whoever is near them; a loan box meets nobody', async () => {
  const school = (name: string, phase: string, nearestSiteId: string | null) =>
    kept('school', { name, phase, nearestSiteId, pupils: 187 }, AUTHORITY_SCOPE)
  const met = await school('Alder Primary', 'primary', 'site/banbury')
  const boxed = await school('Birch Secondary', 'secondary', 'site/banbury')
  await school('Cedar Primary', 'primary', 'site/banbury')
  await school('Dogwood Nursery', 'early-years', 'site/bicester')
  const longAgo = await school('Elm Primary', 'primary', null)
  const visit = (changes: Body, scope?: string) =>
    kept(
      'class-visit',
      {
        day: localDate('2026-10-06'),
        direction: 'class-to-library',
        schoolId: null,
        schoolName: null,
        ...changes,
      },
      scope,
    )
  await visit({ schoolId: met }, 'site/bicester')
  await visit({ schoolId: boxed, direction: 'loan-box' })
  await visit({ schoolName: ' cedar primary ' })
  await visit({ schoolName: 'Hazel Hall' })
  await visit({ schoolId: longAgo, day: localDate('2026-03-31') })

  const page = open('/plan/review/schools')
  const all = await part('Not reached, 2026/27', /2 of 5 schools reached/)
  const names = () =>
    within(screen.getByRole('list', { name: 'Schools not reached' }))
      .getAllByRole('link')
      .map(({ textContent }) => textContent)
  expect(names()).toEqual(['Dogwood Nursery', 'Elm Primary', 'Birch Secondary'])
  expect(all.textContent).toMatch(/Primary · no library said · 187 pupils/)
  expect(all.textContent).toContain('Met, and not in the list: Hazel Hall.')
  await userEvent.selectOptions(screen.getByLabelText('Site'), 'Banbury')
  await waitFor(() => expect(names()).toEqual(['Birch Secondary']))
  page.unmount()
}, 60_000)

test('the building list shows each site’s work by stage, carbon first, under the gates of the plan', async () => {
  const work = { day: localDate('2026-10-01'), saving: null, savingUnit: null, note: '' }
  await kept('place-action', { ...work, what: 'gate', stage: 'approved', note: 'New roof' })
  await kept('place-action', {
    ...work,
    what: 'lighting',
    stage: 'approved',
    saving: 120_000,
    savingUnit: 'kWh a year',
  })
  await kept('place-action', { ...work, what: 'energy', stage: 'done' }, 'site/bicester')
  // Upkeep of a garden is no work on the building.
  await kept('place-action', { ...work, what: 'garden-session', stage: 'done' }, 'site/wychwood')

  const action = open('/plan/action/SDP22-31')
  await userEvent.selectOptions(
    await screen.findByLabelText('Begin with usual steps', {}, PATIENTLY),
    'Plan, funding and four years',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Add these steps' }))
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Drafted' }, PATIENTLY))
  await screen.findByText('Done on Wed 14 Oct')
  expect(screen.queryByLabelText('Begin with usual steps')).toBeNull()
  await userEvent.click(screen.getByRole('link', { name: 'Buildings' }))
  action.unmount()

  open('/plan/review/buildings')
  const gates = await part('Gates in the plan', /Drafted: done on Wed 14 Oct/)
  expect(gates.textContent).toMatch(/Agreed: no quarterFunded: no quarterYear 1.*Year 4/)
  const approved = await screen.findByRole('region', { name: 'Banbury: Approved' }, PATIENTLY)
  expect(approved.textContent).toMatch(
    /Approved 2Lighting.*saves 12,000 kWh a yearCarbonBuilding project gate.*New roof/,
  )
  expect(screen.getByRole('region', { name: 'Bicester: Done' }).textContent).toContain('Energy measure')
  const nothing = await part('Nothing logged yet', /Wychwood/)
  expect(nothing.textContent).not.toMatch(/Banbury|Bicester/)
}, 60_000)

test('an action with as many quarters as steps has each step due in its own', async () => {
  const [review] = (await authorityRecords(county.db, 'plan-action')).filter(
    ({ body }) => body.code === 'SDP22-05',
  )
  expect(review?.body.quarters).toEqual(['Q1', 'Q2'])
  open('/plan/action/SDP22-05')
  await userEvent.selectOptions(
    await screen.findByLabelText('Begin with usual steps', {}, PATIENTLY),
    'Review, then design',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Add these steps' }))
  const steps = await screen.findByRole('list', { name: 'Milestones' }, PATIENTLY)
  await waitFor(() =>
    expect(steps.textContent).toMatch(/Reviewed.*Q1 · Apr–Jun.*Design agreed.*Q2 · Jul–Sep/),
  )
}, 60_000)
