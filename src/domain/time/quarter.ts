import * as v from 'valibot'
import { addDays, type LocalDate, localDate } from './local-date.ts'

/** A quarter of the financial year; Q1 is April to June. */
export const quarterSchema = v.picklist(['Q1', 'Q2', 'Q3', 'Q4'])
export type Quarter = v.InferOutput<typeof quarterSchema>

export const QUARTERS: readonly Quarter[] = ['Q1', 'Q2', 'Q3', 'Q4']

/** A financial year, April to March, named by the calendar year it starts in: 2022 is 2022/23. */
export type FinancialYear = number

export function financialYearOf(day: LocalDate): FinancialYear {
  const year = Number(day.slice(0, 4))
  return Number(day.slice(5, 7)) >= 4 ? year : year - 1
}

/** The year as it is printed, "2022/23". */
export function financialYearName(year: FinancialYear): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`
}

export function quarterOf(day: LocalDate): Quarter {
  const month = Number(day.slice(5, 7))
  if (month >= 4 && month <= 6) return 'Q1'
  if (month >= 7 && month <= 9) return 'Q2'
  if (month >= 10) return 'Q3'
  return 'Q4'
}

const MONTHS: Record<Quarter, string> = {
  Q1: 'Apr–Jun',
  Q2: 'Jul–Sep',
  Q3: 'Oct–Dec',
  Q4: 'Jan–Mar',
}

/** "Q2 · Jul–Sep"; the months are said because Q1 is not January. */
export function quarterInWords(quarter: Quarter): string {
  return `${quarter} · ${MONTHS[quarter]}`
}

/** A calendar month, written `YYYY-MM`; figures are kept by month so that any period can be added up. */
export type Month = string
export const monthSchema = v.pipe(
  v.string(),
  v.regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, 'Write the month as year-month'),
)

export function previousMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7)
}

/** The day that stands for a month: its first. */
export function firstDayOf(month: Month): LocalDate {
  return localDate(`${month}-01`)
}

export function monthOf(day: LocalDate): Month {
  return day.slice(0, 7)
}

const monthWords = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })

/** "October 2026"; a text that is no month stays as it is. */
export function monthInWords(month: string): string {
  return v.is(monthSchema, month) ? monthWords.format(new Date(`${month}-01T00:00:00Z`)) : month
}

/** The first and last month of a financial year, both included. */
export function monthsOf(year: FinancialYear): { readonly first: Month; readonly last: Month } {
  return { first: `${year}-04`, last: `${year + 1}-03` }
}

const MONTHS_OFFERED = 36

/** The months a person may choose, newest first: this one and those before it; one that is chosen already is always there. */
export function monthsBack(
  today: LocalDate,
  chosen: string,
): readonly { readonly value: string; readonly label: string }[] {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const months = Array.from({ length: MONTHS_OFFERED }, (_, ago) =>
    new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 7),
  )
  const all = chosen === '' || months.includes(chosen) ? months : [...months, chosen]
  return [
    { value: '', label: 'Choose the month' },
    ...all.map((value) => ({ value, label: monthInWords(value) })),
  ]
}

/** The first and last month of a quarter of a financial year, both included. */
export function monthsOfQuarter(
  year: FinancialYear,
  quarter: Quarter,
): { readonly first: Month; readonly last: Month } {
  const index = QUARTERS.indexOf(quarter)
  const month = (number: number): Month => new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
  const april = 3
  return { first: month(april + 3 * index), last: month(april + 3 * index + 2) }
}

export function lastDayOf(month: Month): LocalDate {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return addDays(localDate(new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10)), -1)
}
