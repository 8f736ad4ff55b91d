import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordStore } from '#server/storage/record-store.ts'
import { textHash } from '#sync/digest.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import { startServer } from '#support/server.ts'

/** A store whose judging transactions fail while `broken` says so, as when the machine stops between two commits. */
function breakable(state: { broken: boolean }): (store: RecordStore) => RecordStore {
  return (store) => ({
    ...store,
    settle: async (request, decide) => {
      if (state.broken) throw new Error('The power went')
      return store.settle(request, decide)
    },
  })
}

test('[PU-1] operations are kept although judging failed, and a retry applies each exactly once', async () => {
  const state = { broken: true }
  const server = await openServer({ wrapStore: breakable(state) })
  const tablet = await enrolTablet(server, 'site/abingdon')
  const batch = [tablet.create(), tablet.create()]
  const request = { protocol: PROTOCOL_VERSION, lineage: tablet.lineage, epoch: null, ops: batch }

  const failed = await tablet.post('/api/sync/push', request)
  expect(failed.status).toBe(500)
  expect(await failed.json()).toEqual({ code: 'server-failed' })
  expect(await server.store.outcomesOf(batch.map((op) => op.opId))).toEqual(
    new Map(batch.map((op) => [op.opId, null])),
  )

  state.broken = false
  expect((await tablet.push(batch)).map(({ outcome }) => outcome)).toEqual([
    { outcome: 'applied', rev: 1, seq: 1 },
    { outcome: 'applied', rev: 1, seq: 2 },
  ])
  expect((await tablet.pull())['site/abingdon']?.rows).toHaveLength(2)
})

test('[PU-8] what was received and not judged when the server stopped is judged when it starts again', async () => {
  const databasePath = join(await temporaryFolder(), 'branchline.sqlite')
  const before = await startServer({ databasePath, wrapStore: breakable({ broken: true }) })
  const tablet = await enrolTablet(before, 'site/abingdon')
  const batch = [tablet.create(), tablet.create()]
  await expect(tablet.push(batch)).rejects.toThrow('500')
  await before.close()

  const after = await openServer({ databasePath })

  const outcomes = await after.store.outcomesOf(batch.map((op) => op.opId))
  expect(batch.map((op) => outcomes.get(op.opId))).toEqual([
    { outcome: 'applied', rev: 1, seq: 1 },
    { outcome: 'applied', rev: 1, seq: 2 },
  ])
})

test('[PU-8] nothing is lost and nothing is applied twice, whenever judging fails and whatever is sent again', async () => {
  const step = fc.record({ broken: fc.boolean(), count: fc.integer({ min: 1, max: 3 }), again: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const state = { broken: false }
      const server = await openServer({ wrapStore: breakable(state) })
      const tablet = await enrolTablet(server, 'site/abingdon')
      const sent = steps.map(({ count }) => Array.from({ length: count }, () => tablet.create()))
      for (const [index, { broken, again }] of steps.entries()) {
        state.broken = broken
        const batch = again ? sent.slice(0, index + 1).flat() : (sent[index] ?? [])
        await tablet.push(batch).catch(() => undefined)
      }
      state.broken = false
      await tablet.push(sent.flat())
      const page = (await tablet.pull())['site/abingdon']
      expect(page?.rows.map((row) => row.id).toSorted()).toEqual(
        sent
          .flat()
          .map((op) => op.recordId)
          .toSorted(),
      )
      expect(page?.rows.every((row) => row.rev === 1)).toBe(true)
      expect(page?.rows.map((row) => row.seq)).toEqual(page?.rows.map((_, index) => index + 1))
    }),
    { numRuns: 20 },
  )
})

/** Records of which one cannot be read. */
class Unreadable<Kept> extends Map<string, Kept> {
  readonly #state: { readonly poisoned: string }

  constructor(records: ReadonlyMap<string, Kept>, state: { readonly poisoned: string }) {
    super(records)
    this.#state = state
  }

  override get(id: string): Kept | undefined {
    if (id === this.#state.poisoned) throw new Error('this record cannot be read')
    return super.get(id)
  }
}

test('[OUT-4] an operation on which judging itself fails is held, the others are judged, and it is judged again', async () => {
  const state = { poisoned: '' }
  const server = await openServer({
    wrapStore: (store) => ({
      ...store,
      settle: (request, decide) =>
        store.settle(request, (view) => decide({ ...view, records: new Unreadable(view.records, state) })),
    }),
  })
  const tablet = await enrolTablet(server, 'site/abingdon')
  const [poisoned, fine] = [tablet.create(), tablet.create()]
  state.poisoned = poisoned.recordId

  expect((await tablet.push([poisoned, fine])).map(({ outcome }) => outcome)).toEqual([
    { outcome: 'held', code: 'judging-failed' },
    { outcome: 'applied', rev: 1, seq: 1 },
  ])
  expect(server.log.text()).toContain('judging-failed')

  state.poisoned = ''
  expect((await tablet.push([poisoned])).map(({ outcome }) => outcome)).toEqual([
    { outcome: 'applied', rev: 1, seq: 2 },
  ])
})

test('[PU-9] only a tablet that asks for it hears of what was applied by its place', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const ops = [tablet.create(), tablet.create({ audience: 'nobody' }), tablet.create(), tablet.create()]
  const push = { protocol: PROTOCOL_VERSION, lineage: tablet.lineage, epoch: tablet.epoch, ops }
  const answer = async (more: object) => (await tablet.post('/api/sync/push', { ...push, ...more })).json()

  const named = ops.map(({ opId }) => opId)
  expect(await answer({})).toMatchObject({ receipts: named.map((opId) => ({ opId })) })
  expect(await answer({})).not.toHaveProperty('applied')
  expect(await answer({ brief: true })).toMatchObject({
    receipts: [{ opId: named[1], outcome: { outcome: 'refused' } }],
    applied: [
      [0, 1, 1, 1, textHash(named[0] ?? '')],
      [2, 2, 1, 2, textHash(named.slice(2).join('\n'))],
    ],
  })
})
