import type { LocalDate } from '../time/local-date.ts'
import type { EarlierWording } from './plan-records.ts'

type Earlier = Readonly<Record<string, EarlierWording>>

/** Who words something anew and when, and the key its wording of before is kept under. */
export interface Rewording {
  readonly key: string
  readonly by: string
  readonly on: LocalDate
}

/** The earlier wordings after one more rewording; the same words are none. */
export function keepingWording(
  earlier: Earlier | null,
  before: string,
  after: string,
  { key, by, on }: Rewording,
): Record<string, EarlierWording> {
  return before === after ? { ...earlier } : { ...earlier, [key]: { text: before, until: on, by } }
}

/** What something was worded as before, the latest first. */
export function earlierWordings(earlier: Earlier | null): readonly EarlierWording[] {
  return Object.entries(earlier ?? {})
    .toSorted(([a, one], [b, other]) =>
      one.until === other.until ? (a < b ? 1 : -1) : one.until < other.until ? 1 : -1,
    )
    .map(([, wording]) => wording)
}
