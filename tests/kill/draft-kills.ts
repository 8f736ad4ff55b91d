import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { volunteerShift } from '#domain/records/kinds/volunteer-shift.ts'
import { linkKey } from '#domain/records/link-key.ts'
import type { RecordKind } from '#domain/records/registry.ts'
import { TabletBrowser } from '#support/browser.ts'
import { keepSeries, keepVolunteers } from '#support/branch-lists.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { realDevice } from '#support/real-device.ts'
import { enrolIn } from './app-page.ts'
import type { Findings } from './findings.ts'
import {
  type About,
  everyForm,
  fieldsOf,
  readFields,
  type Standing,
  type TypedForm,
  typeInto,
} from './typed-forms.ts'

/** What is typed has to be on disk within a second. */
const ON_DISK_WITHIN_MS = 1_000
const BACK_WITHIN_MS = 20_000
/** A browser that has just been started again on a busy machine. */
const OPEN_WITHIN_MS = 90_000

export interface DraftRun {
  readonly browserPath: string
  readonly clientFolder: string
  /** Which of all forms are typed in. */
  readonly isWanted: (form: string) => boolean
  readonly findings: Findings
  readonly onForm: (forms: number, fields: number) => void
}

export interface DraftKills {
  readonly kills: number
  readonly fields: number
}

/** Types into one form after the other on a county tablet, kills the browser a second later, and looks whether all of it comes back. */
export async function killWhileTyping(run: DraftRun): Promise<DraftKills> {
  const { browserPath, clientFolder, findings, onForm } = run
  const server = await ServerProcess.fresh(clientFolder)
  const browser = await TabletBrowser.fresh(browserPath)
  let fields = 0
  try {
    const about = await keepWork(await server.firstLink(), server.origin)
    const forms = everyForm(about).filter(({ name }) => run.isWanted(name))
    await enrolIn(await browser.newPage(), await server.furtherLink(), 'Whole county')
    for (const [index, form] of forms.entries()) {
      const page = await openForm(browser, server.origin, form)
      const typed = await typeInto(page, fieldsOf(form))
      await pause(ON_DISK_WITHIN_MS)
      await browser.kill()
      await browser.open()
      const again = await openForm(browser, server.origin, form)
      for (const what of await missing(again, form, typed)) findings.add('lost', `${form.name}: ${what}`)
      if (Object.keys(typed).length === 0) findings.add('wrong', `${form.name}: nothing can be typed there`)
      fields += Object.keys(typed).length
      await again.close()
      onForm(index + 1, fields)
    }
    return { kills: forms.length, fields }
  } finally {
    await browser.dispose()
    await server.dispose()
  }
}

async function openForm(browser: TabletBrowser, origin: string, form: TypedForm): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(OPEN_WITHIN_MS)
  await page.goto(`${origin}${form.path}`)
  await form.opened?.(page)
  await page.locator(fieldsOf(form)).first().waitFor()
  return page
}

/** What stood in a form and does not any more, once it has had time to come back. */
async function missing(page: Page, form: TypedForm, typed: Standing): Promise<readonly string[]> {
  const giveUpAt = performance.now() + BACK_WITHIN_MS
  for (;;) {
    const back = await readFields(page, fieldsOf(form))
    const gone = Object.entries(typed).flatMap(([field, value]) =>
      back[field] === value ? [] : [`“${field}” was ${value} and is ${back[field] ?? 'not there'}`],
    )
    if (gone.length === 0 || performance.now() > giveUpAt) return gone
    await pause(100)
  }
}

/** What the crafted forms are about, kept by a tablet of the site. */
async function keepWork(link: string, origin: string): Promise<About> {
  const code = new URL(link).hash.slice(1)
  const result = await enrol(realDevice(origin), { code, site: 'site/wychwood', name: 'Ben' })
  if (!result.ok) throw new Error(result.code)
  const { tablet } = result
  try {
    await keepSeries(tablet, 1)
    await keepVolunteers(tablet, ['Sam'])
    const sessionId = await keep(tablet, 'event-session', eventSession.example)
    const shiftId = await keep(tablet, 'volunteer-shift', volunteerShift.example)
    await runCycle(tablet, httpTransport(tablet))
    const [series] = await tablet.db.records
      .where('[scope+kind]')
      .equals(['site/wychwood', 'series'])
      .toArray()
    return { sessionId, shiftId, seriesKey: linkKey(series?.id ?? ''), actionCode: 'SDP22-21' }
  } finally {
    tablet.db.close()
  }
}

async function keep(tablet: Tablet, kind: RecordKind, example: object): Promise<string> {
  const body = { ...example, day: tablet.clock.today() }
  const saved = await createRecord(tablet, { kind, scope: 'site/wychwood', body })
  if (!saved.ok) throw new Error(`${kind}: ${saved.code} ${saved.fields.join()}`)
  return saved.id
}
