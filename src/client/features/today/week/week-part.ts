import type { LocalDate } from '#domain/time/local-date.ts'
import type { PlannedSlot, Week } from '#client/data/week.ts'
import type { WeekTyping } from './use-week-typing.ts'

/** What a drawing of the week is given. */
export interface WeekPartProps {
  readonly week: Week
  readonly today: LocalDate
  readonly typing: WeekTyping
  readonly onMore: (slot: PlannedSlot) => void
}
