import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { readEntry } from '#client/data/entries.ts'
import { beginNextPlan } from '#client/data/plan-changes.ts'
import { readHeldPlans } from '#client/data/plan-tree.ts'
import { correctRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { serviceJourney, sync } from '#support/service-journey.ts'

const PATIENTLY = { timeout: 20_000 }
const YEAR = 2023

const { server, aTabletOf } = serviceJourney()

function open(tablet: Tablet, path: string): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

async function plansOf(tablet: Tablet): Promise<readonly string[]> {
  const { plans } = await readHeldPlans(tablet.db)
  return plans.filter(({ body }) => body.year === YEAR).map(({ id }) => id)
}

async function begun(tablet: Tablet): Promise<string> {
  const result = await beginNextPlan(tablet, 'plan/2022')
  if (!result.ok) throw new Error(result.code)
  const [id] = await plansOf(tablet)
  if (id === undefined) throw new Error('no plan')
  return id
}

/** Words an action of a plan anew, so that the two plans differ. */
async function reworded(tablet: Tablet, planId: string, text: string): Promise<string> {
  const { parts } = await readHeldPlans(tablet.db)
  const part = parts.find(({ line, body }) => line === 'action' && body.planId === planId)
  const entry = part === undefined ? null : await readEntry(tablet.db, part.id)
  if (entry === null) throw new Error('no action')
  const saved = await correctRecord(tablet, entry.id, entry.seen, { ...entry.body, text })
  if (!saved.ok) throw new Error(saved.code)
  return entry.id
}

test('of two plans begun offline for one year the county sets one aside, every tablet then has the other, and nothing is lost', async () => {
  const one = await aTabletOf('county')
  const other = await aTabletOf('county')
  const branch = await aTabletOf('site/banbury')
  server().down = true
  const first = await begun(one)
  const second = await begun(other)
  const actionId = await reworded(other, second, 'Map what each service does for the climate')
  server().down = false
  for (const tablet of [one, other, one, other, branch]) await sync(tablet)
  const [shown, twin] = [first, second].toSorted()
  if (shown === undefined || twin === undefined) throw new Error('two plans were begun')
  expect(await plansOf(one)).toEqual([shown, twin])

  const read = open(branch, `/plan?plan=${YEAR}`)
  await screen.findByText(/The county’s team sets one of them aside\./, {}, PATIENTLY)
  expect(screen.queryByRole('link', { name: 'Set one of them aside' })).toBeNull()
  read.unmount()

  server().down = true
  const edit = open(one, `/plan?plan=${YEAR}`)
  await userEvent.click(await screen.findByRole('link', { name: 'Set one of them aside' }, PATIENTLY))
  const list = await screen.findByRole('list', { name: 'Plans of the same year' }, PATIENTLY)
  const [shownLine, twinLine] = within(list)
    .getAllByRole('listitem')
    .filter(({ parentElement }) => parentElement === list)
  expect(shownLine?.textContent).toMatch(/\d+ parts.*Begun first: shown now/)
  expect(twinLine?.textContent).not.toContain('shown now')
  expect(list.textContent).toMatch(
    /1 part stands so only in this oneAction SDP22-\d+: Map what each service does for the climate/,
  )
  await userEvent.click(within(list).getByRole('button', { name: 'Set plan 1 aside' }))
  await screen.findByRole('list', { name: 'Plans set aside' }, PATIENTLY)
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Plans of the same year' })).toBeNull())
  expect(await plansOf(one)).toEqual([twin])

  server().down = false
  for (const tablet of [one, other, branch]) await sync(tablet)
  for (const tablet of [other, branch]) expect(await plansOf(tablet)).toEqual([twin])
  // Everything of both is still there.
  expect((await readEntry(other.db, shown))?.deleted).toBe(true)
  expect((await readEntry(other.db, actionId))?.deleted).toBe(false)

  await userEvent.click(screen.getByRole('button', { name: 'Put the plan for 2023/24 back' }))
  await screen.findByRole('list', { name: 'Plans of the same year' }, PATIENTLY)
  expect(await plansOf(one)).toEqual([shown, twin])
  edit.unmount()
}, 90_000)
