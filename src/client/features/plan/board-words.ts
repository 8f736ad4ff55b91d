import type { QuarterChoice } from '#domain/plan/plan-filter.ts'
import { quarterInWords } from '#domain/time/quarter.ts'

/** The card that is being moved. */
export interface Moving {
  readonly id: string
  readonly from: QuarterChoice
  /** Where it was dropped; null while nothing is chosen. */
  readonly to: QuarterChoice | null
}

/** What a column is called. */
export function columnInWords(column: QuarterChoice): string {
  return column === 'unprofiled' ? 'No quarter' : quarterInWords(column)
}
