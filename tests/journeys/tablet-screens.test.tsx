import { gzipSync } from 'node:zlib'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { NewerFormatPage } from '#client/app/newer-format-page.tsx'
import { RunningApp } from '#client/app/running-app.tsx'
import type { JournalEvent } from '#client/data/database.ts'
import { noteEvents } from '#client/data/journal.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, type TestServer } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { aSession } from '#support/sessions.ts'
import { logSession, stateOf, tabletAt } from '#support/tablets.ts'

/** What was handed to the browser to keep, by name. */
const saved = new Map<string, Blob>()
let clicking: MockInstance

beforeEach(() => {
  history.replaceState(null, '', '/')
  // jsdom has no layout to scroll, and keeps no downloads.
  window.scrollTo = () => undefined
  saved.clear()
  let handed = new Blob()
  URL.createObjectURL = (content) => {
    if (content instanceof Blob) handed = content
    return 'blob:kept'
  }
  URL.revokeObjectURL = () => undefined
  clicking = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.set(this.download, handed)
  })
})
afterEach(() => clicking.mockRestore())

function open(tablet: Tablet, path = '/tablet'): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

const click = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))

/** A tablet with two sessions that wait, because there is no signal where it stands. */
async function withoutSignal(server: TestServer): Promise<{ tablet: Tablet; id: string }> {
  let isDown = false
  const send = serverFetch(server)
  const device = aDevice({
    fetch: (input, init) => (isDown ? Promise.reject(new TypeError('no signal')) : send(input, init)),
  })
  const tablet = await tabletAt(server, 'site/wychwood', 'Asha', device)
  isDown = true
  const id = await logSession(tablet)
  await logSession(tablet, aSession({ title: 'Story time', note: '=1+1' }))
  return { tablet, id }
}

async function onlyFile(): Promise<File> {
  await waitFor(() => expect(saved.size).toBe(1))
  const [[name, content] = ['', new Blob()]] = saved
  saved.clear()
  return new File([content], name)
}

describe('safe to hand over', () => {
  test('says yes when the county has everything', async () => {
    const tablet = await tabletAt(await openServer(), 'site/wychwood')
    open(tablet)
    const light = await screen.findByRole('region', { name: 'Safe to hand over' })
    expect(light.textContent).toMatch(/The county has everything/)
  })

  test('says to keep the tablet while something is on it alone, and how old that is', async () => {
    const { tablet } = await withoutSignal(await openServer())
    open(tablet)
    const light = await screen.findByRole('region', { name: 'Keep this tablet for now' })
    await within(light).findByText(/2 changes are on this tablet and nowhere else/)
    expect(light.textContent).toMatch(/Oldest not sent: /)
  })

  test('offers a file by itself once something has waited for more than a week', async () => {
    const { tablet } = await withoutSignal(await openServer())
    const later = {
      ...tablet,
      clock: { ...tablet.clock, now: () => tablet.clock.now() + 8 * 24 * 3_600_000 },
    }
    open(later)
    const light = await screen.findByRole('region', { name: 'Do something first' })
    expect(light.textContent).toMatch(/waited for more than a week/)
    expect(within(light).getByRole('button', { name: 'Save what is waiting to a file' })).toBeTruthy()
  })
})

describe('by file, without signal', () => {
  test('what waits goes out by a file, another tablet sends it, and its receipts come back by a file', async () => {
    const server = await openServer()
    const { tablet, id } = await withoutSignal(server)
    const saving = open(tablet)
    await click('Save what is waiting to a file')
    await screen.findByText(/Saved 2 changes as branchline-waiting/)
    saving.unmount()
    const waitingFile = await onlyFile()

    const carrier = await tabletAt(server, 'site/abingdon', 'Ben')
    const carrying = open(carrier)
    await userEvent.upload(await screen.findByLabelText('Load a file from another tablet'), waitingFile)
    expect(await screen.findByText(/2 changes, saved by Asha/)).toBeTruthy()
    expect(screen.getByText('Taken by the county: 2')).toBeTruthy()
    await click('Save the receipt file')
    carrying.unmount()
    const receiptFile = await onlyFile()

    open(tablet)
    await userEvent.upload(await screen.findByLabelText('Load a receipt file'), receiptFile)
    expect(await screen.findByText('Receipts for 2 changes are in.')).toBeTruthy()
    expect(await stateOf(tablet, id)).toBe('received')
    expect(await screen.findByRole('region', { name: 'Safe to hand over' })).toBeTruthy()
  })

  test('a file that is none of ours, a damaged one and receipts of another tablet are told apart', async () => {
    const tablet = await tabletAt(await openServer(), 'site/wychwood')
    open(tablet)
    const waiting = await screen.findByLabelText('Load a file from another tablet')
    await userEvent.upload(waiting, new File(['holiday photos'], 'photos.gz'))
    expect(await screen.findByText(/not a file of what waits/)).toBeTruthy()
    await userEvent.upload(waiting, new File([gzipSync('{}\n').subarray(0, 12)], 'half.gz'))
    expect(await screen.findByText(/damaged or cut short/)).toBeTruthy()
    await userEvent.upload(screen.getByLabelText('Load a receipt file'), new File(['{}'], 'receipts.json'))
    expect(await screen.findByText(/not a receipt file/)).toBeTruthy()
  })

  test('the spreadsheet has one row for each change, and a note never becomes a formula', async () => {
    const { tablet } = await withoutSignal(await openServer())
    open(tablet)
    await click('Waiting entries as a spreadsheet (CSV)')
    await screen.findByText(/Saved 2 changes as a spreadsheet/)
    const file = await onlyFile()
    const lines = (await file.text()).trim().split('\r\n')
    expect(file.name).toMatch(/\.csv$/)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain('Made by')
    expect(lines.join('\n')).not.toMatch(/(^|,)"?[=+@-]/m)
  })

  test('with a newer Branchline’s storage, this older one saves what waits and writes nothing', async () => {
    const { tablet } = await withoutSignal(await openServer())
    await tablet.db.tablet.update('tablet', { format: 99 })
    tablet.db.close()
    render(<NewerFormatPage device={tablet.device} />)
    await click('Save what is waiting to a file')
    expect(await screen.findByText(/Saved 2 changes as branchline-waiting/)).toBeTruthy()
    expect((await onlyFile()).size).toBeGreaterThan(100)
  })
})

describe('the sync log', () => {
  /** One of each; a further event without one here does not compile. */
  const EVENTS: { readonly [Event in JournalEvent['event']]: Extract<JournalEvent, { event: Event }> } = {
    sent: { event: 'sent', operations: 3 },
    fetched: { event: 'fetched', rows: 1 },
    failed: { event: 'failed', reason: 'unreachable' },
    'not-taken': { event: 'not-taken', operations: 1 },
    'new-history': { event: 'new-history', operations: 2 },
    'digest-differs': { event: 'digest-differs', scope: 'site/wychwood' },
    'scope-withdrawn': { event: 'scope-withdrawn', scope: 'site/abingdon', rows: 12, kept: 1 },
    forked: { event: 'forked', operations: 2 },
    'cannot-be-sent': { event: 'cannot-be-sent', operations: 1 },
    'file-saved': { event: 'file-saved', operations: 4 },
    'file-carried': { event: 'file-carried', operations: 5 },
    'receipts-loaded': { event: 'receipts-loaded', operations: 4 },
  }

  test('has a sentence for everything that happens, the newest first, with no code in it', async () => {
    const { tablet } = await withoutSignal(await openServer())
    for (const event of Object.values(EVENTS)) await noteEvents(tablet, [event])
    open(tablet, '/tablet/log')
    await screen.findByRole('heading', { level: 1, name: 'Sync log' })
    const lines = (await screen.findAllByRole('listitem')).map((line) => line.textContent ?? '')
    const sentences = lines.filter((line) => /^\d\d:\d\d/.test(line)).map((line) => line.slice(5))
    expect(sentences.length).toBeGreaterThanOrEqual(Object.keys(EVENTS).length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z0-9].*\.$/)
    expect(sentences.join(' ')).not.toMatch(/undefined|null|NaN|site\/|\[object|unreachable/)
    const place = (words: RegExp): number => sentences.findIndex((sentence) => words.test(sentence))
    expect(place(/receipt file/)).toBeLessThan(place(/Sent 3 changes/))
  })

  test('is reached from the tablet’s own screen', async () => {
    const tablet = await tabletAt(await openServer(), 'site/wychwood')
    open(tablet)
    await userEvent.click(await screen.findByRole('link', { name: 'Sync log' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Sync log' })).toBeTruthy()
  })
})
