import { expect, test } from 'vitest'
import { EVERYWHERE, RunningSums } from '#domain/measures/month-sums.ts'
import { type SupportFigures, sumSupport } from '#domain/measures/plan-support.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { localDate } from '#domain/time/local-date.ts'
import { aSession, counted } from '#support/sessions.ts'

function entryOf({ day, ...session }: WrittenSession) {
  return { kind: 'event-session', scope: 'site/wychwood', day, body: { day, ...session } }
}

function figuresOf(...sessions: WrittenSession[]): SupportFigures {
  const sums = new RunningSums()
  for (const session of sessions) sums.addEntry(entryOf(session))
  const wychwood = sums.months().filter(({ scope }) => scope === 'site/wychwood')
  return sumSupport(wychwood.map(({ cells }) => Object.entries(cells)))
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
  const sums = new RunningSums()
  sums.addEntry(entryOf(aSession()))
  sums.removeEntry(entryOf(aSession()))
  expect(sums.months().map(({ scope, cells }) => [scope, cells])).toEqual([
    ['site/wychwood', {}],
    [EVERYWHERE, {}],
  ])
})

test('figures of months and sites add up', () => {
  const july = aSession({ day: localDate('2026-07-14'), counts: counted(5) })
  const august = aSession({ day: localDate('2026-08-14'), counts: counted(7) })
  const figures = figuresOf(july, august, { ...august, counts: {} })
  expect(figures.get('all')).toEqual({ sessions: 3, attendances: 12, notCounted: 1 })
})
