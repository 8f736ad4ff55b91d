import { addDays, daysBetween, type LocalDate } from './local-date.ts'
import { firstDayOf, lastDayOf, type Month, monthOf } from './quarter.ts'

/** Days from first to last, both included. */
export interface DaySpan {
  readonly first: LocalDate
  readonly last: LocalDate
}

/** Days as whole months, with the days to put to these and to take out of them again. */
export interface DaysByMonth {
  /** Both included. */
  readonly months: { readonly first: Month; readonly last: Month }
  readonly added: readonly DaySpan[]
  readonly taken: readonly DaySpan[]
}

/**
 * How the sum over some days is got from sums of months with few single days: of a month that begins before
 * them, its fewer days are looked at; of one that ends after them, those after, which mostly are days to come.
 */
export function daysByMonth({ first, last }: DaySpan): DaysByMonth {
  const begin = firstDayOf(monthOf(first))
  const end = lastDayOf(monthOf(first))
  const after = { first: addDays(last, 1), last: lastDayOf(monthOf(last)) }
  const isTakenWhole = daysBetween(begin, first) <= daysBetween(first, end) + 1
  return {
    months: { first: monthOf(isTakenWhole ? first : addDays(end, 1)), last: monthOf(last) },
    added: isTakenWhole ? [] : [{ first, last: end }],
    taken: [isTakenWhole ? { first: begin, last: addDays(first, -1) } : null, after].flatMap((days) =>
      days === null || days.first > days.last ? [] : days,
    ),
  }
}
