import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { buildMissingSums } from '#server/figures/build-sums.ts'
import { figures } from '#server/operator/figures.ts'
import type { Range } from '#server/operator/ranges.ts'
import { verify } from '#server/operator/verify.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import type { Heartbeat } from '#sync/messages.ts'
import { emptyStore } from '#support/operator.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

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
    sumsDiffering: [],
    sumsToCome: [],
    suspectedLoss: [],
    pending: [],
    standing: {},
    waiting: {},
  })
  expect(lines).toEqual([
    '13 records in 4 scopes',
    'Every scope holds what was written to it',
    'Every kept figure is what its records come to',
    '1 tablet',
    'Everything they made is here or still on them',
    '2 operations',
  ])
})

test('a figure that is not what its records come to gives an alarm, until figures are worked out anew', async () => {
  const { databasePath, server, tablet } = await aPair()
  await tablet.push([tablet.create({ day: '2025-10-14' })])
  expect(behindTheBack(databasePath, `update sums set cells = '{"all":[3,40]}'`)).toBe(1)
  const found = await verify(server)
  expect(found.isAlarming).toBe(true)
  expect(found.document).toMatchObject({ sumsDiffering: [{ scope: 'site/abingdon', month: '2025-10' }] })
  expect(found.lines.join()).toContain('FIGURES DIFFER site/abingdon, 2025-10')

  expect((await figures(server)).lines).toEqual(['The figures of 4 scopes are worked out anew'])
  expect((await verify(server)).isAlarming).toBe(false)
})

test('figures that a build without them wrote past are worked out again', async () => {
  const { databasePath, server, tablet } = await aPair()
  await tablet.push([tablet.create({ day: '2025-10-14' })])
  behindTheBack(databasePath, `update scopes set head_seq = head_seq + 1 where id = 'site/abingdon'`)
  const { isAlarming, document, lines } = await verify(server)
  expect(isAlarming).toBe(false)
  expect(document).toMatchObject({ sumsDiffering: [], sumsToCome: ['site/abingdon'] })
  expect(lines).toContain('Figures of 1 scope are to be worked out yet, which a running server does')
  expect(await buildMissingSums(server.store)).toBe(1)
  expect((await verify(server)).document).toMatchObject({ sumsToCome: [] })
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

test('there is nothing to verify in a database that holds no service yet', async () => {
  const store = await emptyStore(sqliteEngine(':memory:'))
  await expect(verify({ store })).rejects.toThrow('The database is empty')
})
