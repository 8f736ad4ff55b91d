import { expect, test } from 'vitest'
import { reviewIdOf } from '#domain/records/review.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import type { TestServer } from '#support/server.ts'

/** What of an operation the server still holds open for somebody to deal with. */
async function isStanding(server: TestServer, opId: string): Promise<boolean | undefined> {
  for (let after = ''; ; ) {
    const page = await server.store.operationsAfter(after, 100)
    const found = page.find((operation) => operation.opId === opId)
    const last = page.at(-1)
    if (found !== undefined || last === undefined) return found?.standing
    after = last.opId
  }
}

const TAKEN_BACK = { outcome: 'applied', rev: null, seq: null }

test('[WD-1] taking back settles everything of the tablet’s on the record that was not taken, and changes no record', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const broken = tablet.create({ heldState: 'perhaps' })
  const noted = tablet.change(broken, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  const others = other.change(broken, { set: { note: 'x' }, was: {} })
  const elsewhere = tablet.create({ heldState: 'perhaps' })
  await tablet.push([broken, noted, elsewhere])
  await other.push([others])
  expect(await isStanding(server, broken.opId)).toBe(true)
  const before = await tablet.pull()

  const [receipt] = await tablet.push([tablet.withdraw(noted)])

  expect(receipt?.outcome).toEqual(TAKEN_BACK)
  expect(await isStanding(server, broken.opId)).toBe(false)
  expect(await isStanding(server, noted.opId)).toBe(false)
  expect(await isStanding(server, others.opId)).toBe(true)
  expect(await isStanding(server, elsewhere.opId)).toBe(true)
  expect(await tablet.pull()).toEqual(before)
})

test('[WD-1] what waits for review is withdrawn from it, whatever its tablet may do now', async () => {
  const server = await openServer()
  const away = await enrolTablet(server, 'site/wychwood')
  const lead = await enrolTablet(server, 'site/abingdon')
  const logged = away.create({}, { scope: 'site/abingdon' })
  await away.push([logged])

  const taking = away.withdraw(logged)
  expect((await away.push([taking]))[0]?.outcome).toEqual(TAKEN_BACK)

  const row = (await lead.pull())['site/abingdon']?.rows.find(({ id }) => id === reviewIdOf(logged.opId))
  expect(row?.body).toMatchObject({
    state: 'withdrawn',
    reason: 'Entered by mistake',
    settledBy: 'Sam Patel',
  })
  const set = { state: 'accepted', reason: null, about: logged.recordId }
  await lead.push([lead.resolve('review', reviewIdOf(logged.opId), set)])
  const rows = (await lead.pull())['site/abingdon']?.rows ?? []
  expect(rows.map(({ id }) => id)).toEqual([reviewIdOf(logged.opId)])
})

test('[WD-2] what was held is not taken any more, even when its predecessor comes', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  const noted = tablet.change(logged, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  await tablet.push([noted])

  await tablet.push([tablet.withdraw(noted, { parentN: 2 })])
  await tablet.push([logged])

  const withdrawn = { outcome: 'refused', code: 'withdrawn', fields: [] }
  expect((await tablet.push([noted]))[0]?.outcome).toEqual(withdrawn)
  expect(await isStanding(server, noted.opId)).toBe(false)
  expect((await tablet.pull())['site/abingdon']?.rows).toMatchObject([{ rev: 1, body: { note: '' } }])
})

test('[WD-1] taking back twice, or when nothing is left to take back, changes nothing; naming nothing is refused', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  await tablet.push([logged])
  const before = await tablet.pull()

  const outcomes = await tablet.push([
    tablet.withdraw(logged),
    tablet.withdraw(logged),
    tablet.withdraw(logged, { supersedes: null }),
    tablet.withdraw(logged, { set: { reason: 'x'.repeat(401) } }),
    tablet.withdraw(logged, { kind: 'bicycle' }),
  ])

  expect(outcomes.map((receipt) => receipt.outcome)).toEqual([
    TAKEN_BACK,
    TAKEN_BACK,
    { outcome: 'refused', code: 'nothing-to-settle', fields: [] },
    { outcome: 'refused', code: 'invalid-body', fields: ['reason'] },
    TAKEN_BACK,
  ])
  expect(await tablet.pull()).toEqual(before)
})

test('[WD-3] an operation that repairs what was not taken settles it once it is taken itself', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const broken = tablet.create({ heldState: 'perhaps' })
  const noted = tablet.change(broken, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  await tablet.push([broken, noted])
  const repairing = { recordId: broken.recordId, supersedes: noted.opId }
  const still = tablet.create({ heldState: 'maybe' }, repairing)
  await tablet.push([still])
  expect(await isStanding(server, broken.opId)).toBe(true)

  const repaired = tablet.create({ note: 'Rainy' }, repairing)
  expect((await tablet.push([repaired]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 1, seq: 1 })

  for (const op of [broken, noted, still]) expect(await isStanding(server, op.opId)).toBe(false)
  expect((await tablet.pull())['site/abingdon']?.rows).toMatchObject([
    { id: broken.recordId, body: { note: 'Rainy' } },
  ])
})
