import { addDays, localDate, type LocalDate } from '#domain/time/local-date.ts'
import type { Quarter } from '#domain/time/quarter.ts'
import { seededRandom } from '../seeded-random.ts'

/** The first day and the days of each quarter of the year that is made up: the plan's own. */
const QUARTER_DAYS: Readonly<Record<Quarter, { readonly first: LocalDate; readonly days: number }>> = {
  Q1: { first: localDate('2022-04-01'), days: 91 },
  Q2: { first: localDate('2022-07-01'), days: 92 },
  Q3: { first: localDate('2022-10-01'), days: 92 },
  Q4: { first: localDate('2023-01-01'), days: 90 },
}

/** Chance that can be had again, for making a year up. */
export interface Chance {
  often(part: number): boolean
  whole(from: number, to: number): number
  pick<Item>(items: readonly Item[]): Item
  dayIn(quarter: Quarter): LocalDate
}

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed)
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  return {
    often: (part) => random() < part,
    whole,
    pick: (items) => {
      const item = items[whole(0, items.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    dayIn: (quarter) => addDays(QUARTER_DAYS[quarter].first, whole(0, QUARTER_DAYS[quarter].days - 1)),
  }
}
