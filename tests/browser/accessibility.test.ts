import type { Page } from 'playwright-core'
import { askLead } from '#client/data/attention-actions.ts'
import { createRecord } from '#client/data/save.ts'
import { localDateAt } from '#domain/time/local-date.ts'
import { financialYearOf, quarterOf } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { faults } from '#support/axe.ts'
import { keepSeries, keepVolunteers } from '#support/branch-lists.ts'
import { TabletBrowser } from '#support/browser.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { enrol, heading, logSession } from '#support/browser-steps.ts'
import { httpDevice, nodeTablet, openNodeTablet } from '#support/node-tablet.ts'
import { counted } from '#support/sessions.ts'
import { correctSession, logSession as logSessionAt, syncOnce } from '#support/tablets.ts'

let server: ServerProcess
let tablets: readonly TabletBrowser[] = []
let branch: Page
let county: Page
let newcomer: Page
/** Address of the entry that was logged. */
let entry = ''

async function opened(): Promise<Page> {
  const tablet = await TabletBrowser.fresh(inject('browserPath'))
  tablets = [...tablets, tablet]
  return tablet.newPage()
}

beforeAll(async () => {
  server = await ServerProcess.fresh(inject('clientFolder'))
  branch = await opened()
  await enrol(branch, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
  const lists = await openNodeTablet(await server.furtherLink(), 'site/wychwood', 'Cleo')
  await keepSeries(lists, 3)
  await keepVolunteers(lists, ['Sam', 'Kit'])
  lists.db.close()
  await logSession(branch, 'Baby/toddler rhyme', 14)
  await branch.getByRole('link', { name: 'See or correct it' }).click()
  await branch.waitForURL(/\/entries\/./)
  entry = new URL(branch.url()).pathname
  county = await opened()
  await enrol(county, await server.furtherLink(), { site: 'Whole county', name: 'Ben' })
  newcomer = await opened()
})

afterAll(async () => {
  await Promise.all(tablets.map((tablet) => tablet.dispose()))
  await server.dispose()
  const reported = tablets.flatMap((tablet) => tablet.faults)
  if (reported.length > 0) throw new Error(`a page reported:\n${reported.join('\n')}`)
})

/** Lets others make a conflict, a review and a question at the branch, and has an entry of its own refused. */
async function makeAttention(): Promise<number> {
  const link = (): Promise<string> => server.furtherLink()
  const [asha, ben] = [
    await nodeTablet(await link(), 'site/wychwood', 'Asha B'),
    await nodeTablet(await link(), 'site/wychwood', 'Ben C'),
  ]
  const id = await logSessionAt(asha)
  await syncOnce(asha)
  await syncOnce(ben)
  await correctSession(asha, id, { counts: counted(15) })
  await correctSession(ben, id, { counts: counted(16), heldState: 'held' })
  await askLead(
    ben,
    { recordId: id, kind: 'event-session', scope: 'site/wychwood', words: 'Rhyme Time' },
    'Which?',
  )
  await syncOnce(asha)
  await syncOnce(ben)
  // At another site, what was logged here before waits for somebody here to agree.
  const device = httpDevice(server.origin)
  const moving = await nodeTablet(await link(), 'site/wychwood', 'Cleo D', device)
  await logSessionAt(moving)
  moving.db.close()
  await nodeTablet(await link(), 'site/thame', 'Cleo D', device)

  const dee = await nodeTablet(await link(), 'county', 'Dee E')
  const today = localDateAt(Date.now(), 'Europe/London')
  const body = { year: financialYearOf(today), quarter: quarterOf(today), closedBy: 'Dee E' }
  await createRecord(dee, { kind: 'quarter-close', scope: AUTHORITY_SCOPE, body })
  await syncOnce(dee)
  await branch.goto(server.origin)
  await logSession(branch, 'Digital class', 6)
  return 4
}

const REFLOWED = [
  '/',
  '/log',
  '/log/digital-class',
  '/week',
  '/count',
  '/hours',
  '/signpost',
  '/sign-in',
  '/end-of-day',
  '/entries',
  '/tablet',
]

async function open(page: Page, path: string, title: RegExp | string): Promise<void> {
  await page.goto(`${server.origin}${path}`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

describe('axe finds nothing, light and dark, on a phone and on a tablet', () => {
  test.each([
    ['Today', '/', 'Today'],
    ['choosing a preset', '/log', 'Log'],
    ['the list of entries', '/entries', 'Entries'],
    ['the week', '/week', 'Week'],
    ['what to count', '/count', 'Count'],
    ['volunteer hours', '/hours', 'Volunteer hours'],
    ['the sign-in screen', '/sign-in', 'Sign in and out'],
    ['what a contact was about', '/signpost', 'Signpost'],
    ['where to signpost', '/signpost?topic=loneliness', 'Signpost'],
    ['the end of the day', '/end-of-day', 'End of the day'],
    ['the plan', '/plan', /Plan/],
    ['the plan by theme and quarter', '/plan?theme=People&quarter=Q3', /Plan/],
    ['a priority with promises', '/plan/priority/2', /^2\. /],
    ['a priority without promises', '/plan/priority/5', /^5\. /],
    ['an action', '/plan/action/SDP22-01', /./],
    ['the sessions of a priority', '/plan/sessions?way=primary&part=priority%2F7', /^Sessions: /],
    ['the schools not reached', '/plan/review/schools', 'Schools not reached'],
    ['progress by priority', '/progress', /^Progress/],
    ['the progress of a priority', '/progress/3', /^3\. /],
    ['a measure', '/progress/measure/3.5', /^3\.5 /],
    ['the month of a site', '/progress/site', /so far$/],
    ['our place', '/place', /./],
    ['the tablet', '/tablet', 'This tablet'],
    ['an address that leads nowhere', '/nowhere', /./],
  ])('at a branch: %s', async (_screen, path, title) => {
    await open(branch, path, title)
    expect(await faults(branch)).toEqual([])
  })

  test('at a branch: the form of a session, split by age and with its errors', async () => {
    await open(branch, '/log/digital-class', 'Digital class')
    expect(await faults(branch)).toEqual([])
    await branch.getByRole('button', { name: 'Split by age' }).click()
    await branch.getByLabel('How many came?', { exact: true }).fill('many')
    await branch.getByRole('button', { name: 'Save on this tablet' }).click()
    await branch.getByRole('alert').first().waitFor()
    expect(await faults(branch)).toEqual([])
  })

  test('at a branch: a time of the week, its series, and the counting pad', async () => {
    await open(branch, '/week', 'Week')
    await branch.getByRole('button', { name: /^More for Club A/ }).click()
    await branch.getByRole('dialog').waitFor()
    expect(await faults(branch)).toEqual([])
    await branch.getByRole('button', { name: 'Split by age' }).click()
    expect(await faults(branch)).toEqual([])
    await branch.getByRole('button', { name: 'Close' }).click()
    await branch.getByRole('button', { name: /^More for Club A/ }).click()
    await branch.getByRole('link', { name: /^The series/ }).click()
    await heading(branch, 'Club A').waitFor()
    expect(await faults(branch)).toEqual([])
    await open(branch, '/count', 'Count')
    await branch
      .getByRole('button', { name: /^Club A/ })
      .or(branch.getByRole('button', { name: /^Digital class/ }))
      .first()
      .click()
    await branch.getByRole('button', { name: 'By age' }).click()
    await branch.getByRole('button', { name: /^Under 12: 0, one more/ }).click()
    await branch.getByText('Heads at moments, parts of the building, hand over').click()
    expect(await faults(branch)).toEqual([])
  })

  test('at 400 % zoom, which leaves 320 points, and with text twice as large, nothing has to be scrolled sideways but tables', async () => {
    const width = (): Promise<number> => branch.evaluate(() => document.documentElement.scrollWidth)
    for (const path of REFLOWED) {
      await branch.setViewportSize({ width: 320, height: 256 })
      await branch.goto(`${server.origin}${path}`)
      await branch.getByRole('heading', { level: 1 }).waitFor()
      expect(await width(), path).toBeLessThanOrEqual(320)
      await branch.setViewportSize({ width: 820, height: 1180 })
      await branch.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      expect(await width(), `${path}, large`).toBeLessThanOrEqual(820)
    }
  })

  test('where the system decides on colours, the place one is at and what is pressed stand out', async () => {
    await branch.emulateMedia({ forcedColors: 'active' })
    await open(branch, '/log/kind/home-library-round', 'Home Library round')
    await branch.getByLabel('Visits due', { exact: true }).fill('2')
    await branch.getByRole('button', { name: 'Visit 1: made' }).click()
    const backgrounds = (selector: string): Promise<readonly string[]> =>
      branch
        .locator(selector)
        .evaluateAll((all) => all.map((element) => getComputedStyle(element).backgroundColor))
    for (const [chosen, others] of [
      ['.main-nav a[aria-current]', '.main-nav a:not([aria-current])'],
      ['[aria-pressed="true"]', '[aria-pressed="false"]'],
    ] as const) {
      const [background] = await backgrounds(chosen)
      expect(background).toBeDefined()
      expect(await backgrounds(others)).not.toContain(background)
    }
    await branch.emulateMedia({ forcedColors: 'none' })
  })

  test('at a branch: an entry with its history, and its correction', async () => {
    await open(branch, entry, /./)
    expect(await faults(branch)).toEqual([])
    await open(branch, `${entry}/correct`, /./)
    expect(await faults(branch)).toEqual([])
  })

  test.each([
    ['Today', '/', 'Today'],
    ['Today of one site', '/?site=wychwood', 'Today'],
    ['choosing a preset', '/log', 'Log'],
    ['the list of entries', '/entries', 'Entries'],
    ['the place of a site', '/place?site=wychwood', /./],
    ['merging a site', '/lists/site/wychwood/merge', 'Merge Wychwood'],
    ['an action the county keeps', '/plan/action/SDP22-01', /./],
    ['the programme review', '/plan/review/programme', 'Programme review'],
    ['the planned programme', '/plan/review/planned', 'Planned programme'],
    ['the buildings', '/plan/review/buildings', 'Buildings'],
    ['the champions', '/plan/review/champions', 'Champions'],
    ['editing the plan', '/plan/edit', /^Edit plan/],
    ['a part of the plan', '/plan/edit/action/SDP22-46', /^Edit action/],
    ['taking in a plan', '/plan/import', /^Take in a plan/],
  ])('at county level: %s', async (_screen, path, title) => {
    await open(county, path, title)
    expect(await faults(county)).toEqual([])
  })

  test('at a branch: everything that may need attention, each by itself with a form open, and when all is well', async () => {
    await open(branch, '/attention', 'Needs attention')
    await branch.getByText('All is well').waitFor()
    expect(await faults(branch)).toEqual([])
    const items = await makeAttention()
    await open(branch, '/tablet', 'This tablet')
    await branch.getByRole('button', { name: 'Sync now' }).click()
    await open(branch, '/attention', 'Needs attention')
    await expect
      .poll(() => branch.getByRole('main').getByRole('region').count(), { timeout: 20_000 })
      .toBe(items)
    expect(await faults(branch)).toEqual([])
    for (const way of ['Type another value', 'Decline', 'Answer', 'Withdraw']) {
      await branch.getByRole('button', { name: way, exact: true }).first().click()
      await branch.getByRole('button', { name: 'Cancel' }).first().waitFor()
      expect(await faults(branch), way).toEqual([])
    }
    const addresses = await branch
      .getByRole('main')
      .getByRole('region')
      .getByRole('heading')
      .getByRole('link')
      .all()
    expect(addresses.length).toBeGreaterThan(0)
    for (const href of await Promise.all(addresses.map((link) => link.getAttribute('href')))) {
      await open(branch, href ?? '', /./)
      expect(await faults(branch), href ?? '').toEqual([])
    }
    // Fourteen states, each on two sizes, light and dark.
  }, 400_000)

  test('at a branch: the sync log', async () => {
    await open(branch, '/tablet/log', 'Sync log')
    expect(await faults(branch)).toEqual([])
  })

  test('before set-up: a tablet without a link, and one being set up', async () => {
    await open(newcomer, '/', 'This tablet is not set up yet')
    expect(await faults(newcomer)).toEqual([])
    await newcomer.goto(await server.furtherLink())
    await newcomer.getByLabel('Your name').waitFor()
    await newcomer.getByRole('button', { name: 'Start using this tablet' }).click()
    await newcomer.getByRole('alert').first().waitFor()
    expect(await faults(newcomer)).toEqual([])
    await heading(newcomer, 'Set up this tablet').waitFor()
  })

  // The last one: this tablet's storage is a newer build's from here on.
  test('at a branch: storage that a newer build has used', async () => {
    await open(branch, '/', 'Today')
    await branch.evaluate(async () => {
      const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(new Error(String(request.error)))
        })
      const db = await done(indexedDB.open('branchline'))
      const store = db.transaction('tablet', 'readwrite').objectStore('tablet')
      const row: unknown = await done(store.get('tablet'))
      await done(store.put(Object.assign({}, row, { format: 1000 })))
      db.close()
    })
    await open(branch, '/', 'Branchline needs to update')
    await branch.getByRole('button', { name: 'Save what is waiting to a file' }).click()
    await branch.getByRole('status').getByText(/./).waitFor()
    expect(await faults(branch)).toEqual([])
  })
})
