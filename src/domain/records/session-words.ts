import { attendances, type EventSession } from './event-session.ts'

/** What a list says of a session: how many came, or why there is no number. */
export function attendanceInWords(session: Pick<EventSession, 'heldState' | 'counts'>): string {
  switch (session.heldState) {
    case 'cancelled':
      return 'cancelled'
    case 'postponed':
      return 'postponed'
    case 'held-no-attendance':
      return 'nobody came'
    case 'held': {
      const came = attendances(session)
      return came === null ? 'not counted' : String(came)
    }
  }
}
