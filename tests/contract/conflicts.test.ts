import { expect, test } from 'vitest'
import { conflictIdOf } from '#domain/records/conflict.ts'
import { VOID_PATH } from '#sync/merge.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'

async function rowOf(tablet: TestTablet, id: string) {
  return (await tablet.pull())['site/abingdon']?.rows.find((row) => row.id === id)
}

/** Two tablets of one site that have both seen a session at its first revision. */
async function twoTablets() {
  const server = await openServer()
  const one = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const logged = one.create()
  await one.push([logged])
  return { server, one, other, logged }
}

const door = (total: number) => ({ 'counts/door-1': { split: 'none', total } })

/** A session whose figure both correct: 15 stands, 16 came later. */
async function correctedTwice() {
  const { server, one, other, logged } = await twoTablets()
  await one.push([one.change(logged, { rev: 1, set: door(15), was: door(14) })])
  const late = other.change(logged, { rev: 1, set: door(16), was: door(14) })
  const [receipt] = await other.push([late])
  return { server, one, other, logged, late, receipt, id: conflictIdOf(late.opId) }
}

test('[CF-1] two tablets correct the same figure: the first stands, and the other is kept beside it with both names', async () => {
  const { one, logged, late, id } = await correctedTwice()

  expect((await rowOf(one, logged.recordId))?.body['counts']).toEqual({ 'door-1': door(15)['counts/door-1'] })
  const conflict = await rowOf(one, id)
  expect(conflict?.body).toEqual({
    recordId: logged.recordId,
    recordKind: 'event-session',
    opId: late.opId,
    lineage: late.lineage,
    by: 'Sam Patel',
    at: late.at,
    action: 'patch',
    fields: {
      'counts/door-1': {
        kept: door(15)['counts/door-1'],
        keptBy: 'Sam Patel',
        lost: door(16)['counts/door-1'],
      },
    },
    state: 'open',
    choice: null,
    settledBy: null,
  })
  expect(conflict).toMatchObject({
    kind: 'conflict',
    scope: 'site/abingdon',
    rev: 1,
    deleted: false,
    day: null,
  })
})

test('[CF-2] a conflict takes a place of its own in the order, and the outcome tells it', async () => {
  const { one, logged, receipt, id } = await correctedTwice()
  expect(receipt?.outcome).toEqual({ outcome: 'conflict', rev: 2, seq: 3, lost: ['counts/door-1'] })
  expect(await rowOf(one, logged.recordId)).toMatchObject({ rev: 2, seq: 2 })
  expect(await rowOf(one, id)).toMatchObject({ seq: 3, history: [{ action: 'create' }] })
})

test('[CF-1] who wrote what stays on show is named from the entry’s making on', async () => {
  const { one, other, logged } = await twoTablets()
  const unseen = other.change(logged, { set: { title: 'Songs' }, was: { title: 'Something else' } })
  await other.push([unseen])
  expect((await rowOf(one, conflictIdOf(unseen.opId)))?.body['fields']).toEqual({
    title: { kept: 'Rhyme Time', keptBy: 'Sam Patel', lost: 'Songs' },
  })
})

test('[MG-5] one voids what the other corrects: the entry stays, and the voiding is kept beside it', async () => {
  const { one, other, logged } = await twoTablets()
  await one.push([one.change(logged, { rev: 1, set: door(15), was: door(14) })])
  const voiding = other.change(logged, { action: 'void', rev: 1 })

  const [receipt] = await other.push([voiding])

  expect(receipt?.outcome).toEqual({ outcome: 'conflict', rev: 2, seq: 3, lost: [VOID_PATH] })
  expect(await rowOf(one, logged.recordId)).toMatchObject({ deleted: false, rev: 2 })
  expect((await rowOf(one, conflictIdOf(voiding.opId)))?.body).toMatchObject({
    action: 'void',
    fields: { [VOID_PATH]: { kept: false, keptBy: 'Sam Patel', lost: true } },
  })
})

test('[MG-6] one corrects what the other has voided: it stays void, and the correction is in it', async () => {
  const { one, other, logged } = await twoTablets()
  await one.push([one.change(logged, { action: 'void', rev: 1 })])
  const [receipt] = await other.push([other.change(logged, { rev: 1, set: door(15), was: door(14) })])
  expect(receipt?.outcome).toEqual({ outcome: 'applied', rev: 3, seq: 3 })
  expect(await rowOf(one, logged.recordId)).toMatchObject({
    deleted: true,
    body: { counts: { 'door-1': { total: 15 } } },
  })
})

test('[CF-3] a conflict is settled once: the first choice stands, and a later one is told so', async () => {
  const { one, other, id } = await correctedTwice()
  const mine = other.resolve('conflict', id, { state: 'resolved', choice: 'mine' })
  const theirs = one.resolve('conflict', id, { state: 'resolved', choice: 'theirs' })

  expect((await other.push([mine]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 2, seq: 4 })
  expect((await one.push([theirs]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 2, seq: 4 })
  expect(await rowOf(one, id)).toMatchObject({
    rev: 2,
    body: { state: 'resolved', choice: 'mine', settledBy: 'Sam Patel' },
    history: [{ action: 'create' }, { opId: mine.opId, action: 'resolve', was: { state: 'open' } }],
  })
})

test('[CF-4] settling changes no other record: the value chosen is a change of its own, by somebody who saw both', async () => {
  const { one, other, logged, id } = await correctedTwice()
  const mine = other.change(logged, { rev: 2, set: door(16), was: door(15) })
  const settling = other.resolve('conflict', id, { state: 'resolved', choice: 'mine' })

  await other.push([settling])
  expect(await rowOf(one, logged.recordId)).toMatchObject({ rev: 2 })
  expect((await other.push([mine]))[0]?.outcome).toMatchObject({ outcome: 'applied', rev: 3 })
  expect((await rowOf(one, logged.recordId))?.body['counts']).toEqual({ 'door-1': door(16)['counts/door-1'] })
})

test('[OUT-7] what the server makes is only settled, nothing else is, and nobody else takes an id of its kind', async () => {
  const { one, other, logged, id } = await correctedTwice()
  const about = { kind: 'conflict', recordId: id }
  const outcomes = await other.push([
    other.create({}, { kind: 'conflict', recordId: conflictIdOf(logged.opId) }),
    other.change(logged, { ...about, rev: 1, set: { state: 'resolved' }, was: {} }),
    other.change(logged, { ...about, action: 'void', rev: 1 }),
    other.resolve('conflict', id, { state: 'resolved' }),
    other.resolve('conflict', id, { state: 'resolved', choice: 'mine', settledBy: 'Somebody else' }),
    other.resolve(
      'conflict',
      logged.recordId,
      { state: 'resolved', choice: 'mine' },
      { kind: 'event-session' },
    ),
    other.resolve('conflict', conflictIdOf(logged.opId), { state: 'resolved', choice: 'mine' }),
    other.resolve('conflict', logged.recordId, { state: 'resolved', choice: 'mine' }),
    other.create({}, { recordId: conflictIdOf(logged.opId) }),
  ])
  const refused = (code: string, fields: string[] = []) => ({ outcome: 'refused', code, fields })
  expect(outcomes.map((receipt) => receipt.outcome)).toEqual([
    refused('wrong-action'),
    refused('wrong-action'),
    refused('wrong-action'),
    refused('wrong-action'),
    refused('wrong-action'),
    refused('wrong-action'),
    refused('record-missing'),
    refused('invalid-body', ['kind']),
    refused('invalid-body', ['recordId']),
  ])
  expect((await rowOf(one, id))?.body['state']).toBe('open')
})
