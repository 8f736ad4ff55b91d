/** From values to places, equal ratios being equal distances. */
export interface Scale {
  readonly from: number
  readonly to: number
  at(value: number): number
}

/** A scale that holds all values, with a little room at both ends. */
export function logScale(values: readonly number[], [start, end]: readonly [number, number]): Scale {
  const from = Math.min(...values) / 1.25
  const to = Math.max(...values) * 1.25
  const share = (value: number): number => Math.log(value / from) / Math.log(to / from)
  return { from, to, at: (value) => start + share(value) * (end - start) }
}

/** Round numbers to label: powers of ten, and their doubles and fives where those are few. */
export function levels({ from, to }: Scale): readonly number[] {
  const steps = to / from > 300 ? [1] : [1, 2, 5]
  const decades = Array.from({ length: 12 }, (_, power) => 10 ** power)
  return decades
    .flatMap((decade) => steps.map((step) => step * decade))
    .filter((level) => level >= from && level <= to)
}
