import type { BodyOf } from '../records/registry.ts'
import type { Contribution } from './cell.ts'
import { metContribution } from './reach-contributions.ts'

/** Help that is a session with somebody; an enquiry or the use of a database is not. */
const SESSIONS: ReadonlySet<string> = new Set(['one-to-one', 'workshop', 'networking', 'co-working'])

export function businessContributions(
  support: BodyOf<'business-support'>,
  scope: string,
): readonly Contribution[] {
  return [
    { key: `business:${support.supportType}`, amount: support.people },
    ...(SESSIONS.has(support.supportType)
      ? [{ key: `support-at:${support.pointId ?? scope}`, amount: support.people }]
      : []),
  ]
}

export function followUpContributions(answer: BodyOf<'business-follow-up'>): readonly Contribution[] {
  return [
    { key: 'follow-up', amount: 1 },
    ...(answer.started === 'started' ? [{ key: 'follow-up-started', amount: 1 }] : []),
  ]
}

export function outreachContributions(
  outreach: BodyOf<'outreach-contact'>,
  scope: string,
): readonly Contribution[] {
  return [
    { key: 'outreach', amount: outreach.contacts },
    { key: `outreach-at:${scope}`, amount: outreach.contacts },
    metContribution(outreach),
  ]
}

/** Ways of travel that burn nothing on the road, and the bus. */
const LOW_CARBON: ReadonlySet<string> = new Set(['foot', 'cycle', 'bus', 'car-electric'])

/**
 * Rounds, visits, and the readers of each round. How many readers a round served in a year is the most its
 * register ever said: each number it said is a key, so that the largest can be found and taken back.
 */
export function roundContributions(
  round: BodyOf<'home-library-round'>,
  scope: string,
): readonly Contribution[] {
  const readers = round.readers ?? null
  return [
    { key: 'round', amount: 1 },
    ...(LOW_CARBON.has(round.mode) ? [{ key: 'round-low-carbon', amount: 1 }] : []),
    { key: 'round-made', amount: round.made },
    { key: 'round-due', amount: round.due },
    readers === null
      ? { key: 'round-readers', amount: null }
      : { key: `round-readers:${scope} ${round.round}|${readers}`, amount: readers },
  ]
}

export function ideaContributions(idea: BodyOf<'idea'>): readonly Contribution[] {
  return idea.state === 'done' && idea.isToldBack === true ? [{ key: 'told-back', amount: 1 }] : []
}
