import { expect, test } from 'vitest'
import { attendances, type EventSession, eventSession } from '#domain/records/event-session.ts'
import { joinedSession } from '#domain/records/session-join.ts'
import { readBody } from '#domain/records/registry.ts'

function session(changes: Partial<EventSession>): EventSession {
  const body = readBody('event-session', { ...eventSession.example, ...changes })
  if (body === null) throw new Error('not a session')
  return body
}

const ONE = session({ counts: { '0': { split: 'none', total: 14 } }, note: 'At the front door' })
const OTHER = session({
  counts: { '0': { split: 'none', total: 6 }, 'pad-a': { split: 'none', total: 3 } },
  note: 'At the back',
  packsTaken: 4,
  onlinePeak: 2,
})

test('one session logged at two doors has the people of both, and what either knows', () => {
  const joined = joinedSession(ONE, OTHER, 'other')
  expect(attendances(joined)).toBe(14 + 6 + 3 + 2)
  expect(joined).toMatchObject({
    note: 'At the front door\nAt the back',
    packsTaken: 4,
    onlinePeak: 2,
    format: 'hybrid',
  })
})

test('joined once more, nothing changes', () => {
  const joined = joinedSession(ONE, OTHER, 'other')
  expect(joinedSession(joined, OTHER, 'other')).toEqual(joined)
})

test('nobody at one door hides nobody at the other', () => {
  const nobody = session({ heldState: 'held-no-attendance', counts: {} })
  expect(attendances(joinedSession(nobody, ONE, 'other'))).toBe(14)
  expect(joinedSession(nobody, nobody, 'other').heldState).toBe('held-no-attendance')
})
