import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { loggedLate } from '#domain/records/logged-late.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'

const day = localDate('2026-10-14')
const madeAfter = (days: number): string => v7({ msecs: Date.parse(`${addDays(day, days)}T10:00:00Z`) })

test('an entry logged more than 60 days after its day is marked as late, with how many', () => {
  const kind = 'event-session'
  expect(loggedLate({ id: madeAfter(61), kind, day })).toBe(61)
  expect(loggedLate({ id: madeAfter(60), kind, day })).toBeNull()
  expect(loggedLate({ id: madeAfter(0), kind, day })).toBeNull()
})

test('figures of a month are never late, nor is what is about no day or has an id that does not tell', () => {
  expect(loggedLate({ id: madeAfter(200), kind: 'issues-month', day })).toBeNull()
  expect(loggedLate({ id: madeAfter(200), kind: 'volunteer', day: null })).toBeNull()
  expect(loggedLate({ id: 'preset/lego', kind: 'event-session', day })).toBeNull()
  const noCalendar = 'ffffffff-ffff-7000-8000-000000000001'
  expect(loggedLate({ id: noCalendar, kind: 'event-session', day })).toBeNull()
})
