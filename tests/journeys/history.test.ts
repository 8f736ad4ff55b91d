// @vitest-environment node
import { expect, test } from 'vitest'
import { withdrawChanges } from '#client/data/attention-actions.ts'
import { readPosition, rangesOf } from '#client/data/position.ts'
import { sweepSome } from '#client/data/stale-copies.ts'
import { voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { copyHash, changeDigest, EMPTY_DIGEST } from '#sync/digest.ts'
import { MAX_RANGES } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { aTablet, EPOCH, testId } from '#support/device.ts'
import { aCopy, aPage, applyHere } from '#support/server-copies.ts'
import { aSession } from '#support/sessions.ts'
import { namesInUse, correctSession, entryOf, logSession, receiveAll, stateOf } from '#support/tablets.ts'

const NEW_EPOCH = testId(0xe, 2)
const KEEP_SENT_MS = 30 * 24 * 60 * 60 * 1000

/** A session that was logged here, taken by the server and come back. */
async function aCountedSession(tablet: Tablet, seq = 1): Promise<string> {
  const id = await logSession(tablet)
  await receiveAll(tablet, () => ({ outcome: 'applied', rev: 1, seq }))
  await applyHere(tablet, aPage([aCopy({ id, seq })]))
  expect(await stateOf(tablet, id)).toBe('counted')
  return id
}

const digestOf = (rows: readonly StoredRecord[]): string => changeDigest(EMPTY_DIGEST, [], rows.map(copyHash))

const cursorOf = async (tablet: Tablet) => (await readPosition(tablet)).cursors[0]

async function sweepAll(tablet: Tablet): Promise<void> {
  while (await sweepSome(tablet));
}

test('[HS-2] a restored server is given again what it lacks, and nothing that it knows', async () => {
  const tablet = await aTablet()
  const known = await aCountedSession(tablet, 1)
  const lacking = await aCountedSession(tablet, 2)
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 1 }))
  expect(await stateOf(tablet, known)).toBe('received')
  expect(await stateOf(tablet, lacking)).toBe('on-this-tablet')
  const [first, ...rest] = (await tablet.db.outbox.toArray()).map(({ n, state, op }) => ({ n, state, op }))
  expect([first?.state, ...rest.map(({ n, state }) => [n, state])]).toEqual(['received', [2, 'waiting']])

  const receipts = [{ opId: first?.op.opId ?? '', outcome: { outcome: 'applied', rev: 1, seq: 1 } as const }]
  const page = aPage([aCopy({ id: known })], { epoch: NEW_EPOCH, receipts })
  expect(await applyHere(tablet, page)).toMatchObject({ more: false, putBack: 0 })
  expect(await stateOf(tablet, known)).toBe('counted')
  expect((await tablet.db.sent.toArray()).map((row) => row.n)).toEqual([1])
})

test('[HS-6] what lies up to the number a restored server knows is asked about by id, and put back where it is silent', async () => {
  const tablet = await aTablet()
  await aCountedSession(tablet)
  const { op } = (await tablet.db.sent.get(1)) ?? {}
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 1 }))
  expect((await readPosition(tablet)).asks).toEqual([{ opId: op?.opId, n: 1 }])
  // The number is there, and belongs to a copy of this tablet.
  expect(await applyHere(tablet, aPage([], { epoch: NEW_EPOCH }))).toMatchObject({ putBack: 1 })
  expect(await tablet.db.outbox.get(1)).toMatchObject({ state: 'waiting', op })
  expect((await readPosition(tablet)).asks).toEqual([])
})

test('[HS-6] what a restored server took before and refuses in its new history stands before its author', async () => {
  const tablet = await aTablet()
  const id = await aCountedSession(tablet)
  const opId = (await tablet.db.sent.get(1))?.op.opId ?? ''
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 1 }))
  const outcome: Outcome = { outcome: 'refused', code: 'quarter-closed', fields: [] }
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, receipts: [{ opId, outcome }] }))
  expect(await stateOf(tablet, id)).toBe('attention')
})

test('[HS-2] receipts of the other history count no more: what they were about waits again', async () => {
  const tablet = await aTablet()
  await logSession(tablet)
  await receiveAll(tablet, () => ({ outcome: 'applied', rev: 1, seq: 1 }))
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 1 }))
  expect((await tablet.db.outbox.get(1))?.state).toBe('waiting')
})

test('[HS-5] a change on a copy from before the restore is of that history, until the copy has come again', async () => {
  const tablet = await aTablet()
  const id = await aCountedSession(tablet)
  const baseOfLast = async () => (await tablet.db.outbox.orderBy('n').last())?.op.base
  await correctSession(tablet, id, { title: 'Before' })
  expect(await baseOfLast()).toEqual({ epoch: EPOCH, rev: 1 })
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 2 }))
  await correctSession(tablet, id, { title: 'Meanwhile' })
  expect(await baseOfLast()).toEqual({ epoch: EPOCH, rev: 1 })

  await applyHere(tablet, aPage([aCopy({ id, rev: 4, seq: 4 })], { epoch: NEW_EPOCH }))
  await correctSession(tablet, id, { title: 'Afterwards' })
  expect(await baseOfLast()).toEqual({ epoch: NEW_EPOCH, rev: 4 })
  expect((await cursorOf(tablet))?.earlier).toEqual([{ upToGen: 1, epoch: EPOCH }])
  await sweepAll(tablet)
  expect(await cursorOf(tablet)).not.toHaveProperty('earlier')
})

test('[HS-3] what is put back does not stand on the copy of before, so a colleague’s later value stays on show', async () => {
  const tablet = await aTablet()
  const id = await aCountedSession(tablet)
  const later = aSession({ title: 'Rhymes with Ben' })
  await applyHere(tablet, aPage([aCopy({ id, rev: 2, seq: 2, body: later })]))
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 0 }))
  expect((await entryOf(tablet, id)).session?.title).toBe('Rhymes with Ben')

  // The backup was older than the record: once that is sure, what this tablet did is all there is.
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH }))
  await sweepAll(tablet)
  expect((await entryOf(tablet, id)).session?.title).toBe('Rhyme Time')
  expect(await stateOf(tablet, id)).toBe('on-this-tablet')
})

test('[SN-1] a snapshot keeps what is held on show until it has come again, and goes on where it stopped', async () => {
  const tablet = await aTablet()
  const rows = [1, 2, 3].map((seq) => aCopy({ id: testId(0xc, seq), seq }))
  await applyHere(tablet, aPage(rows))
  const begins = aPage(rows.slice(0, 1))
  const page = begins.scopes['site/wychwood']
  if (page === undefined) throw new Error('no page')
  Object.assign(page, { restart: true, head: 3 })
  expect(await applyHere(tablet, begins)).toMatchObject({ more: true })
  expect(await tablet.db.records.count()).toBe(3)
  expect(await cursorOf(tablet)).toMatchObject({ cursor: 1, head: 3, gen: 2, phase: 'snapshot' })
})

test('[SN-2] copies that did not come again with a whole snapshot are given up, and only those', async () => {
  const tablet = await aTablet()
  const [kept, gone] = [1, 2].map((seq) => aCopy({ id: testId(0xc, seq), seq }))
  if (kept === undefined || gone === undefined) throw new Error('no copies')
  await applyHere(tablet, aPage([kept, gone]))
  const mine = await logSession(tablet)
  const again = aPage([kept])
  Object.assign(again.scopes['site/wychwood'] ?? {}, { restart: true, digest: digestOf([kept]) })
  expect(await applyHere(tablet, again)).toMatchObject({ more: false })
  await sweepAll(tablet)
  expect((await tablet.db.records.toCollection().primaryKeys()).toSorted()).toEqual(
    [kept.id, mine].toSorted(),
  )
  expect(await cursorOf(tablet)).toMatchObject({ phase: 'following', digest: digestOf([kept]) })
  expect(await tablet.db.journal.toArray()).not.toContainEqual(
    expect.objectContaining({ what: expect.objectContaining({ event: 'digest-differs' }) }),
  )
})

test('[SN-3] a copy of another history is replaced whatever its revision was', async () => {
  const tablet = await aTablet()
  await applyHere(tablet, aPage([aCopy({ rev: 7, seq: 9 })]))
  await applyHere(tablet, aPage([], { epoch: NEW_EPOCH, knownThrough: 0 }))
  const restored = aCopy({ rev: 2, seq: 3, body: aSession({ note: 'as in the backup' }) })
  await applyHere(tablet, aPage([restored], { epoch: NEW_EPOCH }))
  expect((await entryOf(tablet, restored.id)).session?.note).toBe('as in the backup')
})

test('[PL-9] a scope that was withdrawn leaves no copy of the server’s, and keeps everything unsettled', async () => {
  const tablet = await aTablet()
  const counted = await aCountedSession(tablet)
  await correctSession(tablet, counted, { title: 'Corrected' })
  const own = await logSession(tablet)
  await applyHere(tablet, aPage([], { withdrawn: ['site/wychwood'] }))

  const rows = await tablet.db.records.toArray()
  expect(rows.map((row) => row.server)).toEqual([null, null])
  expect(JSON.stringify(rows.find((row) => row.id === counted)?.body)).toBe('{}')
  expect((await entryOf(tablet, own)).session?.title).toBe('Rhyme Time')
  // A label is what somebody called an entry: of an entry that may not be held none may stay.
  expect(await tablet.db.names.toArray()).toEqual(await namesInUse(tablet))
  expect((await tablet.db.outbox.toArray()).map((row) => row.op.action)).toEqual(['patch', 'create'])
  expect(await tablet.db.cursors.count()).toBe(0)
  expect((await tablet.db.journal.toArray()).map((row) => row.what)).toContainEqual({
    event: 'scope-withdrawn',
    scope: 'site/wychwood',
    rows: 1,
    kept: 2,
  })
})

test('[DG-10] a copy that is missing or stale is noticed with the next page, told and fetched again, once', async () => {
  const tablet = await aTablet()
  const [one, two] = [1, 2].map((seq) => aCopy({ id: testId(0xc, seq), seq }))
  if (one === undefined || two === undefined) throw new Error('no copies')
  const lossy = aPage([two])
  Object.assign(lossy.scopes['site/wychwood'] ?? {}, { digest: digestOf([one, two]) })
  expect(await applyHere(tablet, lossy)).toMatchObject({ more: true })
  expect(await cursorOf(tablet)).toMatchObject({ cursor: 0, phase: 'snapshot', doubtedAt: 2 })
  const whole = aPage([one, two])
  Object.assign(whole.scopes['site/wychwood'] ?? {}, { digest: digestOf([one, two]) })
  expect(await applyHere(tablet, whole)).toMatchObject({ more: false })
  expect(await tablet.db.records.count()).toBe(2)
  const told = (await tablet.db.journal.toArray()).filter((row) => row.what.event === 'digest-differs')
  expect(told).toHaveLength(1)
})

test('[DG-11] a scope that the server says nothing of is compared too', async () => {
  const tablet = await aTablet()
  const copy = aCopy()
  await applyHere(tablet, aPage([copy]))
  expect(await applyHere(tablet, aPage([], { quietDigest: digestOf([copy]) }))).toMatchObject({
    differs: false,
  })
  expect(await applyHere(tablet, aPage([], { quietDigest: digestOf([]) }))).toMatchObject({ differs: true })
})

test('[KS-1] what the server’s backups hold is kept for thirty days and then let go; anything else is kept', async () => {
  const tablet = await aTablet()
  for (const seq of [1, 2, 3]) await aCountedSession(tablet, seq)
  const numbers = async (): Promise<readonly number[]> => (await tablet.db.sent.toArray()).map((row) => row.n)
  await applyHere(tablet, aPage([], { durableThrough: 2 }))
  expect(await numbers()).toEqual([1, 2, 3])
  await tablet.db.sent.toCollection().modify((row) => {
    Object.assign(row, { settledAt: tablet.clock.now() - KEEP_SENT_MS - 60_000 })
  })
  await applyHere(tablet, aPage([], { durableThrough: 2 }))
  expect(await numbers()).toEqual([3])
})

test('[HB-1] a tablet tells its highest number and which of its numbers no receipt has come for', async () => {
  const tablet = await aTablet()
  await logSession(tablet)
  await receiveAll(tablet, () => ({ outcome: 'applied', rev: 1, seq: 1 }))
  const first = await logSession(tablet)
  await logSession(tablet)
  const { at } = (await tablet.db.outbox.get(2))?.op ?? {}
  const { heartbeat } = await readPosition(tablet)
  expect(heartbeat).toEqual({ maxN: 3, pending: [[2, 3]], oldestAt: at })
  expect(first).not.toBe('')
})

test('[HB-1] more gaps than may be told are told as one that is too wide, never too narrow', () => {
  const numbers = Array.from({ length: 3 * MAX_RANGES }, (_, index) => 2 * index + 1)
  const ranges = rangesOf(numbers)
  expect(ranges).toHaveLength(MAX_RANGES)
  for (const n of numbers) expect(ranges.some(([from, to]) => from <= n && n <= to)).toBe(true)
  expect(rangesOf([1, 2, 3, 7])).toEqual([
    [1, 3],
    [7, 7],
  ])
})

test('[WD-10] what a person takes back is gone from view at once and leaves the outbox only once the server was told', async () => {
  const tablet = await aTablet()
  const id = await logSession(tablet)
  await receiveAll(tablet, () => ({ outcome: 'refused', code: 'invalid-body', fields: ['title'] }))
  await withdrawChanges(tablet, id, 'Logged twice')
  expect(await tablet.db.records.get(id)).toMatchObject({ body: {}, unsettled: 'on-this-tablet' })
  const [refused, withdrawal] = await tablet.db.outbox.toArray()
  expect(refused).toMatchObject({ n: 1, state: 'withdrawn' })
  expect(withdrawal?.op).toMatchObject({
    action: 'withdraw',
    supersedes: refused?.op.opId,
    set: { reason: 'Logged twice' },
  })
  await receiveAll(tablet, () => ({ outcome: 'applied', rev: null, seq: null }))
  expect(await tablet.db.outbox.count()).toBe(0)
  expect(await tablet.db.records.count()).toBe(0)
  expect((await tablet.db.sent.toArray()).map((row) => row.n)).toEqual([1, 2])
})

test.each(['corrected', 'withdrawn'])(
  '[WD-11] what was changed since an entry was refused, and not yet sent, is dealt with when the entry is %s',
  async (how) => {
    const tablet = await aTablet()
    const id = await logSession(tablet)
    await receiveAll(tablet, () => ({ outcome: 'refused', code: 'quarter-closed', fields: [] }))
    const { seen } = await entryOf(tablet, id)
    await voidRecord(tablet, id, seen)
    if (how === 'corrected') await correctSession(tablet, id, { title: 'Right' })
    else await withdrawChanges(tablet, id, 'Logged twice')
    const waiting = await tablet.db.outbox.where('state').equals('waiting').toArray()
    expect(waiting.map((row) => row.n)).toEqual([2, 3])
    const taken = how === 'corrected' ? { rev: 1, seq: 1 } : { rev: null, seq: null }
    await receiveAll(tablet, (n) =>
      n === 2 ? { outcome: 'refused', code: 'record-missing', fields: [] } : { outcome: 'applied', ...taken },
    )
    expect(await tablet.db.outbox.where('state').equals('attention').count()).toBe(0)
    if (how === 'corrected')
      expect(await entryOf(tablet, id)).toMatchObject({ deleted: false, attention: null })
    else expect(await tablet.db.records.count()).toBe(0)
  },
)

test('[WD-11] correcting what was refused goes in the place of all that was not taken, and again when refused again', async () => {
  const tablet = await aTablet()
  const id = await logSession(tablet, aSession({ title: 'Wrong' }))
  await voidRecord(tablet, id, (await entryOf(tablet, id)).seen)
  await receiveAll(tablet, () => ({ outcome: 'refused', code: 'quarter-closed', fields: [] }))
  await correctSession(tablet, id, { title: 'Right' })
  expect(await entryOf(tablet, id)).toMatchObject({
    state: 'on-this-tablet',
    deleted: false,
    attention: null,
  })
  const repair = (await tablet.db.outbox.get(3))?.op
  expect(repair).toMatchObject({ action: 'create', base: null, parentN: null })
  expect(repair?.supersedes).toBe((await tablet.db.outbox.get(2))?.op.opId)

  await receiveAll(tablet, () => ({ outcome: 'refused', code: 'quarter-closed', fields: [] }))
  expect(await stateOf(tablet, id)).toBe('attention')
  expect((await tablet.db.outbox.toArray()).map((row) => row.n)).toEqual([3])
  await correctSession(tablet, id, { title: 'Right at last' })
  await receiveAll(tablet, () => ({ outcome: 'applied', rev: 1, seq: 1 }))
  await applyHere(tablet, aPage([aCopy({ id, body: aSession({ title: 'Right at last' }) })]))
  expect(await stateOf(tablet, id)).toBe('counted')
})
