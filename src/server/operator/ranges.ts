/** Whole numbers from first to last, both included. Lists of them stand in order and do not touch. */
export type Range = readonly [number, number]

/** What of `ranges` lies in `others`, and what does not. */
export function split(
  ranges: readonly Range[],
  others: readonly Range[],
): { readonly inside: readonly Range[]; readonly outside: readonly Range[] } {
  const inside: Range[] = []
  const outside: Range[] = []
  for (const [first, last] of ranges) {
    let next = first
    for (const [from, to] of others) {
      if (to < next || from > last) continue
      if (from > next) outside.push([next, from - 1])
      inside.push([Math.max(from, next), Math.min(to, last)])
      next = to + 1
    }
    if (next <= last) outside.push([next, last])
  }
  return { inside, outside }
}

export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** `3, 7–9`. */
export function rangeWords(ranges: readonly Range[]): string {
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ')
}
