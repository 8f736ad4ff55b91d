// @vitest-environment node
import { expect, test } from 'vitest'
import { readDayEnd } from '#client/data/day-end.ts'
import { readEntries, readEntry } from '#client/data/entries.ts'
import { joinSessions } from '#client/data/join-sessions.ts'
import { createPadWriter } from '#client/data/pad-writer.ts'
import {
  dropEmptyPad,
  finishPad,
  readPad,
  readUnfinishedPads,
  reopenPad,
  startPad,
} from '#client/data/pads.ts'
import { createRecord, saveTogether, voidRecord } from '#client/data/save.ts'
import { changeFrom, setException } from '#client/data/series.ts'
import type { Tablet } from '#client/data/tablet.ts'
import {
  putInForgotten,
  readSignIns,
  readVolunteers,
  signIn,
  signOut,
  undoSignOut,
} from '#client/data/volunteers.ts'
import { readWeek, saveSlot, slotOn } from '#client/data/week.ts'
import type { Lane } from '#domain/records/counting-pad.ts'
import { attendances, attendancesByReturn } from '#domain/records/event-session.ts'
import { series as seriesKind } from '#domain/records/kinds/series.ts'
import { volunteer as volunteerKind } from '#domain/records/kinds/volunteer.ts'
import { readBody } from '#domain/records/registry.ts'
import { shiftOf } from '#domain/records/volunteer-week.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { entryOf, logSession, syncOnce, tabletAt } from '#support/tablets.ts'

const SITE = 'site/wychwood'
/** A tablet's clock of the tests stands in this week, on a Wednesday. */
const MONDAY = localDate('2026-10-12')
const TUESDAY = localDate('2026-10-13')

async function aSeries(tablet: Tablet, changes: Record<string, unknown> = {}): Promise<string> {
  const body = {
    ...seriesKind.example,
    fromDay: localDate('2026-09-08'),
    untilDay: null,
    exceptions: {},
    isTermTimeOnly: false,
    ...changes,
  }
  const saved = await createRecord(tablet, { kind: 'series', scope: SITE, body })
  if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)
  return saved.id
}

/** A tablet of a site with the county's kinds of session on it. */
async function aSiteTablet(): Promise<Tablet> {
  const tablet = await tabletAt(await openServer(), SITE)
  await syncOnce(tablet)
  return tablet
}

async function slotOf(tablet: Tablet, seriesId: string, day = TUESDAY) {
  const slot = await slotOn(tablet.db, SITE, { seriesId, day })
  if (slot === undefined) throw new Error('no such time')
  return slot
}

const people = (total: number) => ({ heldState: 'held', headcount: { split: 'none', total } }) as const

test('a number in the week makes a session of the series, and another number corrects that session', async () => {
  const tablet = await aSiteTablet()
  const id = await aSeries(tablet)
  expect(await saveSlot(tablet, SITE, await slotOf(tablet, id), people(14))).toMatchObject({ ok: true })
  expect(await saveSlot(tablet, SITE, await slotOf(tablet, id), people(15))).toMatchObject({ ok: true })
  const { slots } = await readWeek(tablet.db, SITE, MONDAY)
  expect(slots).toMatchObject([
    { day: TUESDAY, entries: [{ session: { title: 'Rhyme Time', seriesId: id } }] },
  ])
  const [entry] = slots[0]?.entries ?? []
  expect(entry?.session && attendances(entry.session)).toBe(15)
  expect((await readEntry(tablet.db, entry?.id ?? ''))?.history).toHaveLength(2)
})

test('the next time of a series is the same as the last one, but for the number', async () => {
  const tablet = await aSiteTablet()
  const id = await aSeries(tablet)
  await logSession(
    tablet,
    aSession({
      day: localDate('2026-10-06'),
      seriesId: id,
      capacity: 20,
      targetGroupIds: ['target-group/carers'],
      note: 'The heating was off',
      counts: counted(11),
    }),
  )
  await saveSlot(tablet, SITE, await slotOf(tablet, id), { heldState: 'held', headcount: null })
  const { entries } = await slotOf(tablet, id)
  expect(entries[0]?.session).toMatchObject({
    capacity: 20,
    targetGroupIds: ['target-group/carers'],
    note: '',
    counts: {},
  })
})

test('a missed time is held and not counted, nobody came, or cancelled; each is said once and can be changed', async () => {
  const tablet = await aSiteTablet()
  const id = await aSeries(tablet)
  for (const heldState of ['held', 'held-no-attendance', 'cancelled'] as const) {
    await saveSlot(tablet, SITE, await slotOf(tablet, id), { heldState, headcount: null })
    const { entries } = await slotOf(tablet, id)
    expect(entries).toHaveLength(1)
    expect(entries[0]?.session?.heldState).toBe(heldState)
  }
})

test('one tablet leaves a time out while another moves the next: both hold, on both tablets', async () => {
  const server = await openServer()
  const [one, two] = [await tabletAt(server, SITE), await tabletAt(server, SITE, 'Ben')]
  const id = await aSeries(one)
  for (const tablet of [one, two]) await syncOnce(tablet)
  await setException(one, { seriesId: id, plannedDay: TUESDAY }, { is: 'skipped' })
  const moved = { is: 'moved', toDay: localDate('2026-10-22'), startTime: null } as const
  await setException(two, { seriesId: id, plannedDay: localDate('2026-10-20') }, moved)
  for (const tablet of [one, two, one]) await syncOnce(tablet)
  for (const { db } of [one, two]) {
    expect((await readWeek(db, SITE, MONDAY)).slots).toEqual([])
    expect((await readWeek(db, SITE, localDate('2026-10-19'))).slots).toMatchObject([{ day: '2026-10-22' }])
  }
})

test('a series changed from a day on keeps its past, in one step', async () => {
  const tablet = await aSiteTablet()
  const id = await aSeries(tablet)
  const entry = await entryOf(tablet, id)
  const body = readBody('series', entry.body)
  if (body === null) throw new Error('not a series')
  const held = { id, scope: SITE, series: body, seen: entry.seen }
  await changeFrom(tablet, held, localDate('2026-10-14'), { weekday: 'thu', startTime: '14:00' })
  const { slots } = await readWeek(tablet.db, SITE, MONDAY)
  expect(slots.map(({ day, startTime }) => `${day} ${startTime}`)).toEqual([
    '2026-10-13 10:30',
    '2026-10-15 14:00',
  ])
})

async function tapAll(tablet: Tablet, pad: string, lanes: readonly Lane[]): Promise<void> {
  const writer = createPadWriter(tablet, pad)
  for (const lane of lanes) await writer.add({ what: 'tap', lane, by: 1 })
}

test('what is tapped on a pad is on the disk tap by tap, and Done gives it to the session once', async () => {
  const tablet = await aSiteTablet()
  const id = await aSeries(tablet)
  const target = { is: 'slot', seriesId: id, day: TUESDAY } as const
  const pad = await startPad(tablet, { scope: SITE, title: 'Rhyme Time', target })
  await tapAll(tablet, pad, ['under-12', 'under-12', '18+'])
  expect((await readPad(tablet.db, pad))?.steps).toHaveLength(3)
  const done = await finishPad(tablet, pad)
  expect(await finishPad(tablet, pad)).toEqual(done)
  const { entries } = await slotOf(tablet, id)
  expect(entries).toHaveLength(1)
  const session = entries[0]?.session
  expect(session && attendancesByReturn(session)).toEqual({ 'under-12': 2, '18+': 1 })
  expect(session).toMatchObject({ countMethod: 'clicker', heldState: 'held' })
  // Nothing is counted on a pad that is closed.
  expect(await createPadWriter(tablet, pad).add({ what: 'tap', lane: 'all', by: 1 })).toBeNull()
  expect(await readUnfinishedPads(tablet.db, SITE)).toEqual([])
})

test('two tablets count one session at two doors, one of them offline: the sum is right on both and at the county', async () => {
  const server = await openServer()
  const [one, two] = [await tabletAt(server, SITE), await tabletAt(server, SITE, 'Ben')]
  const id = await logSession(one, aSession({ counts: {} }))
  for (const tablet of [one, two]) await syncOnce(tablet)
  const pads: string[] = []
  for (const tablet of [one, two]) {
    pads.push(await startPad(tablet, { scope: SITE, title: 'Fête', target: { is: 'entry', entryId: id } }))
  }
  await tapAll(one, pads[0] ?? '', ['all', 'all', 'all'])
  await tapAll(two, pads[1] ?? '', ['all', 'all'])
  await finishPad(one, pads[0] ?? '')
  await syncOnce(one)
  // The second one has heard nothing of that yet.
  await finishPad(two, pads[1] ?? '')
  for (const tablet of [two, one, two]) await syncOnce(tablet)
  const county = await tabletAt(server, 'county', 'Cleo')
  await syncOnce(county)
  for (const tablet of [one, two, county]) {
    const { session, state } = await entryOf(tablet, id)
    expect(session && attendances(session)).toBe(5)
    expect(state).toBe('counted')
  }
})

test('two tablets that count a time neither knows make two sessions, and one tap makes them one with both counts, whoever taps', async () => {
  const server = await openServer()
  const [one, two] = [await tabletAt(server, SITE), await tabletAt(server, SITE, 'Ben')]
  for (const tablet of [one, two]) await syncOnce(tablet)
  const seriesId = await aSeries(one)
  for (const tablet of [one, two]) await syncOnce(tablet)
  const target = { is: 'slot', seriesId, day: TUESDAY } as const
  for (const [tablet, people] of [
    [one, 3],
    [two, 2],
  ] as const) {
    const pad = await startPad(tablet, { scope: SITE, title: 'Rhyme Time', target })
    await tapAll(tablet, pad, Array<Lane>(people).fill('under-12'))
    expect(await finishPad(tablet, pad)).toMatchObject({ ok: true })
  }
  for (const tablet of [one, two, one]) await syncOnce(tablet)
  const { entries } = await readEntries(one.db, { scope: SITE, limit: 9 })
  const ids = entries.flatMap(({ id, session }) => (session === null ? [] : [id]))
  expect(ids).toHaveLength(2)
  // Both tablets are asked, and neither has heard of the other's answer.
  const kept = await joinSessions(one, ids)
  expect(await joinSessions(two, ids.toReversed())).toEqual(kept)
  if (!kept.ok) throw new Error(kept.code)
  for (const tablet of [one, two, one]) await syncOnce(tablet)
  const county = await tabletAt(server, 'county', 'Cleo')
  await syncOnce(county)
  for (const tablet of [one, two, county]) {
    const standing = await Promise.all(ids.map((id) => entryOf(tablet, id)))
    expect(standing.filter(({ deleted }) => !deleted).map(({ id }) => id)).toEqual([kept.id])
    const { session, state } = await entryOf(tablet, kept.id)
    expect(session && attendancesByReturn(session)).toEqual({ 'under-12': 5 })
    expect(state).toBe('counted')
  }
})

test('nobody at one door takes nothing from the people who came in at the other', async () => {
  const server = await openServer()
  const [one, two] = [await tabletAt(server, SITE), await tabletAt(server, SITE, 'Ben')]
  const id = await logSession(one, aSession({ counts: {} }))
  for (const tablet of [one, two]) await syncOnce(tablet)
  const target = { is: 'entry', entryId: id } as const
  const quiet = await startPad(one, { scope: SITE, title: 'Fête', target })
  await createPadWriter(one, quiet).add({ what: 'zero' })
  const busy = await startPad(two, { scope: SITE, title: 'Fête', target })
  await tapAll(two, busy, ['all', 'all'])
  await finishPad(one, quiet)
  await finishPad(two, busy)
  for (const tablet of [two, one, two]) await syncOnce(tablet)
  for (const tablet of [one, two]) {
    const { session } = await entryOf(tablet, id)
    expect(session && attendances(session)).toBe(2)
  }
})

test('nobody at all on a pad is “nobody came”, and a pad nothing was counted on leaves nothing behind', async () => {
  const tablet = await aSiteTablet()
  const target = { is: 'preset', presetId: 'preset/baby-toddler-rhyme', day: TUESDAY } as const
  const pad = await startPad(tablet, { scope: SITE, title: 'Rhyme Time', target })
  await createPadWriter(tablet, pad).add({ what: 'zero' })
  await dropEmptyPad(tablet, pad)
  const done = await finishPad(tablet, pad)
  if (!done.ok) throw new Error(done.code)
  expect((await entryOf(tablet, done.id)).session).toMatchObject({
    heldState: 'held-no-attendance',
    counts: {},
  })
  const empty = await startPad(tablet, { scope: SITE, title: 'Rhyme Time', target })
  await dropEmptyPad(tablet, empty)
  expect(await readPad(tablet.db, empty)).toBeNull()
})

test('a pad whose session cannot be made stays as it is, and goes on', async () => {
  const tablet = await aSiteTablet()
  const target = { is: 'preset', presetId: 'preset/not-here', day: TUESDAY } as const
  const pad = await startPad(tablet, { scope: SITE, title: 'Something', target })
  await tapAll(tablet, pad, ['all'])
  expect(await finishPad(tablet, pad)).toMatchObject({ ok: false, code: 'invalid' })
  expect(await readUnfinishedPads(tablet.db, SITE)).toHaveLength(1)
  await reopenPad(tablet, pad)
  await tapAll(tablet, pad, ['all'])
  expect((await readPad(tablet.db, pad))?.steps).toHaveLength(2)
})

async function aVolunteer(tablet: Tablet, knownAs: string): Promise<string> {
  const body = { ...volunteerKind.example, knownAs, roleIds: ['volunteer-role/garden'] }
  const saved = await createRecord(tablet, { kind: 'volunteer', scope: SITE, body })
  if (!saved.ok) throw new Error(saved.code)
  return saved.id
}

test('a week of several people’s hours is one save: all of it, or nothing when one does not fit', async () => {
  const tablet = await aSiteTablet()
  const ids = [await aVolunteer(tablet, 'Sam'), await aVolunteer(tablet, 'Kit')]
  const shift = (volunteerId: string, minutes: number) => ({
    kind: 'volunteer-shift' as const,
    scope: SITE,
    body: shiftOf({ volunteerId, day: TUESDAY, roleId: 'volunteer-role/garden', isUnder25: false }, minutes),
  })
  const bad = await saveTogether(tablet, [shift(ids[0] ?? '', 90), shift(ids[1] ?? '', 91)])
  expect(bad).toMatchObject({ ok: false, code: 'invalid', fields: ['minutesEach'] })
  expect((await readEntries(tablet.db, { scope: SITE, limit: 9 })).entries).toEqual([])
  expect(
    await saveTogether(
      tablet,
      ids.map((id) => shift(id, 90)),
    ),
  ).toMatchObject({ ok: true })
  const { entries } = await readEntries(tablet.db, { scope: SITE, limit: 9 })
  expect(new Set(entries.map(({ body }) => body['volunteerId']))).toEqual(new Set(ids))
})

test('somebody signs in and out, it can be undone, and what was forgotten is put in the day after', async () => {
  const tablet = await aSiteTablet()
  await aVolunteer(tablet, 'Sam')
  const today = tablet.clock.today()
  const [sam] = await readVolunteers(tablet.db, SITE, today)
  if (sam === undefined) throw new Error('nobody')
  const at = tablet.clock.now() - 100 * 60_000
  await signIn(tablet, SITE, sam.id, { at, day: today })
  // One of the day before, that nobody signed out of, stays beside it.
  const yesterday = localDate('2026-10-13')
  await signIn(tablet, SITE, sam.id, { at: at - 86_400_000, day: yesterday })
  const signIns = await readSignIns(tablet.db, SITE, today)
  expect(signIns.map(({ day }) => day).toSorted()).toEqual([yesterday, today].toSorted())
  const open = signIns.find(({ day }) => day === today)
  const forgotten = signIns.find(({ day }) => day === yesterday)
  if (open === undefined || forgotten === undefined) throw new Error('not signed in')
  const out = await signOut(tablet, SITE, open, 'volunteer-role/garden')
  if (!out.ok) throw new Error(out.code)
  expect((await entryOf(tablet, out.id)).body).toMatchObject({ minutesEach: 105, source: 'sign-in' })
  expect(await readSignIns(tablet.db, SITE, today)).toHaveLength(1)
  await undoSignOut(tablet, SITE, open, out.id)
  expect((await entryOf(tablet, out.id)).deleted).toBe(true)
  expect(await readSignIns(tablet.db, SITE, today)).toHaveLength(2)
  const put = await putInForgotten(tablet, SITE, forgotten, { minutes: 120, roleId: 'volunteer-role/garden' })
  if (!put.ok) throw new Error(put.code)
  expect((await entryOf(tablet, put.id)).body).toMatchObject({
    day: yesterday,
    status: 'forgot-to-sign-out',
    minutesEach: 120,
  })
})

test('who was taken off the list while they were signed in still signs out, and the day says so until then', async () => {
  const tablet = await aSiteTablet()
  const today = tablet.clock.today()
  const yesterday = addDays(today, -1)
  const [sam, kit] = [await aVolunteer(tablet, 'Sam'), await aVolunteer(tablet, 'Kit')]
  const at = tablet.clock.now() - 60 * 60_000
  await signIn(tablet, SITE, sam, { at, day: today })
  await signIn(tablet, SITE, kit, { at: at - 86_400_000, day: yesterday })
  await signIn(tablet, SITE, 'volunteer-of-another-history', { at, day: today })
  for (const id of [sam, kit]) await voidRecord(tablet, id, (await entryOf(tablet, id)).seen)
  expect(await readVolunteers(tablet.db, SITE, today)).toEqual([])
  expect(await readDayEnd(tablet.db, SITE, today)).toMatchObject({ signedIn: 2, forgotten: 1 })
  const signIns = await readSignIns(tablet.db, SITE, today)
  expect(signIns.map(({ volunteer }) => volunteer.name).toSorted()).toEqual([
    'Kit',
    'Sam',
    'Somebody no longer listed',
  ])
  for (const one of signIns) {
    expect(one.volunteer.isListed).toBe(false)
    const out = await signOut(tablet, SITE, one, 'volunteer-role/garden')
    if (!out.ok) throw new Error(out.code)
    expect((await entryOf(tablet, out.id)).body).toMatchObject({ volunteerId: one.volunteer.id })
  }
  expect(await readDayEnd(tablet.db, SITE, today)).toMatchObject({ signedIn: 0, forgotten: 0 })
})

test('the end of the day says what is unfinished, what looks double, and the day in four figures', async () => {
  const tablet = await aSiteTablet()
  const today = tablet.clock.today()
  await aSeries(tablet, { weekday: 'wed' })
  const sam = await aVolunteer(tablet, 'Sam')
  const twins = [
    await logSession(tablet, aSession({ day: today, counts: counted(12) })),
    await logSession(tablet, aSession({ day: today, counts: counted(12) })),
  ]
  await startPad(tablet, { scope: SITE, title: 'Fête', target: { is: 'entry', entryId: twins[0] ?? '' } })
  await signIn(tablet, SITE, sam, { at: tablet.clock.now(), day: today })
  const end = await readDayEnd(tablet.db, SITE, today)
  expect(end).toMatchObject({ toFill: 1, drafts: 0, pads: 1, signedIn: 1 })
  expect(end.doubles.map(({ id }) => id).toSorted()).toEqual(twins.toSorted())
  expect(end.figures).toEqual({ sessions: 2, people: 24, helped: 0, volunteerMinutes: 0 })
})
