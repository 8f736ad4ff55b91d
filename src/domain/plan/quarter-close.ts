import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema } from '../records/vocabulary.ts'
import type { LocalDate } from '../time/local-date.ts'
import {
  type FinancialYear,
  financialYearOf,
  type Quarter,
  quarterOf,
  quarterSchema,
} from '../time/quarter.ts'

/** The county has closed a quarter: while the record stands, entries about its days are not taken. */
const quarterCloseSchema = v.looseObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  quarter: quarterSchema,
  closedBy: lineSchema,
})

export interface ClosedQuarter {
  readonly year: FinancialYear
  readonly quarter: Quarter
}

/** Whether a day lies in a closed quarter; never for records that are not about a day. */
export function isClosed(closed: readonly ClosedQuarter[], day: LocalDate | null): boolean {
  if (day === null) return false
  const year = financialYearOf(day)
  const quarter = quarterOf(day)
  return closed.some((one) => one.year === year && one.quarter === quarter)
}

export const quarterClose = defineRecord({
  kind: 'quarter-close',
  label: 'Closed quarter',
  home: 'authority',
  body: quarterCloseSchema,
  fields: { year: 'Financial year', quarter: 'Quarter', closedBy: 'Closed by' },
  policies: {},
  day: () => null,
  example: { year: 2022, quarter: 'Q1', closedBy: 'Asha' },
  upgrades: [],
})
