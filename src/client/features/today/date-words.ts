import type { LocalDate } from '#domain/time/local-date.ts'

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

/** The day in full words, "Tuesday 14 October". */
export function todayInWords(day: LocalDate): string {
  return format.format(new Date(`${day}T00:00:00Z`)).replace(',', '')
}
