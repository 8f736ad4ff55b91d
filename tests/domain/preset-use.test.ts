import { expect, test } from 'vitest'
import { presetsByUse } from '#domain/records/preset-use.ts'

const presets = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, body: { order: 4 - index } }))
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

test('before anything was logged, presets stand in their own order', () => {
  const { used, others } = presetsByUse(presets, [])

  expect(used).toEqual([])
  expect(ids(others)).toEqual(['d', 'c', 'b', 'a'])
})

test('a preset used just now stands before one used once, longer ago', () => {
  expect(ids(presetsByUse(presets, ['b', 'c']).used)).toEqual(['b', 'c'])
})

test('a preset used often stands before one used once, just now', () => {
  expect(ids(presetsByUse(presets, ['b', 'c', 'c', 'c']).used)).toEqual(['c', 'b'])
})

test('a preset the service no longer has is passed over', () => {
  expect(ids(presetsByUse(presets, ['gone', 'a']).used)).toEqual(['a'])
})
