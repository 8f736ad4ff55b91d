import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPage } from '#client/data/apply-page.ts'
import { readAttention } from '#client/data/attention.ts'
import { readEntry } from '#client/data/entries.ts'
import { nextBatch } from '#client/data/outbox.ts'
import { readPosition } from '#client/data/position.ts'
import { applyReceipts } from '#client/data/receipts.ts'
import { correctRecord, createRecord, restoreRecord, voidRecord } from '#client/data/save.ts'
import { monthSums } from '#client/data/site-sums.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { conflict, conflictIdOf } from '#domain/records/conflict.ts'
import type { Outcome } from '#sync/outcome.ts'
import { aDevice, aTablet, EPOCH, testId } from '#support/device.ts'
import { aCopy, aPage, applyHere } from '#support/server-copies.ts'
import { aSession, counted } from '#support/sessions.ts'
import { namesInUse } from '#support/tablets.ts'

const LIMITS = { bytes: 1_000_000, operations: 200, without: new Set<number>() }

async function aLoggedSession(tablet: Tablet): Promise<string> {
  const saved = await createRecord(tablet, {
    kind: 'event-session',
    scope: 'site/wychwood',
    body: aSession(),
  })
  if (!saved.ok) throw new Error(saved.code)
  return saved.id
}

/** Receives what waits with one outcome for each operation. */
async function receive(tablet: Tablet, outcome: (n: number) => Outcome): Promise<void> {
  const ops = await nextBatch(tablet.db, LIMITS)
  await applyReceipts(
    tablet,
    ops.map((op) => ({ opId: op.opId, outcome: outcome(op.n) })),
    ops.map((op) => op.n),
    EPOCH,
  )
}

const cursorsOf = async (tablet: Tablet): Promise<Record<string, number>> =>
  Object.fromEntries((await readPosition(tablet)).cursors.map((row) => [row.scope, row.cursor]))

const stateOf = async (tablet: Tablet, id: string): Promise<string | undefined> =>
  (await readEntry(tablet.db, id))?.state

test('[OV-2] an entry is on this tablet, then received, then counted, and leaves the outbox only at the end', async () => {
  const tablet = await aTablet()
  const id = await aLoggedSession(tablet)
  expect(await stateOf(tablet, id)).toBe('on-this-tablet')

  await receive(tablet, () => ({ outcome: 'applied', rev: 1, seq: 5 }))
  expect(await stateOf(tablet, id)).toBe('received')
  expect(await tablet.db.outbox.count()).toBe(1)

  await applyHere(tablet, aPage([aCopy({ id, seq: 5 })]))
  expect(await stateOf(tablet, id)).toBe('counted')
  expect(await tablet.db.outbox.count()).toBe(0)
  expect(await tablet.db.sent.count()).toBe(1)
})

test('[OV-2] the feed may bring the record before the receipt arrives', async () => {
  const tablet = await aTablet()
  const id = await aLoggedSession(tablet)
  await applyHere(tablet, aPage([aCopy({ id })]))
  expect(await stateOf(tablet, id)).toBe('on-this-tablet')
  await receive(tablet, () => ({ outcome: 'applied', rev: 1, seq: 1 }))
  expect(await stateOf(tablet, id)).toBe('counted')
})

test('[OV-1] a correction made meanwhile stays on top of the server’s copy', async () => {
  const tablet = await aTablet()
  const id = await aLoggedSession(tablet)
  const entry = await readEntry(tablet.db, id)
  if (entry === null) throw new Error('no entry')
  await receive(tablet, () => ({ outcome: 'applied', rev: 1, seq: 1 }))
  await correctRecord(tablet, id, entry.seen, aSession({ counts: counted(15) }))
  await applyHere(
    tablet,
    aPage([aCopy({ id, body: aSession({ note: 'from a colleague' }), rev: 2, seq: 2 })]),
  )
  const shown = await readEntry(tablet.db, id)
  expect(shown?.session).toMatchObject({ counts: counted(15), note: 'from a colleague' })
  expect(shown?.state).toBe('on-this-tablet')
})

test('[OB-1] a receipt for another operation, or for one not known, changes nothing', async () => {
  const tablet = await aTablet()
  await aLoggedSession(tablet)
  const outcome: Outcome = { outcome: 'applied', rev: 1, seq: 1 }
  const receipts = [{ opId: testId(0x99, 1), outcome }]
  for (const numbers of [[1], undefined]) {
    expect(await applyReceipts(tablet, receipts, numbers, EPOCH)).toMatchObject({ operations: 0 })
  }
  expect(await tablet.db.outbox.where('[state+n]').equals(['waiting', 1]).count()).toBe(1)
})

test('[OB-3] batches go in n order and as large as the link has shown it carries, but never empty', async () => {
  const tablet = await aTablet()
  for (let count = 0; count < 30; count += 1) await aLoggedSession(tablet)
  const numbers = async (bytes: number, operations: number): Promise<readonly number[]> =>
    (await nextBatch(tablet.db, { bytes, operations, without: new Set() })).map((op) => op.n)
  expect(await numbers(1, 200)).toEqual([1])
  expect(await numbers(1_000_000, 3)).toEqual([1, 2, 3])
  const small = await numbers(4_000, 200)
  const large = await numbers(16_000, 200)
  expect(small.length).toBeGreaterThan(1)
  expect(large.length).toBeGreaterThan(small.length)
  expect(large).toEqual(Array.from({ length: large.length }, (_, index) => index + 1))
})

test('[OB-2] a held operation is not sent again but asked about, and goes on being this tablet’s alone', async () => {
  const tablet = await aTablet()
  const id = await aLoggedSession(tablet)
  await receive(tablet, () => ({ outcome: 'held', code: 'predecessor-missing' }))
  expect(await stateOf(tablet, id)).toBe('on-this-tablet')
  expect(await nextBatch(tablet.db, LIMITS)).toEqual([])
  const { asks } = await readPosition(tablet)
  expect(asks.map((ask) => ask.n)).toEqual([1])

  const receipts = asks.map(({ opId }) => ({
    opId,
    outcome: { outcome: 'applied', rev: 1, seq: 1 } as const,
  }))
  await applyHere(tablet, aPage([aCopy({ id })], { receipts }))
  expect(await stateOf(tablet, id)).toBe('counted')
})

test('[OV-3] a refused entry stays readable, says why, and is not sent again', async () => {
  const tablet = await aTablet()
  const id = await aLoggedSession(tablet)
  await receive(tablet, () => ({ outcome: 'refused', code: 'invalid-body', fields: ['title'] }))
  const entry = await readEntry(tablet.db, id)
  expect(entry).toMatchObject({ state: 'attention', attention: { code: 'invalid-body', fields: ['title'] } })
  expect(entry?.session?.title).toBe('Rhyme Time')
  expect(await nextBatch(tablet.db, LIMITS)).toEqual([])
})

test('[OV-3] a value that lost a conflict gives way to the server’s, and stays before its author until the conflict itself is here', async () => {
  const tablet = await aTablet()
  const id = await aLoggedSession(tablet)
  await receive(tablet, () => ({ outcome: 'applied', rev: 1, seq: 1 }))
  await applyHere(tablet, aPage([aCopy({ id })]))
  const entry = await readEntry(tablet.db, id)
  if (entry === null) throw new Error('no entry')
  await correctRecord(tablet, id, entry.seen, aSession({ counts: counted(15) }))
  const opId = (await tablet.db.outbox.get(2))?.op.opId ?? ''
  await receive(tablet, () => ({ outcome: 'conflict', rev: 3, seq: 4, lost: ['counts/door-1'] }))
  await applyHere(tablet, aPage([aCopy({ id, body: aSession({ counts: counted(16) }), rev: 3, seq: 3 })]))
  const shown = await readEntry(tablet.db, id)
  expect(shown).toMatchObject({
    state: 'attention',
    attention: { code: 'conflict', fields: ['counts/door-1'] },
  })
  expect(shown?.session?.counts).toEqual(counted(16))

  const body = {
    ...conflict.example,
    recordId: id,
    opId,
    fields: { 'counts/door-1': { kept: 16, keptBy: 'Ben', lost: 15 } },
  }
  await applyHere(
    tablet,
    aPage([aCopy({ id: conflictIdOf(opId), kind: 'conflict', day: null, body, rev: 1, seq: 4 })]),
  )
  expect(await stateOf(tablet, id)).toBe('counted')
  expect(await tablet.db.outbox.count()).toBe(0)
  expect(await readAttention(tablet, tablet.clock.now())).toMatchObject([
    { type: 'conflict', scope: 'site/wychwood' },
  ])
})

test('[PL-3] a page that cannot be written whole leaves neither its rows nor its cursors', async () => {
  const tablet = await aTablet()
  const full = (): never => {
    throw new DOMException('the disk is full', 'QuotaExceededError')
  }
  tablet.db.cursors.hook('creating', full)
  await expect(applyHere(tablet, aPage([aCopy()]))).rejects.toThrow()
  expect(await tablet.db.records.count()).toBe(0)
  expect(await tablet.db.rollups.count()).toBe(0)
  tablet.db.cursors.hook('creating').unsubscribe(full)
  expect(await applyHere(tablet, aPage([aCopy()]))).toMatchObject({ more: false, rows: 1 })
  expect(await cursorsOf(tablet)).toEqual({ 'site/wychwood': 1 })
})

test('[PL-4] a page applied twice, or after a newer one, changes nothing', async () => {
  const tablet = await aTablet()
  const older = aPage([aCopy()])
  const newer = aPage([aCopy({ rev: 2, seq: 2, body: aSession({ note: 'newer' }) })])
  const start = await readPosition(tablet)
  await applyHere(tablet, older)
  await applyHere(tablet, newer)
  const rows = await tablet.db.records.toArray()
  await applyHere(tablet, newer)
  expect(await tablet.db.records.toArray()).toEqual(rows)
  await applyHere(tablet, older)
  expect(await tablet.db.records.toArray()).toEqual(rows)
  const cursors = await cursorsOf(tablet)
  await applyPage(tablet, start, older)
  expect(await tablet.db.records.toArray()).toEqual(rows)
  expect(await cursorsOf(tablet)).toEqual(cursors)
})

test('[PL-5] a record of a kind this build does not know is kept as it came', async () => {
  const tablet = await aTablet()
  const body = { beams: 3, nested: { kept: true } }
  await applyHere(tablet, aPage([aCopy({ kind: 'hologram-visit', body })]))
  expect((await tablet.db.records.get(testId(0xc, 1)))?.body).toEqual(body)
})

test('[PL-6] a build that knows other kinds asks from the start again and wipes nothing', async () => {
  const tablet = await aTablet()
  await applyHere(tablet, aPage([aCopy()]))
  expect(await cursorsOf(tablet)).toEqual({ 'site/wychwood': 1 })
  await tablet.db.tablet.update('tablet', { entitySet: 'event-session:1' })
  expect(await cursorsOf(tablet)).toEqual({ 'site/wychwood': 0 })
  expect(await tablet.db.records.count()).toBe(1)
})

test('[HS-1] a new history of the server is asked for from its start, and nothing is wiped for it', async () => {
  const tablet = await aTablet()
  await applyHere(tablet, aPage([aCopy()]))
  const epoch = testId(0xe, 2)
  expect(await applyHere(tablet, aPage([], { epoch }))).toMatchObject({ more: true, rows: 0 })
  expect(await readPosition(tablet)).toMatchObject({ epoch })
  expect(await cursorsOf(tablet)).toEqual({ 'site/wychwood': 0 })
  expect(EPOCH).not.toBe(epoch)
  expect(await tablet.db.records.count()).toBe(1)
})

type Step = {
  readonly do: 'log' | 'correct' | 'void' | 'restore' | 'receive' | 'pull'
  readonly pick: number
}

/** What the kept figures ought to be: all records on the tablet, folded one by one. */
async function foldAll(tablet: Tablet): Promise<Record<string, unknown>> {
  const sums = new RunningSums()
  for (const { kind, scope, day, body, deleted } of await tablet.db.records.toArray()) {
    if (!deleted && day !== null) sums.addEntry({ kind, scope, day, body })
  }
  return Object.fromEntries(sums.months().map(({ scope, month, cells }) => [`${scope} ${month}`, cells]))
}

test('[OV-4] the kept figures and labels are those of all records, whatever happened in whatever order', async () => {
  const step = fc.record({
    do: fc.constantFrom('log', 'correct', 'void', 'restore', 'receive', 'pull') satisfies fc.Arbitrary<
      Step['do']
    >,
    pick: fc.nat(20),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const tablet = await aTablet(aDevice())
      let rev = 1
      for (const { do: what, pick } of steps) {
        const ids = await tablet.db.records.toCollection().primaryKeys()
        const id = ids[pick % Math.max(1, ids.length)]
        const entry = id === undefined ? null : await readEntry(tablet.db, id)
        rev += 1
        if (what === 'log') await aLoggedSession(tablet)
        else if (what === 'receive') await receive(tablet, () => ({ outcome: 'applied', rev, seq: rev }))
        else if (id === undefined || entry === null) continue
        else if (what === 'correct')
          await correctRecord(
            tablet,
            id,
            entry.seen,
            aSession({ counts: counted(pick), title: `Rhyme ${pick % 3}` }),
          )
        else if (what === 'void') await voidRecord(tablet, id, entry.seen)
        else if (what === 'restore') await restoreRecord(tablet, id, entry.seen)
        else
          await applyHere(
            tablet,
            aPage([aCopy({ id, rev, seq: rev, body: aSession({ counts: counted(pick + 1) }) })]),
          )
      }
      const kept = (await tablet.db.rollups.toArray()).filter((row) => Object.keys(row.figures).length > 0)
      expect(
        Object.fromEntries(kept.map((row) => [`${row.scope} ${row.month}`, monthSums(row).cells])),
      ).toEqual(await foldAll(tablet))
      expect(await tablet.db.names.toArray()).toEqual(await namesInUse(tablet))
      tablet.db.close()
    }),
    { numRuns: 40 },
  )
})
