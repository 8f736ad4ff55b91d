import type { FieldSet } from '#domain/records/fields/field.ts'
import { formOfBody, mayBeBlank, type TypedForm } from '#domain/records/fields/typed-value.ts'
import type { Body } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { monthOf, previousMonth } from '#domain/time/quarter.ts'

/** The hour from which a day's second half is offered. */
const NOON = 12

interface Beginning {
  readonly fields: FieldSet
  /** The last entry of the kind here; null where there is none. */
  readonly last: Body | null
  readonly today: LocalDate
  /** The hour of the day, 0 to 23. */
  readonly hour: number
  readonly siteId: string | null
}

/**
 * The form of a new record: today, what is usually the same as it was last time, and nothing else. A
 * month's figures are put in when the month is over.
 */
export function beginForm({ fields, last, today, hour, siteId }: Beginning): TypedForm {
  const begun: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const { type } = field.control
    if (field.isUsual === true && last !== null) begun[name] = last[name]
    else if (type === 'day' && DAYS_THAT_ARE_TODAY.has(name) && !mayBeBlank(field)) begun[name] = today
    else if (type === 'month' && name === 'month') begun[name] = previousMonth(monthOf(today))
    else if (name === 'half') begun[name] = hour < NOON ? 'morning' : 'afternoon'
    else if (name === 'pointId') begun[name] = siteId
  }
  return formOfBody(fields, begun)
}

const DAYS_THAT_ARE_TODAY = new Set(['day', 'fromDay', 'untilDay'])
