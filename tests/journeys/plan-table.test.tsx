import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { render, screen, waitFor } from '@testing-library/react'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { measures } from '#domain/measures/all-measures.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { definitionOf, type RecordKind } from '#domain/records/registry.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { PLAN_ANSWERS, type RowAnswer } from '#support/plan-answers.ts'
import { oxfordshire } from '#support/reference.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

interface PlanRow {
  readonly row: string
  readonly asks: string
  readonly quarters: string
  readonly answer: string
}
// Written by hand out of the table, and never by anybody else.
const ROWS = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/plan-rows.json'), 'utf8'),
) as readonly PlanRow[]

const SITE = 'site/wychwood'
const LONG = 120_000
/** What was on a screen is asked of it once, however many rows it answers. */
const seen = new Map<string, Promise<string>>()
const actions = new Map((await oxfordshire())('plan-action').map(({ body }) => [body.code, body]))

let server: TestServer
let tablet: Tablet

beforeAll(async () => {
  server = await startServer({ reference: await readReference() })
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  tablet = result.tablet
  server.down = true
  const asked = Object.values(PLAN_ANSWERS).flatMap(({ records = [], lists = [] }) => [...records, ...lists])
  for (const kind of new Set(asked)) await keepExample(kind)
})
afterAll(async () => {
  tablet.db.close()
  await server.close()
})

/** One of each kind is entered, so that it can be found where the row asks for it. */
async function keepExample(kind: RecordKind): Promise<void> {
  const definition = definitionOf(kind)
  if (definition === undefined) throw new Error(`no kind ${kind}`)
  const scope = definition.home === 'authority' ? AUTHORITY_SCOPE : SITE
  const saved = await createRecord(tablet, { kind, scope, body: definition.example })
  if (!saved.ok) throw new Error(`${kind}: ${saved.fields.join()}`)
}

/** What the main part of a screen says, once it says something of this. */
function saidOn(path: string, says: RegExp | string): Promise<string> {
  const key = `${path} ${String(says)}`
  const known = seen.get(key) ?? open(path, says)
  seen.set(key, known)
  return known
}

async function open(path: string, says: RegExp | string): Promise<string> {
  history.replaceState(null, '', path)
  const page = render(<RunningApp tablet={tablet} />)
  const text = (): string => screen.queryByRole('main')?.textContent ?? ''
  await waitFor(() => expect(text()).toMatch(says), { timeout: 30_000, interval: 250 })
  const said = text()
  page.unmount()
  return said
}

async function answer({ action, measures: ids = [], screens = [], records = [], lists = [] }: RowAnswer) {
  if (action !== undefined) await saidOn(`/plan/action/${action}`, new RegExp(`${action}.*How it goes`, 's'))
  for (const id of ids) {
    const measure = measures.find((one) => one.id === id)
    if (measure === undefined) throw new Error(`no measure ${id}`)
    await saidOn(`/progress/measure/${id}`, MEASURE_NAMES[measure.id])
  }
  for (const [path, says] of screens) await saidOn(path, says)
  for (const kind of records) await saidOn(`/entries?site=wychwood&what=${kind}`, /1 entry/)
  for (const kind of lists) {
    await saidOn(`/lists/${kind}?site=wychwood`, definitionOf(kind)?.form?.plural ?? kind)
  }
}

test('every row of the plan’s table is answered, and nothing is answered that it does not ask', () => {
  expect(Object.keys(PLAN_ANSWERS).toSorted()).toEqual(ROWS.map(({ row }) => row).toSorted())
  const answered = Object.values(PLAN_ANSWERS).flatMap(({ action }) => action ?? [])
  // The two numbered lines of the strategy and the note of priority 6 are no actions.
  expect(answered.toSorted()).toEqual([...actions.keys()].toSorted())
})

test.each(ROWS.map(({ row, asks }) => [row, asks]))(
  'row %s, “%s”, opens what answers it',
  async (row) => {
    const asked = ROWS.find((one) => one.row === row)
    const given = PLAN_ANSWERS[row]
    if (asked === undefined || given === undefined) throw new Error(`no answer to ${row}`)
    if (given.action !== undefined) {
      const quarters = asked.quarters.match(/Q[1-4]/g) ?? []
      expect(actions.get(given.action)?.quarters).toEqual(quarters)
    }
    await answer(given)
  },
  LONG,
)
