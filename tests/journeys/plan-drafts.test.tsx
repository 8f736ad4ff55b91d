import { configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { authorityRecords } from '#client/data/authority.ts'
import { readEntry } from '#client/data/entries.ts'
import { correctRecord, createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'

const LONG = 120_000
configure({ asyncUtilTimeout: 20_000 })

let server: TestServer
let county: Tablet
const tablets: Tablet[] = []

beforeEach(async () => {
  server = await startServer({ reference: await readReference() })
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
  county = await aCountyTablet('Asha')
})
afterEach(async () => {
  for (const tablet of tablets.splice(0)) tablet.db.close()
  await server.close()
})

async function aCountyTablet(name: string): Promise<Tablet> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name })
  if (!result.ok) throw new Error(result.code)
  tablets.push(result.tablet)
  await sync(result.tablet)
  return result.tablet
}

async function sync(tablet: Tablet): Promise<void> {
  await runCycle(tablet, httpTransport(tablet))
}

function open(path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={county} />)
}

const drafts = () => county.db.drafts.count()

async function planHeld({ db }: Tablet) {
  const [plan] = await authorityRecords(db, 'plan')
  const entry = plan === undefined ? null : await readEntry(db, plan.id)
  if (entry === null) throw new Error('no plan')
  return entry
}

const sourceSaid = async () => (await planHeld(county)).body['source']

test(
  'half a sentence about where the plan comes from comes back, and is judged against what stood there when it was begun',
  async () => {
    const other = await aCountyTablet('Ben')
    const page = open('/plan/edit')
    const field = await screen.findByLabelText<HTMLTextAreaElement>('Where the plan comes from')
    await userEvent.clear(field)
    await userEvent.click(field)
    await userEvent.paste('Half a sentence')
    page.unmount()
    await waitFor(async () => expect(await drafts()).toBe(1))

    const before = await planHeld(other)
    await correctRecord(other, before.id, before.seen, { ...before.body, source: 'What Ben says' })
    await sync(other)
    await sync(county)
    open('/plan/edit')
    const again = await screen.findByLabelText<HTMLTextAreaElement>('Where the plan comes from')
    expect(again.value).toBe('Half a sentence')
    await userEvent.click(await screen.findByRole('button', { name: 'Save the source' }))
    await waitFor(async () => expect(await sourceSaid()).toBe('Half a sentence'))
    expect(await drafts()).toBe(0)
    await sync(county)
    // The county had Ben's first, and says so.
    expect(await sourceSaid()).toBe('What Ben says')
    expect(await authorityRecords(county.db, 'conflict')).toHaveLength(1)

    // What is typed after a save is judged against the plan as it then is.
    await waitFor(() => expect(again.value).toBe('What Ben says'))
    await userEvent.type(again, ', and more')
    await userEvent.click(screen.getByRole('button', { name: 'Save the source' }))
    await waitFor(async () => expect(await sourceSaid()).toBe('What Ben says, and more'))
    await sync(county)
    expect(await sourceSaid()).toBe('What Ben says, and more')
  },
  LONG,
)

test(
  'a judgement that was begun comes back open, and its draft goes once the judgement is saved',
  async () => {
    const figure = { value: 14, standing: 'amber', entries: 1, definition: 1 }
    const saved = await createRecord(county, {
      kind: 'quarter-close',
      scope: AUTHORITY_SCOPE,
      body: { year: 2026, quarter: 'Q3', closedBy: 'Asha', figures: { '7.3': figure, '7.4': figure } },
    })
    if (!saved.ok) throw new Error(saved.code)
    const page = open('/progress/close')
    await userEvent.click(await screen.findByText('Judge 7.3 otherwise'))
    const begun = within(await screen.findByRole('form', { name: 'Judge 7.3 otherwise' }))
    await userEvent.type(begun.getByLabelText('Why'), 'The hall was shut')
    page.unmount()
    await waitFor(async () => expect(await drafts()).toBe(1))

    open('/progress/close')
    const form = within(await screen.findByRole('form', { name: 'Judge 7.3 otherwise' }))
    await waitFor(() => expect(form.getByLabelText<HTMLInputElement>('Why').value).toBe('The hall was shut'))
    expect(screen.queryByRole('form', { name: 'Judge 7.4 otherwise' })).toBeNull()
    await userEvent.selectOptions(form.getByLabelText('Colour'), 'Green')
    await userEvent.click(form.getByRole('button', { name: 'Judge it so' }))
    await waitFor(async () => {
      const [closing] = await authorityRecords(county.db, 'quarter-close')
      expect(closing?.body.overrides).toMatchObject({
        '7-3': { standing: 'green', reason: 'The hall was shut', by: 'Asha' },
      })
    })
    await waitFor(async () => expect(await drafts()).toBe(0))
    await waitFor(() => expect(screen.queryByRole('form', { name: 'Judge 7.3 otherwise' })).toBeNull())
  },
  LONG,
)
