import { type Body, readBody } from '../records/registry.ts'
import type { FinancialYear } from '../time/quarter.ts'
import type { PlaceAsked } from './place-asked.ts'
import type { Target } from './progress.ts'

/** Targets are kept in tenths. */
const TENTHS = 10

interface Row {
  readonly kind: string
  readonly body: Body
  readonly deleted: boolean
}

/**
 * The year's targets of a place, by measure.
 *
 * @param rows what the site keeps, or for the county and its areas what the authority keeps
 */
export function targetsIn(
  rows: readonly Row[],
  { area }: PlaceAsked,
  year: FinancialYear,
): ReadonlyMap<string, Target> {
  return new Map(
    rows.flatMap((row): readonly [string, Target][] => {
      const body = row.deleted || row.kind !== 'measure-target' ? null : readBody('measure-target', row.body)
      if (body === null || body.year !== year || (body.area ?? undefined) !== area) return []
      return [[body.measure, { value: body.value / TENTHS, due: body.due }]]
    }),
  )
}
