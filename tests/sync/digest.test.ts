import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeDigest, copyHash, type Digested, EMPTY_DIGEST } from '#sync/digest.ts'

const copies = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom('event-session', 'preset'),
    rev: fc.integer({ min: 1, max: 50 }),
    seq: fc.integer({ min: 1, max: 5000 }),
    deleted: fc.boolean(),
    body: fc.dictionary(fc.string(), fc.jsonValue()),
  }),
  { selector: (copy) => copy.id, maxLength: 20 },
)
const sumOf = (rows: readonly Digested[]): string => changeDigest(EMPTY_DIGEST, [], rows.map(copyHash))

test('the same copies give the same digest in whatever order they came and went', () => {
  fc.assert(
    fc.property(copies, copies, (kept, passing) => {
      const forwards = sumOf([...kept, ...passing])
      const backwards = sumOf([...kept, ...passing].toReversed())
      expect(forwards).toBe(backwards)
      expect(changeDigest(forwards, passing.map(copyHash), [])).toBe(sumOf(kept))
    }),
  )
})

test('a copy missing, stale, void or with other contents gives another digest', () => {
  fc.assert(
    fc.property(copies, fc.nat(), (rows, pick) => {
      const one = rows[pick % Math.max(1, rows.length)]
      if (one === undefined) return
      const others = rows.filter((row) => row !== one)
      const changed: readonly (readonly Digested[])[] = [
        others,
        [...others, { ...one, rev: one.rev + 1 }],
        [...others, { ...one, seq: one.seq + 1 }],
        [...others, { ...one, deleted: !one.deleted }],
        [...others, { ...one, body: { ...one.body, added: 1 } }],
      ]
      for (const rowsNow of changed) expect(sumOf(rowsNow)).not.toBe(sumOf(rows))
    }),
  )
})

test('a digest is sixteen hex digits, and the empty one is zero', () => {
  fc.assert(fc.property(copies, (rows) => /^[0-9a-f]{16}$/.test(sumOf(rows))))
  expect(sumOf([])).toBe(EMPTY_DIGEST)
})
