import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '#server/operator/command.ts'
import { rangeWords, type Range } from '#server/operator/ranges.ts'
import { tabletAccounts } from '#server/operator/tablet-accounts.ts'
import { tablets } from '#server/operator/tablets.ts'
import { verify } from '#server/operator/verify.ts'
import type { Tablet } from '#server/storage/record-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import type { Heartbeat } from '#sync/messages.ts'
import { emptyStore } from '#support/operator.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import type { TestServer } from '#support/server.ts'

const DAY_MS = 24 * 60 * 60 * 1000

async function aPair() {
  const databasePath = join(await temporaryFolder(), 'branchline.sqlite')
  const server = await openServer({ databasePath })
  const tablet = await enrolTablet(server, 'site/abingdon')
  return { databasePath, server, tablet }
}

/** Changes the database as somebody with access to the file might. */
function behindTheBack(databasePath: string, statement: string): number {
  const database = new Sqlite(databasePath)
  try {
    return database.prepare(statement).run().changes
  } finally {
    database.close()
  }
}

function listed(server: TestServer): Promise<Report> {
  return tablets({ store: server.store, clock: server.clock.now })
}

test('a sound server gives no alarm', async () => {
  const { server, tablet } = await aPair()
  const logged = tablet.create()
  await tablet.push([logged, tablet.change(logged, { rev: 1, set: { title: 'Rhymes' } })])
  await tablet.pullReply({ heartbeat: { maxN: 2, pending: [], oldestAt: null } })
  const { isAlarming, lines, document } = await verify(server)

  expect(isAlarming).toBe(false)
  expect(document).toMatchObject({
    scopes: 4,
    records: 13,
    tablets: 1,
    operations: 2,
    differing: [],
    misfits: [],
    unreadable: 0,
    suspectedLoss: [],
    pending: [],
    standing: {},
    waiting: {},
  })
  expect(lines).toEqual([
    '13 records in 4 scopes',
    'Every scope holds what was written to it',
    '1 tablet',
    'Everything they made is here or still on them',
    '2 operations',
  ])
})

test.each([
  ['whose contents were changed', `update records set body = replace(body, 'Rhyme Time', 'Rhyme Crime')`],
  ['that was made void', 'update records set deleted = 1'],
  ['that was taken out', 'delete from records'],
])('a record %s behind the server’s back is found', async (_, statement) => {
  const { databasePath, server, tablet } = await aPair()
  const logged = tablet.create()
  await tablet.push([logged, tablet.create()])
  expect(behindTheBack(databasePath, `${statement} where id = '${logged.recordId}'`)).toBe(1)
  const { isAlarming, lines, document } = await verify(server)

  expect(isAlarming).toBe(true)
  expect(document).toMatchObject({ differing: [{ scope: 'site/abingdon' }] })
  expect(lines).toContainEqual(expect.stringMatching(/^DIFFERS site\/abingdon: /))
})

test('a record whose contents break the rules of its kind is named, with the fields', async () => {
  const { databasePath, server, tablet } = await aPair()
  const logged = tablet.create()
  await tablet.push([logged])
  behindTheBack(
    databasePath,
    `update records set body = replace(body, '"in-person"', '"by-owl"') where id = '${logged.recordId}'`,
  )
  const { lines, document } = await verify(server)

  expect(document).toMatchObject({
    misfits: [{ id: logged.recordId, kind: 'event-session', fields: ['format'] }],
  })
  expect(lines).toContain(`Does not fit the kind event-session: ${logged.recordId} (format)`)
})

test('records of a newer build are counted and give no alarm', async () => {
  const { databasePath, server, tablet } = await aPair()
  const logged = tablet.create()
  await tablet.push([logged])
  behindTheBack(databasePath, `update records set schema_version = 9 where id = '${logged.recordId}'`)
  const { isAlarming, lines, document } = await verify(server)

  expect(isAlarming).toBe(false)
  expect(document).toMatchObject({ unreadable: 1, misfits: [] })
  expect(lines).toContain('1 record only a newer Branchline can read')
})

test('a number that is neither here nor on its tablet is suspected loss, and one the tablet still has is not', async () => {
  const { server, tablet } = await aPair()
  const [first, second, third] = [tablet.create(), tablet.create(), tablet.create()]
  await tablet.push([first, third])
  const lost = (numbers: readonly Range[]) => ({
    isAlarming: numbers.length > 0,
    document: { suspectedLoss: numbers.length === 0 ? [] : [{ tablet: tablet.lineage, numbers }] },
  })
  const says = (heartbeat: Heartbeat) => tablet.pullReply({ heartbeat })

  expect(await verify(server)).toMatchObject(lost([[2, 2]]))
  await says({ maxN: 3, pending: [[2, 2]], oldestAt: server.clock.now() })
  const pending = await verify(server)
  expect(pending).toMatchObject(lost([]))
  expect(pending.document).toMatchObject({ pending: [{ tablet: tablet.lineage, numbers: [[2, 2]] }] })
  expect(pending.lines).toContain(`Still on ${tablet.lineage} (site/abingdon, Sam Patel): 1 change (2)`)

  // It has given out two more since, and says that only the older one waits.
  await says({ maxN: 5, pending: [[2, 2]], oldestAt: server.clock.now() })
  const missing = await verify(server)
  expect(missing).toMatchObject(lost([[4, 5]]))
  expect(missing.lines).toContain(
    `SUSPECTED LOSS ${tablet.lineage} (site/abingdon, Sam Patel): 2 changes (4–5) neither here nor on the tablet`,
  )

  await tablet.push([second, tablet.create(), tablet.create()])
  expect(await verify(server)).toMatchObject(lost([]))
})

test('an operation that is taken out of the ledger is suspected loss', async () => {
  const { databasePath, server, tablet } = await aPair()
  const [first, second] = [tablet.create(), tablet.create()]
  await tablet.push([first, second])
  expect(behindTheBack(databasePath, `delete from operations where op_id = '${second.opId}'`)).toBe(1)
  await tablet.pullReply({ heartbeat: { maxN: 2, pending: [], oldestAt: null } })

  expect(await verify(server)).toMatchObject({
    isAlarming: true,
    document: { suspectedLoss: [{ tablet: tablet.lineage, numbers: [[2, 2]] }] },
  })
})

test('what was not taken is counted by code until somebody deals with it, and so is what waits', async () => {
  const { server, tablet } = await aPair()
  const elsewhere = [
    tablet.create({}, { scope: 'site/wychwood' }),
    tablet.create({}, { scope: 'site/wychwood' }),
  ] as const
  const spoilt = tablet.create({ format: 'by-owl' })
  const orphan = tablet.change(tablet.create({}), { rev: 1, parentN: 4, set: { title: 'Rhymes' } })
  await tablet.push([...elsewhere, spoilt, orphan])
  await tablet.pullReply({ heartbeat: { maxN: 5, pending: [[4, 4]], oldestAt: server.clock.now() } })
  const { isAlarming, lines, document } = await verify(server)

  expect(document).toMatchObject({
    operations: 4,
    standing: { 'not-allowed-here': 2, 'invalid-body': 1 },
    waiting: { 'predecessor-missing': 1 },
  })
  expect(lines).toContain('Not taken, for somebody to deal with: 2 not-allowed-here')
  expect(lines).toContain('Waiting: 1 predecessor-missing')
  // Somebody has to look at them, but each of them is here.
  expect(isAlarming).toBe(false)

  await tablet.push([tablet.withdraw(elsewhere[0]), tablet.withdraw(spoilt)])
  expect((await verify(server)).document).toMatchObject({ standing: { 'not-allowed-here': 1 } })
})

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

test('a database that holds no service yet is told apart from one without tablets', async () => {
  const store = await emptyStore(sqliteEngine(':memory:'))
  await expect(verify({ store })).rejects.toThrow('The database is empty')
  const server = await openServer()
  expect((await listed(server)).lines).toEqual(['No tablet has been enrolled yet'])
})

test('ranges of numbers read as people write them', () => {
  expect(
    rangeWords([
      [3, 3],
      [7, 9],
    ]),
  ).toBe('3, 7–9')
})
