import * as v from 'valibot'
import {
  type AgeBasis,
  type AttendanceByAge,
  bandsOf,
  isForPublic,
  peopleIn,
  REACH_BANDS,
  type Reaching,
  reachingSchema,
  whoCame,
} from '../place/attendance-by-age.ts'
import type { AwayEntries } from '../place/reach-away.ts'
import { type Body, type BodyOf, readBody } from '../records/registry.ts'
import type { Cell, Contribution } from './cell.ts'
import type { MonthSums } from './month-sums.ts'

/**
 * What a session adds to the figures of who comes: once to its site, whatever became of it, and where it was
 * held for the public to the ages of those who came. The squares say how few sessions made a figure.
 */
export function reachContributions(session: Reaching, scope: string): readonly Contribution[] {
  const at = `reached-at:${scope}`
  if (!isForPublic(session)) return [{ key: at, amount: 0 }]
  const who = whoCame(session)
  if (who === null) return [at, 'reached'].map((key) => ({ key, amount: null }))
  const { came, counted, split, assigned } = who
  const some = (key: string, amount: number): readonly Contribution[] =>
    amount === 0 ? [] : [{ key, amount }]
  return [
    ...[at, 'reached'].map((key) => ({ key, amount: came })),
    ...REACH_BANDS.flatMap((band) => some(`reached-aged:${band}`, counted[band])),
    ...REACH_BANDS.flatMap((band) => some(`reached-meant:${band}`, assigned[band])),
    ...some('reached-squares:split', split ** 2),
    ...some('reached-squares:audience', (split + peopleIn(assigned)) ** 2),
  ]
}

/** Of what any entry adds, the part that says whom it reached; the rest of the entry is not read for it. */
export function reachContributionsOf(entry: {
  readonly kind: string
  readonly scope: string
  readonly body: Body
}): readonly Contribution[] {
  const { kind, scope, body } = entry
  if (kind === 'event-session') {
    const session = v.safeParse(reachingSchema, body)
    return session.success ? reachContributions(session.output, scope) : []
  }
  const outreach = kind === 'outreach-contact' ? readBody(kind, body) : null
  const help = kind === 'digital-help' ? readBody(kind, body) : null
  return [
    ...(outreach === null ? [] : [metContribution(outreach)]),
    ...(help === null ? [] : [helpedContribution(help, scope)]),
  ]
}

/** Contacts of outreach by the neighbourhood they were in, under no key where nobody said. */
export function metContribution({ lsoaCode, contacts }: BodyOf<'outreach-contact'>): Contribution {
  return { key: `met-in:${lsoaCode ?? ''}`, amount: contacts }
}

/** Digital help names no place but the site it was given at. */
export function helpedContribution({ people }: BodyOf<'digital-help'>, scope: string): Contribution {
  return { key: `helped-at:${scope}`, amount: people }
}

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
