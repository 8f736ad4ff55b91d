import * as v from 'valibot'
import { type FinancialYear, monthsOf, monthsOfQuarter, type Quarter, QUARTERS } from '../time/quarter.ts'
import type { SumsByScope } from './amount.ts'
import type { MonthSums } from './month-sums.ts'
import { placeKey } from './place-asked.ts'
import { NO_SUPPORT, sumSupport, type SupportFigures } from './plan-support.ts'
import type { ProgressAsked } from './progress.ts'

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Sessions, attendances and sessions without a number that a part of the plan got in each quarter. */
export const supportSchema = v.record(
  v.string(),
  v.pipe(v.array(v.tuple([countSchema, v.number(), countSchema])), v.length(QUARTERS.length)),
)

type SupportTotals = v.InferOutput<typeof supportSchema>

/** What leaves the server of what sessions brought to the plan: parts that progress screens tell of. */
const TOLD = /^(all$|(primary|also|action):)/

/** What sessions of a place brought to parts of the plan, by quarter. */
export function supportTotals(months: readonly MonthSums[], year: FinancialYear): SupportTotals {
  const byQuarter = QUARTERS.map((quarter) => {
    const { first, last } = monthsOfQuarter(year, quarter)
    const within = months.filter(({ month }) => month >= first && month <= last)
    return sumSupport(within.map(({ cells }) => Object.entries(cells)))
  })
  const parts = new Set(byQuarter.flatMap((support) => [...support.keys()].filter((part) => TOLD.test(part))))
  return Object.fromEntries(
    [...parts].map((part) => [
      part,
      byQuarter.map((support) => {
        const { sessions, attendances, notCounted } = support.get(part) ?? NO_SUPPORT
        return [sessions, attendances, notCounted] as [number, number, number]
      }),
    ]),
  )
}

/** What sessions brought from April to the end of a quarter, from sums that are at hand. */
export function supportFromSums(sums: SumsByScope, asked: ProgressAsked): SupportFigures {
  const { first } = monthsOf(asked.year)
  const { last } = monthsOfQuarter(asked.year, asked.quarter)
  const months = sums.get(placeKey(asked)) ?? []
  return sumSupport(
    months.filter(({ month }) => month >= first && month <= last).map(({ cells }) => Object.entries(cells)),
  )
}

/** The same out of what the server told. */
export function supportTo(totals: SupportTotals | undefined, quarter: Quarter): SupportFigures {
  return new Map(
    Object.entries(totals ?? {}).map(([part, quarters]) => {
      const so = quarters.slice(0, QUARTERS.indexOf(quarter) + 1)
      const sum = (index: 0 | 1 | 2) => so.reduce((all, one) => all + one[index], 0)
      return [part, { sessions: sum(0), attendances: sum(1), notCounted: sum(2) }]
    }),
  )
}
