import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { fetchFigures } from '#client/sync/fetch-figures.ts'
import type { Body } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { serviceJourney, sync } from '#support/service-journey.ts'
import { anExample } from '#support/standing.ts'

const PATIENTLY = { timeout: 20_000 }

const { server, aTabletOf } = serviceJourney()

async function logged(
  tablet: Tablet,
  title: string,
  people: number | null,
  more: Body = {},
  scope = 'site/banbury',
) {
  const body = {
    ...anExample('event-session').body,
    title,
    day: localDate('2026-10-06'),
    primaryPriorityId: 'priority/3',
    alsoPriorityIds: ['priority/4'],
    activityIds: ['activity/1.3'],
    actionIds: ['action/SDP22-19'],
    heldState: 'held',
    runBy: 'library',
    counts: people === null ? {} : { 'door-1': { split: 'none', total: people } },
    ...more,
  }
  const saved = await createRecord(tablet, { kind: 'event-session', scope, body })
  if (!saved.ok) throw new Error(saved.fields.join())
}

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

/** Follows a line's number down to its sessions, and says what stands there by title. */
async function behind(number: RegExp, nth = 0): Promise<readonly string[]> {
  const links = await screen.findAllByRole('link', { name: number }, PATIENTLY)
  const link = links[nth]
  if (link === undefined) throw new Error('no such link')
  await userEvent.click(link)
  const list = await screen.findByRole('list', { name: 'Sessions' }, PATIENTLY)
  return within(list)
    .getAllByRole('link')
    .map(({ textContent }) => textContent)
}

test('the number of a priority leads to its sessions on plan and progress, each with the way to its entry', async () => {
  const county = await aTabletOf('county')
  server().down = true
  await logged(county, 'Knit', 14)
  await logged(county, 'Natter', null, { day: localDate('2026-05-05') }, 'site/bicester')
  await logged(county, 'Elsewhere', 9, { primaryPriorityId: 'priority/2', alsoPriorityIds: ['priority/3'] })
  await logged(county, 'Last year', 9, { day: localDate('2025-10-07') })
  await logged(county, 'Nobody came', 0)

  const plan = open(county, '/plan/priority/3')
  const own = /^2 sessions · 14 attendances · 1 session not counted$/
  expect(await behind(own)).toEqual(['Knit', 'Natter'])
  const main = screen.getByRole('main')
  expect(main.textContent).toMatch(/Sessions under itEvery site, April 2026 to March 2027/)
  expect(screen.getByRole('heading', { level: 2 }).textContent).toMatch(own)
  expect(main.textContent).toMatch(/Tue 5 May · Bicester/)
  const up = screen.getByRole('navigation', { name: 'Where this stands in the plan' })
  expect(within(up).getByRole('link', { name: 'Priority 3' }).getAttribute('href')).toBe('/plan/priority/3')
  await userEvent.click(screen.getByRole('link', { name: 'Knit' }))
  await screen.findByRole('region', { name: /History/ }, PATIENTLY)
  plan.unmount()

  const also = open(county, '/plan/priority/3')
  expect(await behind(/^1 session · 9 attendances$/)).toEqual(['Elsewhere'])
  also.unmount()

  // Progress is from April to the end of the quarter that is looked at.
  const progress = open(county, '/progress/3?year=2026&quarter=Q1')
  expect(await behind(/^1 session · attendances not counted$/)).toEqual(['Natter'])
  expect(screen.getByRole('main').textContent).toContain('April 2026 to June 2026')
  progress.unmount()

  const site = open(county, '/progress/3?site=banbury')
  expect(await behind(/^1 session · 14 attendances$/)).toEqual(['Knit'])
  site.unmount()
}, 60_000)

test('an action’s and an activity’s numbers lead to theirs, of every year together where that is asked for', async () => {
  const county = await aTabletOf('county')
  server().down = true
  await logged(county, 'Knit', 14)
  await logged(county, 'Last year', 9, { day: localDate('2025-10-07') })
  await logged(county, 'Of no action', 5, { actionIds: [] })
  const action = open(county, '/plan/action/SDP22-19?year=all')
  expect(await behind(/^2 sessions · 23 attendances$/)).toEqual(['Knit', 'Last year'])
  expect(screen.getByRole('main').textContent).toContain('all years together')
  action.unmount()
  const priority = open(county, '/plan/priority/3')
  const activities = await screen.findByRole('list', { name: 'Activities' }, PATIENTLY)
  const one = within(activities)
    .getByText(/^1\.3$/)
    .closest('li')
  if (one === null) throw new Error('no activity 1.3')
  await userEvent.click(within(one).getByRole('link', { name: '2 sessions · 19 attendances' }))
  const list = await screen.findByRole('list', { name: 'Sessions' }, PATIENTLY)
  await waitFor(() => expect(list.textContent).toMatch(/Knit.*Of no action|Of no action.*Knit/))
  priority.unmount()
}, 60_000)

test('more than fifty sessions are shown in parts', async () => {
  const county = await aTabletOf('county')
  server().down = true
  for (let n = 1; n <= 51; n += 1) await logged(county, `Knit ${n}`, 1)
  open(county, '/plan/priority/3')
  expect(await behind(/^51 sessions · 51 attendances$/)).toHaveLength(50)
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('The newest 50')
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  await screen.findByRole('heading', { level: 2, name: '51 sessions · 51 attendances' }, PATIENTLY)
}, 60_000)

test('what a site’s tablet tells of the county leads nowhere, because the sessions are not on it', async () => {
  const bicester = await aTabletOf('site/bicester')
  await logged(bicester, 'Knit', 14, {}, 'site/bicester')
  await sync(bicester)
  // The tablet's day is the server's, which tells of the year under way.
  server().clock.advance(bicester.clock.now() - server().clock.now())
  expect(await fetchFigures(bicester)).toBe('current')
  const own = open(bicester, '/progress/3')
  expect(await behind(/^1 session · 14 attendances$/)).toEqual(['Knit'])
  own.unmount()
  open(bicester, '/progress/3?site=county')
  await waitFor(
    () =>
      expect(screen.getByRole('main').textContent).toMatch(
        /The whole county.*Sessions under this priority: 1 session · 14 attendances/,
      ),
    PATIENTLY,
  )
  expect(screen.queryByRole('link', { name: /14 attendances/ })).toBeNull()
}, 60_000)
