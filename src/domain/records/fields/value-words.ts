import * as v from 'valibot'
import { dayInWords, type LocalDate, localDateSchema } from '../../time/local-date.ts'
import { monthInWords } from '../../time/quarter.ts'
import type { Control } from './field.ts'
import { headingsOf } from './typed-value.ts'

/** What ids stand for, in words. */
type Names = (id: string) => string

/** The value of a field as a colleague would say it. Blank is "nothing", and "none" for a list. */
export function controlInWords(control: Control, value: unknown, names: Names, today: LocalDate): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (Array.isArray(value)) {
    return value.map((item) => oneInWords(control, item, names, today)).join('; ') || 'none'
  }
  const headings = headingsOf(control)
  const numbers = v.safeParse(v.record(v.string(), v.number()), value)
  if (headings === undefined || !numbers.success) return oneInWords(control, value, names, today)
  const parts = Object.entries(headings).flatMap(([heading, words]) => {
    const number = numbers.output[heading]
    return number === undefined ? [] : [`${words}: ${numberInWords(control, number)}`]
  })
  return parts.join('; ') || 'none'
}

function oneInWords(control: Control, value: unknown, names: Names, today: LocalDate): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return numberInWords(control, value)
  if (typeof value !== 'string') return 'changed'
  if (control.type === 'day') {
    const day = v.safeParse(localDateSchema, value)
    return day.success ? dayInWords(day.output, today) : value
  }
  if (control.type === 'month') return monthInWords(value)
  if (control.type === 'choice' || control.type === 'choices') return control.words[value] ?? value
  return control.type === 'link' || control.type === 'links' ? names(value) : value
}

/** A number with its unit: "14", "1 h 30", "£12.50", "12.4 miles". */
export function numberInWords(control: Control, value: number): string {
  if (control.type === 'hours' || control.type === 'week-hours') return hoursInWords(value)
  if (control.type !== 'amount') return value.toLocaleString('en-GB')
  const amount = value / control.perUnit
  return control.unit === '£'
    ? `£${amount.toLocaleString('en-GB', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 })}`
    : `${amount.toLocaleString('en-GB')} ${control.unit}`
}

function hoursInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (rest === 0) return `${hours} h`
  return hours === 0 ? `${rest} min` : `${hours} h ${String(rest).padStart(2, '0')}`
}
