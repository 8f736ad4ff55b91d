import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema } from '../records/vocabulary.ts'
import { type LocalDate, localDate, localDateSchema } from '../time/local-date.ts'
import {
  type FinancialYear,
  financialYearOf,
  type Quarter,
  QUARTERS,
  quarterOf,
  quarterSchema,
} from '../time/quarter.ts'
import { removedSchema } from './plan-action.ts'
import { keyedBy } from './plan-records.ts'

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A measure's first figure up to the end of the quarter, as it could be shown when the quarter was closed. */
const closedFigureSchema = v.object({
  /** "x" for what was hidden, null for no figure. */
  value: v.nullable(v.union([v.number(), v.literal('x')])),
  /** How it stood by the rule. */
  standing: lineSchema,
  /** Entries behind it; null where the figure is hidden. */
  entries: v.nullable(countSchema),
  /** Version of the measure's definition. */
  definition: countSchema,
})
export type ClosedFigure = v.InferOutput<typeof closedFigureSchema>

/** Another colour than the rule gives, which asks for a reason. */
const overrideSchema = v.object({
  standing: v.picklist(['green', 'amber', 'red']),
  reason: lineSchema,
  by: lineSchema,
  removed: removedSchema,
})
export type StandingOverride = v.InferOutput<typeof overrideSchema>

/** The county has closed a quarter: while the record stands, entries about its days are not taken. */
const quarterCloseSchema = v.looseObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  quarter: quarterSchema,
  closedBy: lineSchema,
  closedOn: v.optional(v.nullable(localDateSchema), null),
  /** The county's figures by measure, as they stood then. */
  figures: v.optional(v.nullable(v.record(lineSchema, closedFigureSchema)), {}),
  /** How many sites had reported about the quarter, and how many there were. */
  completeness: v.optional(v.nullable(v.object({ reported: countSchema, sites: countSchema })), null),
  /** What the county says of a priority or of a promise, as `narrativeKey` writes it. */
  narratives: keyedBy(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))),
  /** By measure, as `overrideKey` writes it. */
  overrides: keyedBy(overrideSchema),
})
export type QuarterClose = v.InferOutput<typeof quarterCloseSchema>

/** What the county says something of at the close: a priority by its number, or a promise by its code. */
export type Narrated = { readonly number: number } | { readonly code: string }

/**
 * The key of what is said of a priority, its number, or of a promise: "promise-" and its code, with numbers for
 * what no key may hold, cut where it would be too long.
 */
export function narrativeKey(of: Narrated): string {
  if ('number' in of) return String(of.number)
  return `promise-${of.code.replaceAll(/[^A-Za-z0-9-]/g, (sign) => `-${sign.charCodeAt(0)}-`)}`.slice(0, 40)
}

/** The key of a measure among the overrides: 3.5 is 3-5. */
export function overrideKey(measureId: string): string {
  return measureId.replace('.', '-')
}

/** What was said of one thing at the close of each quarter of a year that was closed, in order of the quarters. */
export function saidOf(
  closings: readonly QuarterClose[],
  key: string,
): readonly { readonly quarter: Quarter; readonly text: string }[] {
  return QUARTERS.flatMap((quarter) => {
    const text = closings.findLast((one) => one.quarter === quarter)?.narratives?.[key]
    return text === undefined ? [] : [{ quarter, text }]
  })
}

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
  fields: {
    year: 'Financial year',
    quarter: 'Quarter',
    closedBy: 'Closed by',
    closedOn: 'Closed on',
    figures: 'Figures then',
    completeness: 'Sites that had reported',
    narratives: 'What the county says',
    overrides: 'Judged otherwise',
  },
  policies: { narratives: 'map', overrides: 'map' },
  day: () => null,
  example: {
    year: 2022,
    quarter: 'Q1',
    closedBy: 'Asha',
    closedOn: localDate('2022-07-04'),
    figures: { '3.5': { value: 214, standing: 'amber', entries: 12, definition: 1 } },
    completeness: { reported: 41, sites: 44 },
    narratives: { '3': 'Two new groups began.' },
    overrides: { '3-5': { standing: 'green', reason: 'The hall was shut in May', by: 'Asha' } },
  },
  upgrades: [],
})
