import { daysBetween, type LocalDate, localDateAt } from '../time/local-date.ts'
import { isMonthly, LATE_AFTER_DAYS } from './checks/entry-checks.ts'

const TIME_ZONE = 'Europe/London'

interface Dated {
  readonly id: string
  readonly kind: string
  readonly day: LocalDate | null
}

/** A uuid of version 7 begins with the millisecond it was made in. */
const MADE_AT = /^([0-9a-f]{8})-([0-9a-f]{4})-7/

const FIRST = Date.UTC(2000, 0, 1)
const LAST = Date.UTC(2200, 0, 1)

/** When a record was made, by the clock of the tablet that made it; null for an id that does not tell. */
function madeAt(id: string): number | null {
  const parts = MADE_AT.exec(id)
  const made = parts === null ? 0 : Number.parseInt(`${parts[1]}${parts[2]}`, 16)
  // A tablet's clock may stand anywhere, even where no calendar of ours goes.
  return made > FIRST && made < LAST ? made : null
}

/**
 * Days between what an entry is about and its being logged, where that is so many that it counts as late;
 * null when it was in time, is about no day, or its id does not tell.
 */
export function loggedLate({ id, kind, day }: Dated): number | null {
  const made = madeAt(id)
  // Figures of a month are put in when it is over, however long that takes.
  if (day === null || made === null || isMonthly(kind)) return null
  const days = daysBetween(day, localDateAt(made, TIME_ZONE))
  return days > LATE_AFTER_DAYS ? days : null
}
