import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '#server/operator/command.ts'
import { rangeWords, type Range } from '#server/operator/ranges.ts'
import { tabletAccounts } from '#server/operator/tablet-accounts.ts'
import { tablets } from '#server/operator/tablets.ts'
import type { Tablet } from '#server/storage/record-store.ts'
import type { Heartbeat } from '#sync/messages.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import type { TestServer } from '#support/server.ts'

const DAY_MS = 24 * 60 * 60 * 1000

async function aPair() {
  const server = await openServer()
  return { server, tablet: await enrolTablet(server, 'site/abingdon') }
}

function listed(server: TestServer): Promise<Report> {
  return tablets({ store: server.store, clock: server.clock.now })
}

test('every number of a tablet is here, still on it, or missing, and only one of these', async () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 12 }))
  await fc.assert(
    fc.asyncProperty(numbers, numbers, fc.nat(12), async (here, onTablet, maxN) => {
      const highest = Math.max(0, ...here)
      const through = [...here, 0].findIndex((_, index) => !here.includes(index + 1))
      const arrivals = {
        through,
        highest,
        holes: rangesOf(from1To(highest).filter((n) => n > through && !here.includes(n))),
      }
      const heartbeat = { maxN, pending: rangesOf(onTablet), oldestAt: null }
      const [account] = await tabletAccounts({
        listTablets: async () => [aTablet(heartbeat)],
        arrivalsOf: async () => arrivals,
      })
      const found = from1To(Math.max(highest, maxN))
      const absent = found.filter((n) => !here.includes(n))

      expect(numbersOf(account?.pending)).toEqual(absent.filter((n) => onTablet.includes(n)))
      expect(numbersOf(account?.lost)).toEqual(absent.filter((n) => !onTablet.includes(n)))
    }),
  )
})

function aTablet(heartbeat: Heartbeat): Tablet {
  return {
    lineage: '00000000-0000-7000-8000-000000000001',
    personId: 'p',
    personName: 'Sam',
    siteId: null,
    revoked: false,
    enrolledAt: 0,
    lastSeenAt: 0,
    durableThrough: 0,
    heartbeat,
  }
}

function from1To(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}

function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const n of numbers.toSorted((left, right) => left - right)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === n - 1) last[1] = n
    else ranges.push([n, n])
  }
  return ranges
}

function numbersOf(ranges: readonly Range[] = []): readonly number[] {
  return ranges.flatMap(([first, last]) => from1To(last).slice(first - 1))
}

test('the list of tablets tells when each was seen, what waits on it and what is missing', async () => {
  const { server, tablet } = await aPair()
  const county = await enrolTablet(server, 'county')
  const oldestAt = server.clock.now()
  const [first, , third] = [tablet.create(), tablet.create(), tablet.create()]
  await tablet.push([first, third])
  server.clock.advance(3 * DAY_MS)
  await tablet.pullReply({ heartbeat: { maxN: 6, pending: [[4, 6]], oldestAt } })
  const { lines, document } = await listed(server)
  const both = [tablet.lineage, county.lineage]

  expect(document['tablets']).toHaveLength(2)
  expect(document['tablets']).toContainEqual(
    expect.objectContaining({
      lineage: tablet.lineage,
      siteId: 'site/abingdon',
      personName: 'Sam Patel',
      highest: 3,
      waiting: 3,
      oldestWaitingMs: 3 * DAY_MS,
      pending: [[4, 6]],
      suspectedLoss: [[2, 2]],
    }),
  )
  expect(both.map((lineage) => lines.find((line) => line.startsWith(lineage)))).toEqual([
    `${tablet.lineage}  site/abingdon  Sam Patel  last seen 2025-10-17  in use  3 waiting, the oldest for 3 days  missing 2`,
    `${county.lineage}  whole county  Sam Patel  last seen 2025-10-14  in use  has not synced yet`,
  ])
})

test('a tablet whose clock is ahead, or on which nothing waits, is told so in plain words', async () => {
  const { server, tablet } = await aPair()
  const lineIn = async (heartbeat: Heartbeat): Promise<string | undefined> => {
    await tablet.pullReply({ heartbeat })
    return (await listed(server)).lines[0]
  }
  expect(await lineIn({ maxN: 0, pending: [], oldestAt: null })).toMatch(/ {2}nothing waits$/)
  const ahead = server.clock.now() + DAY_MS
  expect(await lineIn({ maxN: 1, pending: [[1, 1]], oldestAt: ahead })).toMatch(
    / {2}1 waiting, the oldest for less than an hour$/,
  )
})

test('a server without tablets says so', async () => {
  expect((await listed(await openServer())).lines).toEqual(['No tablet has been enrolled yet'])
})

test('ranges of numbers read as people write them', () => {
  expect(
    rangeWords([
      [3, 3],
      [7, 9],
    ]),
  ).toBe('3, 7–9')
})
