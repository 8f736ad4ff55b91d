import type { EventSession } from '#domain/records/event-session.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { localDate } from '#domain/time/local-date.ts'

/** A Rhyme Time with 14 people, changed as a test needs. */
export function aSession(overrides: Partial<EventSession> = {}): EventSession {
  return { ...eventSession.example, day: localDate('2026-10-14'), counts: counted(14), ...overrides }
}

/** One contribution with a plain total. */
export function counted(total: number, key = 'door-1'): EventSession['counts'] {
  return { [key]: { split: 'none', total } }
}
