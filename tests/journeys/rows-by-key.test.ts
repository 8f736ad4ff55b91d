// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JournalRow } from '#client/data/database.ts'
import { rowsByKey } from '#client/data/rows-by-key.ts'
import { aDevice, aTablet } from '#support/device.ts'

const LINES = 60

test('the rows of some keys are found, however close together they lie, and no others', async () => {
  const { db } = await aTablet(aDevice())
  await db.journal.bulkPut(
    Array.from({ length: LINES }, (_, index): JournalRow => {
      return { id: index + 1, at: 0, what: { event: 'sent', operations: index + 1 } }
    }),
  )
  // Some beyond the last, so that keys without a row are among them.
  const keys = fc.uniqueArray(fc.integer({ min: 1, max: LINES + 10 }))
  await fc.assert(
    fc.asyncProperty(keys, async (some) => {
      const found = await rowsByKey(db.journal, { keys: some, keyOf: (row) => row.id ?? 0 })
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(some.filter((key) => key <= LINES)))
      expect(found.length).toBe(new Set(found.map(({ id }) => id)).size)
    }),
  )
})

test('several rows of one key are all found, by an index that many may share', async () => {
  const { db } = await aTablet(aDevice())
  const scopes = ['site/a', 'site/b', 'site/c', 'site/d', 'site/e', 'site/f']
  const pads = scopes.flatMap((scope) => [1, 2].map((number) => ({ id: `${scope} ${number}`, scope })))
  await db.pads.bulkPut(
    pads.map((pad) => ({
      ...pad,
      title: '',
      target: { is: 'entry', entryId: 'none' },
      isByAge: false,
      startedAt: 0,
      closedAt: null,
      entryId: null,
    })),
  )
  await fc.assert(
    fc.asyncProperty(fc.subarray(scopes), async (some) => {
      const found = await rowsByKey(db.pads, { index: 'scope', keys: some, keyOf: (row) => row.scope })
      expect(found.map(({ id }) => id).toSorted()).toEqual(
        pads.flatMap(({ id, scope }) => (some.includes(scope) ? [id] : [])),
      )
    }),
  )
})
