/** What became of one visit of a round: made, a reason it was missed, or not ticked yet. */
export type Tick = string | null

export const MADE = 'made'

interface RoundCounts {
  readonly due: number
  readonly made: number
  readonly missed: Readonly<Record<string, number>>
}

/**
 * The visits of a round one by one, as far as counts tell: those made first, then those missed, the rest not
 * ticked. Which visit was which is nowhere kept, because a visit is a reader.
 */
export function ticksOf({ due, made, missed }: RoundCounts): readonly Tick[] {
  const known: Tick[] = [
    ...Array.from({ length: made }, () => MADE),
    ...Object.entries(missed).flatMap(([reason, count]) => Array.from({ length: count }, () => reason)),
  ]
  return Array.from({ length: Math.max(due, known.length) }, (_, index) => known[index] ?? null)
}

/** The counts that a list of ticks comes to. */
export function countsOf(ticks: readonly Tick[]): Pick<RoundCounts, 'made' | 'missed'> {
  const missed: Record<string, number> = {}
  for (const tick of ticks) {
    if (tick !== null && tick !== MADE) missed[tick] = (missed[tick] ?? 0) + 1
  }
  return { made: ticks.filter((tick) => tick === MADE).length, missed }
}
