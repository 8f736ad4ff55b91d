// @vitest-environment node
import { expect, test } from 'vitest'
import { handOver } from '#client/data/hand-over.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 9, 14, 9)
const facts = { waiting: 0, oldestWaitingAt: null, attention: 0, unfinished: 0, isPersisted: true, now }

test('a tablet is safe to hand over when the county has everything, also while something needs attention', () => {
  expect(handOver(facts)).toMatchObject({ light: 'safe', reasons: ['all-received'], offersFile: false })
  expect(handOver({ ...facts, attention: 2 })).toMatchObject({ light: 'safe', reasons: ['needs-attention'] })
})

test('while something waits on storage the browser keeps, nothing is lost as long as the tablet is not', () => {
  const waiting = { ...facts, waiting: 3, oldestWaitingAt: now - DAY_MS }
  expect(handOver(waiting)).toMatchObject({ light: 'keep', reasons: ['waiting-here'], offersFile: false })
  // A browser that does not say is not taken for one that says no.
  expect(handOver({ ...waiting, isPersisted: null }).light).toBe('keep')
})

test('what waits on storage the browser may clear, or has waited for more than a week, asks for a file', () => {
  const waiting = { ...facts, waiting: 3, oldestWaitingAt: now - DAY_MS }
  expect(handOver({ ...waiting, isPersisted: false })).toMatchObject({
    light: 'act',
    reasons: ['storage-may-be-cleared', 'waiting-here'],
    offersFile: true,
  })
  expect(handOver({ ...waiting, oldestWaitingAt: now - 8 * DAY_MS })).toMatchObject({
    light: 'act',
    reasons: ['waited-7-days', 'waiting-here'],
    offersFile: true,
  })
})

test('what was begun and is in no entry yet keeps the light from green', () => {
  expect(handOver({ ...facts, unfinished: 1 })).toMatchObject({ light: 'keep', reasons: ['unfinished'] })
})
