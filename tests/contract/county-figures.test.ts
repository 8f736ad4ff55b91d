import * as v from 'valibot'
import { expect, test } from 'vitest'
import { type CountyTotals, countyTotalsSchema } from '#domain/measures/county-totals.ts'
import { localDate } from '#domain/time/local-date.ts'
import { type FigureList, figureListSchema } from '#sync/county-figures.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'

const QUARTER_HOUR_MS = 15 * 60 * 1000
const DAY = localDate('2025-10-14')

async function listOf(tablet: TestTablet): Promise<FigureList> {
  return v.parse(figureListSchema, await (await tablet.fetch('/api/figures')).json())
}

async function textOf(tablet: TestTablet, list: FigureList): Promise<string> {
  const [newest] = list.years
  return (await tablet.fetch(`/api/figures/${newest?.year}/${newest?.tag}`)).text()
}

async function totalsOf(tablet: TestTablet): Promise<CountyTotals> {
  return v.parse(countyTotalsSchema, JSON.parse(await textOf(tablet, await listOf(tablet))))
}

async function aPair() {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'county')
  const log = (kind: string, scope: string, body: object = {}) =>
    tablet.push([tablet.create({ day: DAY, ...body }, { kind, scope })])
  return { server, tablet, log }
}

test('figures of the county, its areas and its sites are what entries of all tablets come to', async () => {
  const { server, tablet, log } = await aPair()
  await log('class-visit', 'site/abingdon', { pupils: 8 })
  await log('class-visit', 'site/wychwood', { pupils: 5 })
  const other = await enrolTablet(server, 'site/abingdon')
  const { year, figures, lastDays, support } = await totalsOf(other)
  expect(year).toBe(2025)
  const places = figures['7.5 pupils']?.places
  const third = (key: string) => places?.[key]?.quarter[2]
  expect(third('*')).toBe(13)
  expect(third('site/abingdon')).toBe(8)
  // Both sites of the small service stand in one district.
  expect(third('area:Saltmere')).toBe(13)
  expect(places?.['*']?.behind?.[2]?.slice(0, 2)).toEqual([2, 0])
  expect(lastDays['site/wychwood']).toEqual([null, null, DAY, DAY])
  await tablet.push([tablet.create({ day: DAY })])
  server.clock.advance(QUARTER_HOUR_MS)
  expect((await totalsOf(other)).support['*']?.['all']).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [1, 14, 0],
    [0, 0, 0],
  ])
  expect(support['*']?.['all']).toBeUndefined()
})

test('[CT-1] they are worked out at most every quarter of an hour, and anew only when something changed', async () => {
  const { server, tablet, log } = await aPair()
  const first = await listOf(tablet)
  expect(first.years.map(({ year }) => year)).toEqual([2025, 2024])
  expect(first.asOf).toBe(server.clock.now())
  await log('class-visit', 'site/abingdon', { pupils: 8 })
  server.clock.advance(QUARTER_HOUR_MS - 1)
  expect(await listOf(tablet)).toEqual(first)
  server.clock.advance(1)
  const second = await listOf(tablet)
  expect(second.asOf).toBe(server.clock.now())
  expect(second.years[0]?.tag).not.toBe(first.years[0]?.tag)
  server.clock.advance(QUARTER_HOUR_MS)
  expect(await listOf(tablet)).toEqual({ ...second, asOf: server.clock.now() })
})

test('[CT-2] few people do not leave the server, nor what would give them back', async () => {
  const { tablet, log } = await aPair()
  for (let made = 0; made < 3; made += 1)
    await log('signposting-contact', 'site/wychwood', { depth: 'brief' })
  for (let made = 0; made < 9; made += 1)
    await log('signposting-contact', 'site/abingdon', { depth: 'brief' })
  const contacts = (await totalsOf(tablet)).figures['3.1 contacts']
  expect(contacts?.places['site/wychwood']?.quarter[2]).toBe('x')
  // Somebody at either site knows one of the two numbers, so that their sum would tell the other.
  expect(contacts?.places['site/abingdon']?.quarter[2]).toBe('x')
  expect(contacts?.places['*']?.quarter[2]).toBe('x')
  for (const place of Object.values(contacts?.places ?? {})) expect(place.behind).toBeUndefined()
})

test('[CT-2] the county’s own threshold holds on the server', async () => {
  const { tablet, log } = await aPair()
  const scope = 'authority'
  await tablet.push([
    tablet.create({ smallNumbers: 2, crossTabulation: 2 }, { kind: 'output-setting', scope }),
  ])
  for (let made = 0; made < 3; made += 1)
    await log('signposting-contact', 'site/wychwood', { depth: 'brief' })
  const contacts = (await totalsOf(tablet)).figures['3.1 contacts']
  expect(contacts?.places['site/wychwood']?.quarter[2]).toBe(3)
})

test('[CT-3] a year is named after its contents alone, and another name is not found', async () => {
  const { server, tablet } = await aPair()
  const list = await listOf(tablet)
  const again = await listOf(await enrolTablet(await openServer(), 'county'))
  expect(again.years).toEqual(list.years)
  expect((await tablet.fetch('/api/figures/2025/0123456789abcdef')).status).toBe(404)
  expect((await tablet.fetch(`/api/figures/2019/${list.years[0]?.tag}`)).status).toBe(404)
  expect(JSON.parse(await textOf(tablet, list))).toMatchObject({ year: 2025 })
  expect(server.log.text()).not.toContain('"level":50')
})

test('[CT-4] a browser that is no tablet gets none', async () => {
  const { server, tablet } = await aPair()
  const [newest] = (await listOf(tablet)).years
  expect((await server.app.request('/api/figures')).status).toBe(401)
  expect((await server.app.request(`/api/figures/${newest?.year}/${newest?.tag}`)).status).toBe(401)
})
