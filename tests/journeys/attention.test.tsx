import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import { RunningApp } from '#client/app/running-app.tsx'
import { readAttention } from '#client/data/attention.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, type TestServer } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, entryOf, logSession, stateOf, syncOnce, tabletAt } from '#support/tablets.ts'

beforeEach(() => {
  history.replaceState(null, '', '/')
  // jsdom has no layout to scroll.
  window.scrollTo = () => undefined
})

function open(tablet: Tablet, path = '/'): ReturnType<typeof render> {
  history.replaceState(null, '', path)
  return render(<RunningApp tablet={tablet} />)
}

const click = async (role: 'button' | 'link', name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }))
const said = (words: RegExp) => screen.findByText(words)
const attentionOf = (tablet: Tablet) => readAttention(tablet, tablet.clock.now())

/** Asha and Ben have both corrected one session, Ben first; Asha's value lost. */
async function twoValues(asha: Partial<WrittenSession>, ben: Partial<WrittenSession>, before = aSession()) {
  const server = await openServer()
  const mine = await tabletAt(server, 'site/wychwood', 'Asha')
  const theirs = await tabletAt(server, 'site/wychwood', 'Ben')
  const id = await logSession(mine, before)
  await syncOnce(mine)
  await syncOnce(theirs)
  await correctSession(theirs, id, ben)
  await syncOnce(theirs)
  await correctSession(mine, id, asha)
  await syncOnce(mine)
  return { mine, theirs, id }
}

describe('two values for one thing', () => {
  const counts = () => twoValues({ counts: counted(16) }, { counts: counted(15) })

  async function settled(
    pair: { mine: Tablet; theirs: Tablet; id: string },
    session: Partial<WrittenSession>,
  ) {
    for (const tablet of [pair.mine, pair.theirs]) {
      await syncOnce(tablet)
      expect((await entryOf(tablet, pair.id)).session).toMatchObject(session)
      expect(await attentionOf(tablet)).toEqual([])
    }
  }

  test('the person whose value lost is told on Today, sees both with who wrote each, and keeps theirs', async () => {
    const pair = await counts()
    open(pair.mine)
    expect(await screen.findByRole('link', { name: '1 needs attention' })).toBeTruthy()
    await click('link', '1 of your values did not win: see')
    const shown = await screen.findByRole('group', { name: /On show now/ })
    expect(shown.textContent).toMatch(/Ben.*Count.*15/)
    expect((await screen.findByRole('group', { name: /Yours/ })).textContent).toMatch(/Asha.*Count.*16/)
    await click('button', 'Keep theirs')
    await said(/what was on show stays/)
    await settled(pair, { counts: counted(15) })
  })

  test('take mine makes one’s own value stand, with one tap, and the focus goes to what is said of it', async () => {
    const pair = await counts()
    open(pair.mine, '/attention')
    await click('button', 'Take mine')
    const words = await said(/your value stands/)
    expect(words.closest('[role="status"]')?.contains(document.activeElement)).toBe(true)
    await screen.findByText(/All is well/)
    await settled(pair, { counts: counted(16) })
  })

  test('a third number is typed in a field that begins with what is on show; what is no number is told', async () => {
    const pair = await counts()
    open(pair.mine, '/attention')
    await click('button', 'Type another value')
    const field = await screen.findByRole('textbox', { name: 'Count' })
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(field).toHaveProperty('value', '15')
    await userEvent.clear(field)
    await click('button', 'Save this instead')
    await screen.findByRole('link', { name: 'Count: Type how many came' })
    await userEvent.type(field, '17')
    await click('button', 'Save this instead')
    await said(/the entry says what you typed/)
    await settled(pair, { counts: counted(17) })
  })

  test('each field is asked for by its kind: ages, words, a day, a choice', async () => {
    const split = (adults: number): WrittenSession['counts'] => ({
      'door-1': { split: 'age', byAge: { '25-64': adults }, stated: null },
    })
    const pair = await twoValues(
      { counts: split(4), title: 'Rhymes', countMethod: 'clicker', startTime: '11:00' },
      { counts: split(5), title: 'Rhyme time', countMethod: 'register', startTime: '10:00' },
      aSession({ counts: split(3) }),
    )
    open(pair.mine, '/attention')
    await click('button', 'Type another value')
    const adults = await screen.findByRole('textbox', { name: '25 to 64' })
    await userEvent.clear(adults)
    await userEvent.type(adults, '6')
    await userEvent.clear(screen.getByRole('textbox', { name: 'Title' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), 'Rhyming')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'How counted' }), 'Estimated')
    await click('button', 'Save this instead')
    expect(await said(/the entry says what you typed/)).toBeTruthy()
    await settled(pair, {
      counts: split(6),
      title: 'Rhyming',
      countMethod: 'estimated',
      startTime: '10:00',
    })
  })

  test('a number half typed is still there after the app was closed', async () => {
    const pair = await counts()
    const before = open(pair.mine, '/attention')
    await click('button', 'Type another value')
    const field = await screen.findByRole('textbox', { name: 'Count' })
    await userEvent.clear(field)
    await userEvent.type(field, '18')
    before.unmount()
    await waitFor(async () => expect(await pair.mine.db.drafts.count()).toBe(1))
    open(pair.mine, '/attention')
    await waitFor(async () =>
      expect(await screen.findByRole('textbox', { name: 'Count' })).toHaveProperty('value', '18'),
    )
    await click('button', 'Save this instead')
    await said(/the entry says what you typed/)
    expect(await pair.mine.db.drafts.count()).toBe(0)
  })

  test('the other person sees it too, by name, and the entry leads there', async () => {
    const { theirs, id } = await counts()
    await syncOnce(theirs)
    open(theirs, '/entries')
    await click('link', /Two people gave different values/)
    expect(await screen.findByRole('button', { name: 'Keep Ben’s' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Take Asha’s' })).toBeTruthy()
    await click('link', 'See the entry')
    await click('link', 'See both and choose')
    await click('button', 'Take Asha’s')
    await said(/Asha’s value stands/)
    expect((await entryOf(theirs, id)).session?.counts).toEqual(counted(16))
    expect(await screen.findByRole('heading', { level: 1, name: 'This is settled' })).toBeTruthy()
  })
})

describe('what the county did not take', () => {
  async function closedQuarter(): Promise<{ server: TestServer; tablet: Tablet; id: string }> {
    const server = await openServer()
    const tablet = await tabletAt(server, 'site/wychwood', 'Asha')
    const county = await tabletAt(server, 'county', 'Dee')
    const body = { year: 2026, quarter: 'Q3', closedBy: 'Dee' }
    await createRecord(county, { kind: 'quarter-close', scope: AUTHORITY_SCOPE, body })
    await syncOnce(county)
    const id = await logSession(tablet, aSession({ activityIds: [] }))
    await syncOnce(tablet)
    return { server, tablet, id }
  }

  test('says who, what, when and why, and is corrected and sent again', async () => {
    const { tablet, id } = await closedQuarter()
    open(tablet, '/entries')
    await click('link', /Not taken by the county/)
    const heading = await screen.findByRole('heading', {
      level: 1,
      name: /Not taken by the county Rhyme Time/,
    })
    const card = heading.closest('section')
    await waitFor(() => expect(card?.textContent).toMatch(/Asha logged this, 10:/))
    expect(card?.textContent).toMatch(/The county has closed the quarter of this day/)
    await click('link', 'Correct and send again')
    await screen.findByRole('heading', { level: 1, name: 'Correct and send again: Rhyme Time' })
    const day = await screen.findByLabelText(/^Day/)
    await userEvent.clear(day)
    await userEvent.type(day, '2027-01-05')
    await click('button', 'Save on this tablet')
    await screen.findByRole('heading', { level: 1, name: 'Rhyme Time' })
    await syncOnce(tablet)
    await waitFor(async () => expect(await stateOf(tablet, id)).toBe('counted'))
    await waitFor(() => expect(screen.queryByText(/has not taken/)).toBeNull())
  })

  test('is withdrawn only with a reason, and it is said that this cannot be undone', async () => {
    const { server, tablet, id } = await closedQuarter()
    open(tablet, '/attention')
    await click('button', 'Withdraw')
    const reason = await screen.findByRole('textbox', { name: 'Why is it withdrawn?' })
    await waitFor(() => expect(document.activeElement).toBe(reason))
    expect(screen.getByText(/cannot be undone/)).toBeTruthy()
    await click('button', 'Withdraw it for good')
    expect(await screen.findByText(/so that nobody has to wonder/)).toBeTruthy()
    expect((await attentionOf(tablet)).map((item) => item.type)).toEqual(['not-taken'])
    await userEvent.type(reason, 'Logged twice')
    await click('button', 'Withdraw it for good')
    await said(/Withdrawn. Saved on this tablet/)
    await syncOnce(tablet)
    expect(await attentionOf(tablet)).toEqual([])
    const kept = await server.store.operationsAfter('', 100)
    expect(
      kept
        .filter((op) => op.recordId === id)
        .map((op) => op.payload)
        .join(),
    ).toContain('Logged twice')
  })

  test('cancel closes a way out, forgets what was typed and gives the focus back', async () => {
    const { tablet } = await closedQuarter()
    open(tablet, '/attention')
    await click('button', 'Withdraw')
    await userEvent.type(await screen.findByRole('textbox', { name: 'Why is it withdrawn?' }), 'No')
    await click('button', 'Cancel')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Withdraw' })))
    expect(screen.queryByRole('textbox')).toBeNull()
    await waitFor(async () => expect(await tablet.db.drafts.count()).toBe(0))
  })

  test('the branch lead is asked in a few words, on another tablet of the branch, and answers there', async () => {
    const { server, tablet } = await closedQuarter()
    const lead = await tabletAt(server, 'site/wychwood', 'Cleo')
    const asking = open(tablet, '/attention')
    await click('button', 'Ask the branch lead')
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Your question' }),
      'Can this still go in?',
    )
    await click('button', 'Send the question')
    await said(/goes to the branch lead/)
    asking.unmount()
    await syncOnce(tablet)
    await syncOnce(lead)
    open(lead, '/attention')
    const card = await screen.findByRole('region', { name: /^Question/ })
    expect(card.textContent).toMatch(/Asha asks the branch lead.*Can this still go in\?/)
    expect(card.textContent).toMatch(/closed the quarter/)
    await userEvent.click(within(card).getByRole('button', { name: 'Answer' }))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Your answer' }), 'No: withdraw it')
    await click('button', 'Send the answer')
    await said(/Answered. Saved on this tablet/)
    await syncOnce(lead)
    await syncOnce(tablet)
    const questions = await tablet.db.records.filter(({ kind }) => kind === 'question').toArray()
    expect(questions.map(({ body }) => body)).toMatchObject([
      { answer: 'No: withdraw it', answeredBy: 'Cleo' },
    ])
  })
})

describe('a change by somebody who may not log here', () => {
  async function toBeAgreed() {
    const server = await openServer()
    const device = aDevice({ fetch: serverFetch(server) })
    const tablet = await tabletAt(server, 'site/wychwood', 'Asha', device)
    const here = await tabletAt(server, 'site/wychwood', 'Cleo')
    const id = await logSession(tablet)
    tablet.db.close()
    const moved = await tabletAt(server, 'site/abingdon', 'Asha', device)
    await syncOnce(here)
    return { moved, here, id }
  }

  test('is accepted by somebody who may, and counts', async () => {
    const { moved, here, id } = await toBeAgreed()
    open(here, '/attention')
    const card = await screen.findByRole('region', { name: /To be agreed Rhyme Time/ })
    await waitFor(() => expect(card.textContent).toMatch(/Asha logged this/))
    expect(card.textContent).toMatch(/Count14/)
    await click('button', 'Accept')
    await said(/Accepted. Saved on this tablet/)
    await syncOnce(here)
    await syncOnce(moved)
    expect((await entryOf(here, id)).session?.counts).toEqual(counted(14))
    expect([await attentionOf(here), await attentionOf(moved)]).toEqual([[], []])
  })

  test('is declined with a reason, and its author is told', async () => {
    const { moved, here } = await toBeAgreed()
    const deciding = open(here, '/attention')
    await click('button', 'Decline')
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Why is it declined?' }),
      'It was at Abingdon',
    )
    await click('button', 'Decline it')
    await said(/Declined. Saved on this tablet/)
    deciding.unmount()
    await syncOnce(here)
    await syncOnce(moved)
    open(moved, '/attention')
    expect(await screen.findByText(/did not agree to it/)).toBeTruthy()
  })
})

test('with nothing to look at it says that all is well, and there is no way to put a thing aside', async () => {
  const server = await openServer()
  const tablet = await tabletAt(server, 'site/wychwood')
  open(tablet, '/attention')
  expect(await screen.findByText('All is well: nothing needs attention.')).toBeTruthy()
  expect(screen.queryByRole('link', { name: /needs? attention/ })).toBeNull()
  expect(screen.queryByRole('button', { name: /dismiss|hide|close/i })).toBeNull()
})
