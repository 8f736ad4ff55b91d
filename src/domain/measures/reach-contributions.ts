import * as v from 'valibot'
import {
  isForPublic,
  peopleIn,
  REACH_BANDS,
  type Reaching,
  reachingSchema,
  whoCame,
} from '../place/attendance-by-age.ts'
import { type Body, type BodyOf, readBody } from '../records/registry.ts'
import type { Contribution } from './cell.ts'

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
