import { expect, test } from 'vitest'
import { reviewIdOf } from '#domain/records/review.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'

async function rowOf(tablet: TestTablet, id: string) {
  const scopes = await tablet.pull()
  return Object.values(scopes)
    .flatMap((page) => page.rows)
    .find((row) => row.id === id)
}

/** A tablet that moved from Abingdon to Wychwood with an entry and a change of it unsent, and Abingdon's own. */
async function permissionRemoved() {
  const server = await openServer()
  const before = await enrolTablet(server, 'site/abingdon')
  const logged = before.create({ title: 'Rhymes' })
  const noted = before.change(logged, { parentN: 1, set: { title: 'Songs' }, was: { title: 'Rhymes' } })
  const moved = await enrolTablet(server, 'site/wychwood', before.lineage, 2)
  const lead = await enrolTablet(server, 'site/abingdon')
  const receipts = await moved.push([logged, noted])
  const asks = [logged.opId, noted.opId]
  const heard = async () => (await moved.pullReply({ asks })).receipts.map((receipt) => receipt.outcome)
  const decision = (state: 'accepted' | 'declined', about = noted) => ({
    state,
    reason: state === 'declined' ? 'Counted by us already' : null,
    about: about.recordId,
  })
  return { server, moved, lead, logged, noted, receipts, heard, decision }
}

test('[RV-1] permission removed: what still comes waits with the site it is about, for those who record there', async () => {
  const { moved, lead, logged, noted, receipts } = await permissionRemoved()

  const waits = { outcome: 'review', code: 'not-allowed-here' }
  expect(receipts.map((receipt) => receipt.outcome)).toEqual([waits, waits])
  expect(await rowOf(lead, logged.recordId)).toBeUndefined()
  expect(await rowOf(lead, reviewIdOf(noted.opId))).toMatchObject({
    kind: 'review',
    scope: 'site/abingdon',
    body: {
      recordId: logged.recordId,
      recordKind: 'event-session',
      opId: noted.opId,
      lineage: moved.lineage,
      by: 'Sam Patel',
      action: 'patch',
      set: { title: 'Songs' },
      state: 'open',
      reason: null,
      settledBy: null,
    },
  })
  expect(await rowOf(moved, reviewIdOf(noted.opId))).toBeUndefined()
})

test('[RV-2] accepted, an operation and those before it on the entry count as if whoever accepted them had made them', async () => {
  const { lead, logged, noted, heard, decision } = await permissionRemoved()

  const [receipt] = await lead.push([lead.resolve('review', reviewIdOf(noted.opId), decision('accepted'))])

  const review = await rowOf(lead, reviewIdOf(noted.opId))
  expect(receipt?.outcome).toEqual({ outcome: 'applied', rev: 2, seq: review?.seq })
  expect(review?.body).toMatchObject({ state: 'accepted', settledBy: 'Sam Patel' })
  expect(await rowOf(lead, reviewIdOf(logged.opId))).toMatchObject({ rev: 2, body: { state: 'accepted' } })
  expect(await rowOf(lead, logged.recordId)).toMatchObject({ rev: 2, body: { title: 'Songs' } })
  expect(await heard()).toMatchObject([
    { outcome: 'applied', rev: 1 },
    { outcome: 'applied', rev: 2 },
  ])
})

test('[RV-2] what came after the one accepted goes on waiting', async () => {
  const { lead, logged, noted, heard, decision } = await permissionRemoved()
  await lead.push([lead.resolve('review', reviewIdOf(logged.opId), decision('accepted'))])
  expect(await heard()).toMatchObject([{ outcome: 'applied' }, { outcome: 'review' }])
  expect((await rowOf(lead, reviewIdOf(noted.opId)))?.body['state']).toBe('open')
  expect((await rowOf(lead, logged.recordId))?.body['title']).toBe('Rhymes')
})

test('[RV-2] accepted, an operation is judged by every other rule: it may conflict, or be refused', async () => {
  const server = await openServer()
  const lead = await enrolTablet(server, 'site/abingdon')
  const away = await enrolTablet(server, 'site/wychwood')
  const logged = lead.create()
  await lead.push([
    logged,
    lead.change(logged, { parentN: 1, set: { title: 'Songs' }, was: { title: 'Rhyme Time' } }),
  ])
  const late = away.change(logged, { rev: 1, set: { title: 'Rhymes' }, was: { title: 'Rhyme Time' } })
  const broken = away.change(lead.create(), { set: { title: 'Rhymes' }, was: {} })
  await away.push([late, broken])

  for (const op of [late, broken]) {
    const set = { state: 'accepted', reason: null, about: op.recordId }
    await lead.push([lead.resolve('review', reviewIdOf(op.opId), set)])
  }

  const { receipts } = await away.pullReply({ asks: [late.opId, broken.opId] })
  expect(new Map(receipts.map((receipt) => [receipt.opId, receipt.outcome]))).toMatchObject(
    new Map([
      [late.opId, { outcome: 'conflict', rev: 2, lost: ['title'] }],
      [broken.opId, { outcome: 'refused', code: 'record-missing' }],
    ]),
  )
})

test('[RV-3] declined, an operation is refused with a reason, and stands before its author until that one deals with it', async () => {
  const { moved, lead, logged, noted, heard, decision } = await permissionRemoved()

  await lead.push([lead.resolve('review', reviewIdOf(noted.opId), decision('declined'))])

  const declined = { outcome: 'refused', code: 'declined', fields: [] }
  expect(await heard()).toEqual([declined, declined])
  expect((await rowOf(lead, reviewIdOf(noted.opId)))?.body).toMatchObject({
    state: 'declined',
    reason: 'Counted by us already',
  })
  expect(await rowOf(lead, logged.recordId)).toBeUndefined()
  expect((await moved.push([moved.withdraw(noted)]))[0]?.outcome).toEqual({
    outcome: 'applied',
    rev: null,
    seq: null,
  })
})

test('[RV-4] a review is decided once, about the entry it is about, and only by those who may record there', async () => {
  const { server, moved, lead, logged, noted, heard, decision } = await permissionRemoved()
  const id = reviewIdOf(noted.opId)
  const elsewhere = await enrolTablet(server, 'site/wychwood')
  const outcomeOf = async (tablet: TestTablet, set: Record<string, unknown>) =>
    (await tablet.push([tablet.resolve('review', id, set, { scope: 'site/abingdon' })]))[0]?.outcome
  const accepted = decision('accepted')

  expect(await outcomeOf(lead, { ...accepted, about: lead.create().recordId })).toEqual({
    outcome: 'refused',
    code: 'invalid-body',
    fields: ['about'],
  })
  expect(await outcomeOf(lead, { ...accepted, state: 'withdrawn' })).toMatchObject({ code: 'wrong-action' })
  expect(await outcomeOf(lead, { ...accepted, settledBy: 'Nobody' })).toMatchObject({ code: 'wrong-action' })
  for (const tablet of [moved, elsewhere]) {
    expect(await outcomeOf(tablet, accepted)).toEqual({ outcome: 'review', code: 'not-allowed-here' })
  }
  expect(await rowOf(lead, logged.recordId)).toBeUndefined()

  await outcomeOf(lead, accepted)
  const review = await rowOf(lead, id)
  expect(await outcomeOf(lead, decision('declined'))).toEqual({
    outcome: 'applied',
    rev: 2,
    seq: review?.seq,
  })
  expect(await rowOf(lead, id)).toEqual(review)
  expect(await heard()).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
})

test('[RV-1] a change that could be nothing but refused is refused at once, and troubles nobody', async () => {
  const server = await openServer()
  const away = await enrolTablet(server, 'site/wychwood')
  const outcomes = await away.push([
    away.create({}, { scope: 'authority' }),
    away.create({}, { scope: 'site/abingdon', kind: 'conflict' }),
    away.create({}, { scope: 'site/nowhere' }),
  ])
  expect(outcomes.map((receipt) => receipt.outcome)).toEqual([
    { outcome: 'refused', code: 'wrong-scope', fields: [] },
    { outcome: 'refused', code: 'wrong-action', fields: [] },
    { outcome: 'review', code: 'not-allowed-here' },
  ])
})
