import type { WrittenSession } from '#domain/records/event-session.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { localDate } from '#domain/time/local-date.ts'

/** A Rhyme Time with 14 people, changed as a test needs. */
export function aSession(overrides: Partial<WrittenSession> = {}): WrittenSession {
  return { ...eventSession.example, day: localDate('2026-10-14'), counts: counted(14), ...overrides }
}

/** One contribution with a plain total. */
export function counted(total: number, key = 'door-1'): WrittenSession['counts'] {
  return { [key]: { split: 'none', total } }
}
