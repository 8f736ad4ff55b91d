import { readBody } from '../records/registry.ts'
import type { LocalDate } from '../time/local-date.ts'
import { WEEKDAYS } from '../records/fields/kinds-of-field.ts'

interface Kept {
  readonly body: Readonly<Record<string, unknown>>
  readonly deleted: boolean
}

/** When a site is open in an ordinary week, as its staff put it in. */
export interface WeekHours {
  readonly fromDay: LocalDate
  /** Hours by day, from Monday; a day that is closed has none. */
  readonly days: readonly { readonly day: string; readonly staffed: number; readonly unstaffed: number }[]
}

/** The hours that hold on a day; null while nobody has put any in. Of several, those that began last. */
export function hoursOn(kept: readonly Kept[], today: LocalDate): WeekHours | null {
  const held = kept.flatMap(({ body, deleted }) => {
    const hours = deleted ? null : readBody('access-profile', body)
    if (hours === null || hours.fromDay > today) return []
    return hours.untilDay !== null && hours.untilDay < today ? [] : [hours]
  })
  const latest = held.toSorted((a, b) => b.fromDay.localeCompare(a.fromDay))[0]
  if (latest === undefined) return null
  return {
    fromDay: latest.fromDay,
    days: Object.entries(WEEKDAYS).map(([key, day]) => ({
      day,
      staffed: (latest.staffed[key] ?? 0) / 60,
      unstaffed: (latest.unstaffed[key] ?? 0) / 60,
    })),
  }
}
