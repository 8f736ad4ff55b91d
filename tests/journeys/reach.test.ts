// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { readEntry } from '#client/data/entries.ts'
import { readReach } from '#client/data/reach.ts'
import { readReachSums } from '#client/data/reach-sums.ts'
import { createRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readLastSurvey } from '#client/data/volunteer-survey.ts'
import { participation } from '#domain/place/participation.ts'
import { contactsByArea } from '#domain/place/reach-away.ts'
import { classVisit } from '#domain/records/kinds/class-visit.ts'
import { digitalHelp } from '#domain/records/kinds/digital-help.ts'
import { outreachContact } from '#domain/records/kinds/outreach-contact.ts'
import { volunteerSurvey } from '#domain/records/kinds/volunteer-survey.ts'
import type { AgeBand } from '#domain/records/vocabulary.ts'
import { localDate } from '#domain/time/local-date.ts'
import { aTablet } from '#support/device.ts'
import { aSession } from '#support/sessions.ts'

const tablets: Tablet[] = []
afterEach(() => {
  for (const tablet of tablets.splice(0)) tablet.db.close()
})

async function opened(): Promise<Tablet> {
  const tablet = await aTablet()
  tablets.push(tablet)
  return tablet
}

async function log(
  tablet: Tablet,
  day: string,
  byAge: Partial<Record<AgeBand, number>>,
  scope = 'site/wychwood',
): Promise<string> {
  const body = aSession({ day: localDate(day), counts: { '0': { split: 'age', byAge, stated: null } } })
  const saved = await createRecord(tablet, { kind: 'event-session', scope, body })
  if (!saved.ok) throw new Error(saved.code)
  return saved.id
}

const OCTOBER = { scope: 'site/wychwood', first: localDate('2026-10-01'), last: localDate('2026-10-31') }
const RESIDENTS = { '0-4': 60, '5-11': 90, '12-17': 80, '18+': 770 }

async function indexOfTeens(tablet: Tablet): Promise<number | null | undefined> {
  const { byAge } = await readReachSums(tablet.db, OCTOBER)
  const rows = participation(byAge.split, RESIDENTS)
  return rows.find(({ band }) => band === '12-17')?.index
}

test('a session for 12 to 17 moves their index at once, and making it void moves it back', async () => {
  const tablet = await opened()
  await log(tablet, '2026-10-07', { '0-4': 12, '25-64': 8 })
  expect(await indexOfTeens(tablet)).toBe(0)
  const id = await log(tablet, '2026-10-14', { '12-17': 5 })
  expect(await indexOfTeens(tablet)).toBeCloseTo(5 / 25 / 0.08, 9)
  const entry = await readEntry(tablet.db, id)
  if (entry === null) throw new Error('no entry')
  await voidRecord(tablet, id, entry.seen)
  expect(await indexOfTeens(tablet)).toBe(0)
})

test('only sessions of the site and of the days asked for are read; the county has every site’s', async () => {
  const tablet = await opened()
  await log(tablet, '2026-09-30', { '0-4': 1 })
  await log(tablet, '2026-10-01', { '0-4': 2 })
  await log(tablet, '2026-10-31', { '0-4': 4 })
  await log(tablet, '2026-11-01', { '0-4': 8 })
  await log(tablet, '2026-10-14', { '0-4': 16 }, 'site/abingdon')
  const visit = { kind: 'class-visit', scope: 'site/wychwood', body: classVisit.example } as const
  expect(await createRecord(tablet, visit)).toMatchObject({ ok: true })
  const came = async (scope: string | null) =>
    (await readReachSums(tablet.db, { ...OCTOBER, scope })).byAge.split.all
  expect(await came('site/wychwood')).toBe(6)
  expect((await readReach(tablet.db, OCTOBER)).map((one) => one.day)).toEqual(['2026-10-01', '2026-10-31'])
  expect(await came(null)).toBe(22)
})

test('outreach is read with the neighbourhood it names, digital help with the site it was given at', async () => {
  const tablet = await opened()
  const outreach = async (body: Partial<typeof outreachContact.example>) => {
    const saved = await createRecord(tablet, {
      kind: 'outreach-contact',
      scope: 'site/wychwood',
      body: { ...outreachContact.example, ...body },
    })
    expect(saved.ok).toBe(true)
  }
  await outreach({ lsoaCode: 'E01028810', contacts: 35 })
  await outreach({ lsoaCode: 'E01028810', contacts: 5 })
  await outreach({ lsoaCode: null, contacts: 8 })
  await outreach({ lsoaCode: 'E01028811', contacts: 3, day: localDate('2026-11-02') })
  await createRecord(tablet, {
    kind: 'digital-help',
    scope: 'site/wychwood',
    body: { ...digitalHelp.example, day: localDate('2026-10-20'), people: 3 },
  })
  const awayAt = async (scope: string | null) => (await readReachSums(tablet.db, { ...OCTOBER, scope })).away
  const own = await awayAt('site/wychwood')
  expect([...contactsByArea(own.met)]).toEqual([['E01028810', 40]])
  expect(own.met.map(({ contacts }) => contacts).toSorted((a, b) => a - b)).toEqual([8, 40])
  expect(own.helped).toEqual([{ siteId: 'site/wychwood', people: 3 }])
  expect(await awayAt(null)).toEqual(own)
  const elsewhere = await awayAt('site/abingdon')
  expect(elsewhere).toEqual({ met: [], helped: [] })
})

test('the survey of volunteers that closed last at a site is the one shown', async () => {
  const tablet = await opened()
  expect(await readLastSurvey(tablet.db, 'site/wychwood')).toBeNull()
  for (const day of ['2026-02-28', '2027-02-28', '2025-02-28']) {
    const body = { ...volunteerSurvey.example, day: localDate(day) }
    const saved = await createRecord(tablet, { kind: 'volunteer-survey', scope: 'site/wychwood', body })
    expect(saved.ok).toBe(true)
  }
  expect((await readLastSurvey(tablet.db, 'site/wychwood'))?.day).toBe('2027-02-28')
  expect(await readLastSurvey(tablet.db, null)).toBeNull()
})
