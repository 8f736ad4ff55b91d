import { expect, test } from 'vitest'
import { replay } from '#sync/replay.ts'
import { anOperation, aPatch } from '#support/operations.ts'
import { aSession } from '#support/sessions.ts'

test('[OV-1] without a server copy a record is what its operations made of it', () => {
  const view = replay(null, [anOperation(), aPatch(1, { note: 'wet day' }, { note: '' })])
  expect(view).toEqual({ body: { ...aSession(), feedback: {}, note: 'wet day' }, deleted: false })
})

test('[OV-1] own operations stand on top of the server’s copy, in the order they were made', () => {
  const copy = { body: aSession({ note: 'from the server' }), deleted: false }
  const ops = [
    aPatch(1, { note: 'first' }, {}),
    aPatch(1, { note: 'second' }, {}),
    aPatch(1, {}, {}, { action: 'void' }),
  ]
  expect(replay(copy, ops)).toMatchObject({ body: { note: 'second' }, deleted: true })
})

test('[OV-1] a change of a record that nobody has is kept out of sight, not made up', () => {
  expect(replay(null, [aPatch(1, { note: 'x' }, {})])).toBeNull()
})

test('[MG-6] a restored record is not void', () => {
  const copy = { body: aSession(), deleted: true }
  expect(replay(copy, [aPatch(1, {}, {}, { action: 'restore' })])?.deleted).toBe(false)
})
