import { attendances, attendancesByAge, type EventSession } from '../event-session.ts'
import { headcountTotal, splitDifference } from '../headcount.ts'
import { readBody } from '../registry.ts'
import { AGE_BANDS, type AgeBand, type Audience } from '../vocabulary.ts'
import type { CheckContext, Neighbour, Warning } from './warning.ts'

/** The bands a session of an audience is for; none for everybody. */
const BANDS_OF: Record<Audience, readonly AgeBand[]> = {
  '0-4': ['0-4'],
  '5-11': ['5-11'],
  '12-17': ['12-17'],
  adult: ['18-24', '25-64', '65+'],
  '65+': ['65+'],
  all: [],
}

/** What of a session may want a second look. */
export function sessionWarnings(session: EventSession, context: CheckContext): readonly Warning[] {
  return [
    ...splitWarnings(session),
    ...(session.capacity !== null && session.booked !== null && session.booked > session.capacity
      ? [{ code: 'more-booked-than-places', field: 'booked' } as const]
      : []),
    ...(contradictsAudience(session) ? [{ code: 'ages-contradict', field: 'counts' } as const] : []),
    ...doubleWarnings(session, context),
  ]
}

function splitWarnings({ heldState, counts }: EventSession): readonly Warning[] {
  if (heldState !== 'held') return []
  return Object.values(counts).flatMap((headcount): readonly Warning[] =>
    headcount.split === 'age' && headcount.stated !== null && splitDifference(headcount) !== 0
      ? [
          {
            code: 'split-differs',
            field: 'counts',
            split: headcountTotal(headcount) ?? 0,
            total: headcount.stated,
          },
        ]
      : [],
  )
}

/**
 * Whether a split says that nobody of the audience came, though others did. That some others came is
 * ordinary: a baby brings an adult, and an adult a child.
 */
function contradictsAudience(session: EventSession): boolean {
  const bands = BANDS_OF[session.audience]
  const byAge = attendancesByAge(session)
  const known = AGE_BANDS.filter((band) => band !== 'unknown' && (byAge[band] ?? 0) > 0)
  const isAllKnown = (byAge.unknown ?? 0) === 0
  return bands.length > 0 && known.length > 0 && isAllKnown && !known.some((band) => bands.includes(band))
}

/**
 * Sessions of the same site, day, preset and start that nobody has said are two. Whoever said so, of
 * either of the two, it holds for both.
 */
function doubleWarnings(session: EventSession, { sameDay, ownId }: CheckContext): readonly Warning[] {
  const ids = sameDay.flatMap((other) => (looksDouble(session, ownId, other) ? [other.id] : []))
  return ids.length === 0 ? [] : [{ code: 'looks-double', field: 'day', ids }]
}

function looksDouble(session: EventSession, ownId: string | null, other: Neighbour): boolean {
  if (other.kind !== 'event-session' || other.id === ownId) return false
  const found = readBody('event-session', other.body)
  if (found === null || session.notDoubleIds.includes(other.id)) return false
  if (ownId !== null && found.notDoubleIds.includes(ownId)) return false
  return (
    found.day === session.day &&
    found.presetId === session.presetId &&
    found.startTime === session.startTime &&
    // Two that are called differently are told apart already.
    found.title === session.title
  )
}

/** The figure a session is compared with the usual by; null when there is none. */
export function sessionFigure(session: EventSession): number | null {
  return session.heldState === 'held' ? attendances(session) : null
}
