import { expect, test } from 'vitest'
import { addSupport, NO_SUPPORT, type Support, sumSupport } from '#domain/measures/plan-support.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { aSession, counted } from '#support/sessions.ts'

function figuresOf(...sessions: WrittenSession[]): Map<string, Support> {
  const figures = new Map<string, Support>()
  for (const session of sessions) addSupport(figures, session, 1)
  return figures
}

test('a session counts once in all, under its own priority, and beside the others it contributes to', () => {
  const figures = figuresOf(aSession({ counts: counted(14) }))
  const one = { sessions: 1, attendances: 14, notCounted: 0 }
  expect(figures.get('all')).toEqual(one)
  expect(figures.get('primary:priority/7')).toEqual(one)
  expect(figures.get('also:priority/3')).toEqual(one)
  expect(figures.get('primary:priority/3')).toBeUndefined()
  expect(figures.get('action:action/SDP22-21')).toEqual(one)
})

test('an action named twice by one session is supported once', () => {
  const twice = aSession({
    actionIds: ['action/SDP22-21', 'action/SDP22-21'],
    alsoPriorityIds: ['priority/7', 'priority/3'],
  })
  expect(figuresOf(twice).get('action:action/SDP22-21')?.sessions).toBe(1)
  expect(figuresOf(twice).get('also:priority/7')).toBeUndefined()
})

test('a session held but not counted is a session, and is said to be short of a number', () => {
  expect(figuresOf(aSession({ counts: {} })).get('all')).toEqual({
    sessions: 1,
    attendances: 0,
    notCounted: 1,
  })
})

test('sessions not held, that nobody came to, or that only hired the room support nothing', () => {
  const figures = figuresOf(
    aSession({ heldState: 'cancelled' }),
    aSession({ heldState: 'held-no-attendance' }),
    aSession({ counts: counted(0) }),
    aSession({ runBy: 'hired' }),
  )
  expect(figures.size).toBe(0)
})

test('taking a session out again leaves nothing of it', () => {
  const figures = figuresOf(aSession())
  addSupport(figures, aSession(), -1)
  expect(
    [...figures.values()].every((support) => JSON.stringify(support) === JSON.stringify(NO_SUPPORT)),
  ).toBe(true)
})

test('figures of months and sites add up', () => {
  const july = figuresOf(aSession({ counts: counted(5) }))
  const august = figuresOf(aSession({ counts: counted(7) }), aSession({ counts: {} }))
  expect(sumSupport([july, august]).get('all')).toEqual({ sessions: 3, attendances: 12, notCounted: 1 })
})
