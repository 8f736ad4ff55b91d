// @vitest-environment node
import { expect, onTestFinished, test } from 'vitest'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { BadRoad, type RoadConditions } from '#support/bad-road.ts'
import { readLedger } from '#support/browser-ledger.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { sendManySessions } from '#support/many-sessions.ts'
import { realDevice } from '#support/real-device.ts'
import { tabletWithWork } from '#support/road-tablet.ts'
import { seededRandom } from '#support/seeded-random.ts'

// `npm run bench:roads` prints the seconds, which no test may judge.

const SITE = 'site/wychwood'
const ENTRIES = 500
const MOST_BYTES = 40_000
const RECORDS = 10_000
const CUTS = 10
/** A page of the feed is about half of it, so that some cuts fall into the next page and some into the one after. */
const BETWEEN_CUTS = 55_000

async function aServer(): Promise<ServerProcess> {
  const server = await ServerProcess.prepared('dist')
  onTestFinished(() => server.dispose())
  await server.start()
  return server
}

async function aRoad(server: ServerProcess, conditions: RoadConditions): Promise<BadRoad> {
  const road = await BadRoad.to(server.origin, conditions)
  onTestFinished(() => road.close())
  return road
}

test('500 waiting entries arrive over 30 kbit/s with one in twenty requests lost, in at most 40 kB', async () => {
  const server = await aServer()
  const { tablet, sendOver } = await tabletWithWork(await server.firstLink(), ENTRIES, 1)
  onTestFinished(() => tablet.db.close())
  const random = seededRandom(1)
  const road = await aRoad(server, { bitsPerSecond: 30_000, roundTripMs: 600, lostPart: 0.05, random })

  const { arrived, atRest } = await sendOver(road)

  expect(arrived.lost, 'this seed loses some').toBeGreaterThan(0)
  expect(arrived.up + arrived.down).toBeLessThanOrEqual(MOST_BYTES)
  expect(atRest.requests).toBe(arrived.requests + 1)
  await server.stop()
  const { attendances, ...operations } = readLedger(server.dataFolder)
  expect(attendances).toHaveLength(ENTRIES)
  expect(operations).toEqual({ operations: ENTRIES, distinctOperations: ENTRIES })
}, 180_000)

test('a road that loses and stalls one request in four keeps nothing back and doubles nothing', async () => {
  const server = await aServer()
  const { tablet, sendOver } = await tabletWithWork(await server.firstLink(), ENTRIES, 2)
  onTestFinished(() => tablet.db.close())
  const stalls = { stalledPart: 0.25, stallMs: 300 }
  const road = await aRoad(server, { lostPart: 0.25, ...stalls, random: seededRandom(6) })

  const { arrived } = await sendOver(road)

  expect(arrived.lost, 'this seed loses several').toBeGreaterThan(1)
  await server.stop()
  const { attendances, ...operations } = readLedger(server.dataFolder)
  expect(attendances).toHaveLength(ENTRIES)
  expect(operations).toEqual({ operations: ENTRIES, distinctOperations: ENTRIES })
}, 180_000)

test('a first sync of 10,000 records goes on after each of ten cuts where it was, and fetches no page twice', async () => {
  const server = await aServer()
  await sendManySessions(await server.firstLink(), SITE, RECORDS)
  const link = await server.furtherLink()
  const road = await aRoad(server, {})
  const random = seededRandom(10)
  const cutSoon = () => road.cutAfter(Math.ceil(random() * BETWEEN_CUTS))

  cutSoon()
  const code = new URL(link).hash.slice(1)
  const enrolled = await enrol(realDevice(road.origin), { code, site: SITE, name: 'Asha' })
  if (!enrolled.ok) throw new Error(enrolled.code)
  const { tablet } = enrolled
  onTestFinished(() => tablet.db.close())
  for (let cut = 2; cut <= CUTS; cut += 1) {
    cutSoon()
    expect(await runCycle(tablet, httpTransport(tablet))).toMatchObject({ ok: false })
  }
  expect(road.counts.cuts).toBe(CUTS)
  expect(await runCycle(tablet, httpTransport(tablet))).toMatchObject({ ok: true })

  const journal = await tablet.db.journal.toArray()
  const pages = journal.flatMap(({ what }) => (what.event === 'fetched' ? [what.rows] : []))
  expect(pages.reduce((sum, rows) => sum + rows, 0)).toBe(await tablet.db.records.count())
  expect(await tablet.db.records.where('[scope+kind]').equals([SITE, 'event-session']).count()).toBe(RECORDS)
  // Besides enrolling, every request was either cut or brought a page.
  expect(road.counts.requests).toBe(1 + CUTS + pages.length)
}, 300_000)
