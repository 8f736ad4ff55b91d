import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWriters, writersText } from '#server/storage/writers-text.ts'

const writer = fc.record({
  rev: fc.integer({ min: 1, max: 4 }),
  lineage: fc.constantFrom('0198d9a0-0000-7000-8000-000000000001', '0198d9a0-0000-7000-8000-000000000002'),
  n: fc.integer({ min: 0, max: 4 }),
})
const writers = fc.dictionary(fc.constantFrom('title', 'note', 'counts/door-1', '~void'), writer, {
  noNullPrototype: true,
})

test('who last wrote each field is read as it was written', () => {
  fc.assert(
    fc.property(writers, (some) => {
      expect(readWriters(writersText(some))).toEqual(some)
    }),
  )
})

test('a change of many fields is kept once, with the fields it was the last to write', () => {
  const first = { rev: 1, lineage: 'a', n: 7 }
  const later = { rev: 2, lineage: 'b', n: 3 }
  expect(writersText({ title: first, note: later, day: first })).toBe(
    '=[[1,"a",7,"title","day"],[2,"b",3,"note"]]',
  )
})

test('a build of before that comes upon it stops, and does not take every field for nobody’s', () => {
  const text = writersText({ title: { rev: 1, lineage: 'a', n: 7 } })
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
})

test('what builds of before wrote, a writer for each field, is read as it is', () => {
  fc.assert(
    fc.property(writers, (some) => {
      expect(readWriters(JSON.stringify(some))).toEqual(some)
    }),
  )
})
