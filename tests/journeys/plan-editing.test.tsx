import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { readSupport } from '#client/data/plan-support.ts'
import { readHeldPlans } from '#client/data/plan-tree.ts'
import { writeTable } from '#client/ui/table-files.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { planRows } from '#domain/plan/plan-file.ts'
import { planLines } from '#domain/plan/plan-line.ts'
import { codeOf, type PlanPart, wordingOf } from '#domain/plan/plan-part.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { aSession, counted } from '#support/sessions.ts'
import { logSession } from '#support/tablets.ts'

const SALTMERE = join(import.meta.dirname, '../../docs/example-service/plan.json')
const LONG = 90_000
// The whole plan is on these screens, and jsdom reads every role on them for each question asked.
configure({ asyncUtilTimeout: 20_000 })
/** Where much is written meanwhile, looking all the time would hold it up. */
const SELDOM = { interval: 1000 }

let server: TestServer
const tablets: Tablet[] = []

beforeEach(async () => {
  server = await startServer({ reference: await readReference() })
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

const pressed = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))

async function rewrite(label: string, text: string): Promise<void> {
  const field = await screen.findByLabelText(label)
  await userEvent.clear(field)
  await userEvent.click(field)
  await userEvent.paste(text)
}

async function partsOf(tablet: Tablet): Promise<readonly PlanPart[]> {
  return (await readHeldPlans(tablet.db)).parts
}

async function partCalled(tablet: Tablet, line: PlanPart['line'], code: string): Promise<PlanPart> {
  const found = (await partsOf(tablet)).find((part) => part.line === line && codeOf(part) === code)
  if (found === undefined) throw new Error(`no ${line} ${code}`)
  return found
}

/** The plan as the app writes it for a spreadsheet, with lines of it changed. */
async function planAsTable(
  tablet: Tablet,
  change: (row: Readonly<Record<string, string>>) => Readonly<Record<string, string>> | null = (row) => row,
): Promise<string> {
  const { plans, parts } = await readHeldPlans(tablet.db)
  const [plan] = plans
  if (plan === undefined) throw new Error('no plan')
  return writeTable(
    planRows(planLines(plan, parts))
      .map(change)
      .filter((row) => row !== null),
  )
}

async function choose(name: string, text: string): Promise<void> {
  const field = await screen.findByLabelText('A plan as a table (CSV) or as JSON')
  await userEvent.upload(field, new File([text], name))
}

test(
  'a plan that was saved as a file and comes back changes nothing; a changed one says first what it would change',
  async () => {
    const county = await aTabletOf('county')
    const branch = await aTabletOf('site/banbury')
    server.down = true
    const page = open(county, '/plan/import')
    await choose('plan.csv', await planAsTable(county))
    await screen.findByText('Nothing changes:')
    expect(screen.queryByRole('button', { name: /^Take in/ })).toBeNull()

    const changed = await planAsTable(county, (row) => {
      if (row['id'] === 'SDP22-48') return null
      if (row['id'] === 'SDP22-44') return { ...row, text: 'Open the new Banbury Library', quarters: 'Q4' }
      return row['id'] === 'PR-01' ? { ...row, themes: 'Place|People' } : row
    })
    await choose('plan.csv', changed)
    const reworded = await screen.findByRole('list', { name: 'Worded anew, the earlier wording kept' })
    expect(reworded.textContent).toMatch(/Action SDP22-44.*Quarters: from “Q3” to “Q4”/)
    expect(screen.getByRole('list', { name: 'Changed' }).textContent).toContain('Promise PR-01')
    const gone = screen.getByRole('list', { name: 'Kept, and marked as no longer in the plan' })
    expect(gone.textContent).toContain('Action SDP22-48')
    expect(wordingOf(await partCalled(county, 'action', 'SDP22-44'))).toMatch(/^Open new Banbury/)
    await pressed('Take in the plan for 2022/23')
    await screen.findByText('Saved on this tablet.')
    page.unmount()

    server.down = false
    for (const tablet of [county, branch]) await sync(tablet)
    expect(await partsOf(branch)).toEqual(await partsOf(county))
    expect(await county.db.records.where('asks').above('').count()).toBe(0)
    const there = open(branch, '/plan/action/SDP22-44')
    await screen.findByRole('heading', { name: 'Open the new Banbury Library' })
    expect((await screen.findByRole('list', { name: 'Earlier wordings' })).textContent).toMatch(
      /Open new Banbury Library, including spoke BIPC.*until Wed 14 Oct, worded anew by Asha/,
    )
    expect(screen.queryByRole('link', { name: 'Edit this action in the plan' })).toBeNull()
    there.unmount()
    open(branch, '/plan/action/SDP22-48')
    await screen.findByText('No longer in the plan.')
  },
  LONG,
)

test(
  'a broken file of a plan is told by row and column, and changes nothing',
  async () => {
    const county = await aTabletOf('county')
    const before = await partsOf(county)
    const page = open(county, '/plan/import')
    await choose(
      'plan.csv',
      'line,id,text,priorities\nplan,2022/23,Here\n\npromise,P1,Reach,12\nwish,W,More\n',
    )
    const problems = await screen.findByRole('list', { name: 'Problems' })
    expect(problems.textContent).toMatch(/Row 4, priorities: There is no priority “12”/)
    expect(problems.textContent).toMatch(/Row 5, line: “wish” is none of/)
    await choose('plan.json', '{"planYear":"2022/23","source":"Here","actions":[{"id":"A"}]}')
    await waitFor(() =>
      expect(screen.getByRole('list', { name: 'Problems' }).textContent).toMatch(
        /Entry 1 of actions, text: This cannot be empty/,
      ),
    )
    expect(screen.queryByRole('button', { name: /^Take in/ })).toBeNull()
    expect(await partsOf(county)).toEqual(before)
    page.unmount()
    open(await aTabletOf('site/banbury'), '/plan/import')
    await screen.findByText(/The county’s team keeps the plan/)
  },
  LONG,
)

test(
  'another service’s plan is taken in from its file, and shown beside the one that was there',
  async () => {
    const county = await aTabletOf('county')
    const page = open(county, '/plan/import')
    await choose('plan.json', readFileSync(SALTMERE, 'utf8'))
    expect((await screen.findByRole('list', { name: 'Added' })).children).toHaveLength(12)
    await pressed('Take in the plan for 2025/26')
    await screen.findByText('Saved on this tablet.')
    page.unmount()
    open(county, '/plan')
    await screen.findByText('Plan 2025/26')
    await screen.findByText('2. Nobody winters alone')
    await userEvent.selectOptions(await screen.findByLabelText('Plan of'), '2022/23')
    await screen.findByText('Plan 2022/23', {}, SELDOM)
    expect(screen.queryByText('2. Nobody winters alone')).toBeNull()
  },
  LONG,
)

test(
  'the county words a promise anew, adds an action, and takes one out and puts it back',
  async () => {
    const county = await aTabletOf('county')
    const page = open(county, '/plan/priority/2')
    const [edit] = await screen.findAllByRole('link', { name: 'Edit this promise in the plan' })
    if (edit === undefined) throw new Error('no promise')
    await userEvent.click(edit)
    const before = (await screen.findByLabelText<HTMLTextAreaElement>('Wording')).value
    await rewrite('Wording', '')
    await pressed('Save on this tablet')
    await screen.findByRole('link', { name: 'Wording: This cannot be empty.' })
    await rewrite('Wording', 'Reach the people whom nobody reached')
    await pressed('Save on this tablet')
    await userEvent.click(await screen.findByRole('link', { name: /Reach the people whom nobody reached$/ }))
    expect((await screen.findByRole('list', { name: 'Earlier wordings' })).textContent).toContain(before)

    await userEvent.click(screen.getByRole('link', { name: 'Edit the plan' }))
    await userEvent.click(await screen.findByRole('link', { name: 'New action' }))
    await rewrite('Number or code', 'SDP22-01')
    await rewrite('Wording', 'Lend bicycles')
    await pressed('Save on this tablet')
    await screen.findByRole('link', { name: 'Number or code: “SDP22-01” is in this plan already.' })
    expect(
      screen.getByRole('link', { name: 'Priorities: Name at least one priority it stands under.' }),
    ).toBeTruthy()
    await rewrite('Number or code', 'SDP22-49')
    await userEvent.click(screen.getByRole('checkbox', { name: /^1\. Put action/ }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Q2 · Jul–Sep' }))
    await userEvent.click(screen.getByText(/^Nearly the same as/))
    await userEvent.click(await screen.findByRole('checkbox', { name: /^SDP22-03\./ }))
    await pressed('Save on this tablet')
    await userEvent.click(await screen.findByRole('link', { name: 'SDP22-49 Lend bicycles' }))
    await pressed('Take this action out of the plan')
    await pressed('Put back Action SDP22-49')
    await waitFor(async () =>
      expect(await partCalled(county, 'action', 'SDP22-49')).toMatchObject({ deleted: false }),
    )
    expect((await partCalled(county, 'action', 'SDP22-49')).body).toMatchObject({
      text: 'Lend bicycles',
      order: 49,
      quarters: ['Q2'],
      places: [{ priorityId: 'priority/1', quarters: ['Q2'] }],
      nearRepeatIds: ['action/SDP22-03'],
    })
    page.unmount()
    open(county, '/plan/action/SDP22-03')
    expect((await screen.findByRole('list', { name: 'Nearly the same' })).textContent).toContain(
      'Lend bicycles',
    )
  },
  LONG,
)

test(
  'a priority that actions stand only under is not taken out, and a half-typed wording comes back',
  async () => {
    const county = await aTabletOf('county')
    const page = open(county, '/plan/edit/priority/1')
    await rewrite('Wording', 'Half a thought')
    await pressed('Take this priority out of the plan')
    await screen.findByText(/^Put SDP22-01, SDP22-02.*under another priority first/)
    page.unmount()
    await waitFor(async () => expect(await county.db.drafts.count()).toBe(1))
    open(county, '/plan/edit/priority/1')
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Wording')).value).toBe('Half a thought')
  },
  LONG,
)

test(
  'next year’s plan begins as a copy, and sessions go on counting for what was copied',
  async () => {
    const county = await aTabletOf('county')
    const page = open(county, '/plan/edit')
    await userEvent.click(await screen.findByText('Begin the plan for 2023/24'))
    await screen.findByText('Edit plan 2023/24', {}, SELDOM)
    expect(screen.getByLabelText('Actions').textContent).toContain('SDP22-44')
    page.unmount()
    await logSession(county, aSession({ primaryPriorityId: 'priority/7', counts: counted(14) }))
    const { plans, parts } = await readHeldPlans(county.db)
    const next = plans.find(({ body }) => body.year === 2023)
    const seven = parts.find(({ body }) => body.continues === 'priority/7')
    expect(seven?.body.planId).toBe(next?.id)
    const support = await readSupport(county.db, { scope: null, first: '2026-04', last: '2027-03' })
    expect(support.get(`primary:${seven?.id ?? ''}`)).toEqual(support.get('primary:priority/7'))
    open(county, '/plan/priority/7')
    expect(await screen.findAllByText('1 session · 14 attendances')).not.toHaveLength(0)
    expect(await screen.findByText('Plan 2023/24')).toBeTruthy()
  },
  LONG,
)

test(
  'milestones and evidence are changed, taken out and put back, and nothing of them is lost',
  async () => {
    const county = await aTabletOf('county')
    open(county, '/plan/action/SDP22-38')
    await screen.findByRole('button', { name: 'Add the milestone' })
    await rewrite('New milestone', 'Launch')
    await pressed('Add the milestone')
    await pressed('Change Launch')
    await rewrite('Milestone', 'Launch of the hub')
    await pressed('Save the milestone')
    await screen.findByRole('checkbox', { name: 'Launch of the hub' })
    await pressed('Take out Launch of the hub')
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: 'Launch of the hub' })).toBeNull())
    const removed = await screen.findByRole('list', { name: 'Taken out of the milestones' })
    expect(removed.textContent).toContain('taken out on Wed 14 Oct by Asha')
    await pressed('Put back Launch of the hub')
    await screen.findByRole('checkbox', { name: 'Launch of the hub' })

    await rewrite('New evidence', 'Press notice')
    await pressed('Add the evidence')
    await pressed('Change Press notice')
    const form = within(await screen.findByRole('form', { name: 'Save the evidence' }))
    await userEvent.click(form.getByLabelText('Link'))
    await userEvent.paste('https://example.org/notice')
    await pressed('Save the evidence')
    await screen.findByRole('link', { name: 'https://example.org/notice' })
    await pressed('Take out Press notice')
    await screen.findByRole('list', { name: 'Taken out of the evidence' })
    const { body } = await partCalled(county, 'action', 'SDP22-38')
    expect(Object.values(('evidence' in body && body.evidence) || {})).toMatchObject([
      { note: 'Press notice', link: 'https://example.org/notice', removed: { by: 'Asha', on: '2026-10-14' } },
    ])
  },
  LONG,
)
