import { type AgeBasis, type AttendanceByAge, bandsOf, peopleIn } from '../place/attendance-by-age.ts'
import type { AwayEntries } from '../place/reach-away.ts'
import type { Cell } from './cell.ts'
import type { MonthSums } from './month-sums.ts'

/** Whom sessions, outreach and digital help reached. */
export interface ReachSums {
  readonly byAge: Readonly<Record<AgeBasis, AttendanceByAge>>
  /** Attendances by site, of the sites that logged any session, be it one that did not take place. */
  readonly bySite: ReadonlyMap<string, number>
  readonly away: AwayEntries
}

/** The same figures that come of reading every entry, from sums over the same days. */
export function reachIn(months: readonly Pick<MonthSums, 'cells'>[]): ReachSums {
  const sum = (key: string, part: keyof Cell = 'amount'): number =>
    months.reduce((total, { cells }) => total + (cells[key]?.[part] ?? 0), 0)
  const counted = bandsOf((band) => sum(`reached-aged:${band}`))
  const meant = bandsOf((band) => sum(`reached-meant:${band}`))
  const split = {
    sessions: sum('reached', 'entries'),
    notCounted: sum('reached', 'notCounted'),
    all: sum('reached'),
    split: peopleIn(counted),
    byAudience: 0,
    byBand: counted,
    squares: sum('reached-squares:split'),
  }
  const audience = {
    ...split,
    byAudience: peopleIn(meant),
    byBand: bandsOf((band) => counted[band] + meant[band]),
    squares: sum('reached-squares:audience'),
  }
  const met = amountsOf(months, 'met-in:')
  const helped = amountsOf(months, 'helped-at:')
  return {
    byAge: { split, audience },
    bySite: amountsOf(months, 'reached-at:'),
    away: {
      met: [...met].map(([code, contacts]) => ({ lsoaCode: code === '' ? null : code, contacts })),
      helped: [...helped].map(([siteId, people]) => ({ siteId, people })),
    },
  }
}

/** Sums of the components with a key, by that key; only keys that still have an entry. */
function amountsOf(months: readonly Pick<MonthSums, 'cells'>[], prefix: string): ReadonlyMap<string, number> {
  const amounts = new Map<string, { entries: number; amount: number }>()
  for (const { cells } of months) {
    for (const [key, { entries, amount }] of Object.entries(cells)) {
      if (!key.startsWith(prefix)) continue
      const held = amounts.get(key) ?? { entries: 0, amount: 0 }
      amounts.set(key, { entries: held.entries + entries, amount: held.amount + amount })
    }
  }
  return new Map(
    [...amounts].flatMap(([key, { entries, amount }]): [string, number][] =>
      entries === 0 ? [] : [[key.slice(prefix.length), amount]],
    ),
  )
}
