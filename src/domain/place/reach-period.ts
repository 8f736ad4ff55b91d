import { addDays, type LocalDate, localDate } from '../time/local-date.ts'
import { type FinancialYear, financialYearName, financialYearOf } from '../time/quarter.ts'

/** Times that attendance is looked at over. */
export type PeriodChoice = 'twelve-months' | 'this-year' | 'last-year'

export function readPeriodChoice(text: string | null): PeriodChoice {
  return text === 'this-year' || text === 'last-year' ? text : 'twelve-months'
}

/** The days of a choice, both included, as of today. */
export function daysOf(
  choice: PeriodChoice,
  today: LocalDate,
): { readonly first: LocalDate; readonly last: LocalDate } {
  const year = financialYearOf(today)
  switch (choice) {
    case 'twelve-months':
      return { first: addDays(today, -364), last: today }
    case 'this-year':
      return { first: startOf(year), last: today }
    case 'last-year':
      return { first: startOf(year - 1), last: addDays(startOf(year), -1) }
  }
}

function startOf(year: FinancialYear): LocalDate {
  return localDate(`${year}-04-01`)
}

export function periodChoices(
  today: LocalDate,
): readonly { readonly value: PeriodChoice; readonly label: string }[] {
  const year = financialYearOf(today)
  return [
    { value: 'twelve-months', label: 'The last 12 months' },
    { value: 'this-year', label: `${financialYearName(year)} so far` },
    { value: 'last-year', label: financialYearName(year - 1) },
  ]
}
