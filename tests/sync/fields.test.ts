import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MergePolicy } from '#domain/records/define-record.ts'
import { changedFields, fieldsOf, sameValue, withFields } from '#sync/fields.ts'

const policies: Record<string, MergePolicy> = { counts: 'map' }
const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.integer()), fc.record({ total: fc.nat() }))
const body = fc.record({
  title: value,
  note: value,
  counts: fc.dictionary(fc.constantFrom('door-1', 'door-2', 'door-3'), fc.record({ total: fc.nat() })),
})

test('[OP-1] what changed, put into the body it changed, gives the new body', () => {
  fc.assert(
    fc.property(body, body, (before, after) => {
      const { set } = changedFields(before, after, policies)
      expect(withFields(before, set, policies)).toEqual(after)
    }),
  )
})

test('[OP-1] what changed, turned round, gives the old body back', () => {
  fc.assert(
    fc.property(body, body, (before, after) => {
      const { was } = changedFields(before, after, policies)
      expect(withFields(after, was, policies)).toEqual(before)
    }),
  )
})

test('[OP-2] a key of a keyed map is a field of its own, and null takes it out', () => {
  const before = { counts: { 'door-1': { total: 3 } } }
  expect(fieldsOf(before, policies)).toEqual({ 'counts/door-1': { total: 3 } })
  expect(withFields(before, { 'counts/door-1': null }, policies)).toEqual({ counts: {} })
  expect(withFields({}, {}, policies)).toEqual({ counts: {} })
})

test('values are equal when they are equal as JSON, in whatever order their keys stand', () => {
  expect(sameValue({ a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 })).toBe(true)
  expect(sameValue({ a: 1 }, { a: 1, b: 2 })).toBe(false)
  expect(sameValue([1, 2], [2, 1])).toBe(false)
  expect(sameValue(null, {})).toBe(false)
})
